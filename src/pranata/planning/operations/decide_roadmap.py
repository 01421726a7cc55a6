"""From a draft to the decree: proposing, sending back, and recording that an edition was set."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.ledger.canonical import Json
from pranata.organisation.models import Assignment, Instansi
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.models import BudgetLine, ItemKind, Roadmap, RoadmapActKind, RoadmapState
from pranata.planning.operations._roadmap import (
    LONGEST_WORDS,
    RoadmapRefused,
    append,
    edition_digest,
    held,
    period,
    record,
)
from pranata.planning.policies_roadmap import OwnRoadmap, require_may_set, require_may_write


@transaction.atomic
def propose_roadmap(*, roadmap: Roadmap, actor: Actor, now: dt.datetime) -> Roadmap:
    """Propose a draft; from here on its items stand still.

    Raises NotPermitted, RoadmapNotSo or RoadmapRefused.
    """
    require_may_write(actor, roadmap.instansi_id)
    roadmap = held(roadmap, RoadmapState.DRAFT)
    if not roadmap.items.filter(kind=ItemKind.ACTIVITY).exists():
        raise RoadmapRefused(
            _("Belum ada kegiatan yang dapat diajukan."),
            remedy=_("Tambahkan kegiatan, atau ambil dari rencana yang ditetapkan."),
        )
    roadmap.state = RoadmapState.PROPOSED
    roadmap.save(update_fields=["state"])
    sealed = edition_digest(roadmap)
    detail: dict[str, Json] = {"periode": period(roadmap), "versi": roadmap.edition, "sidik_isi": sealed}
    said = append(roadmap, events.ROADMAP_PROPOSED, actor=actor, now=now, detail=detail, sealed=sealed)
    record(roadmap, RoadmapActKind.PROPOSED, said, actor=actor, now=now)
    return roadmap


@transaction.atomic
def return_roadmap(*, roadmap: Roadmap, reason: str, actor: Actor, now: dt.datetime) -> Roadmap:
    """Send a proposed edition back as a draft, saying why.

    Raises NotPermitted (OwnRoadmap too), RoadmapNotSo or RoadmapRefused.
    """
    require_may_set(actor, roadmap.instansi_id)
    text = " ".join(reason.split())[:LONGEST_WORDS]
    if not text:
        raise RoadmapRefused(_("Tulis alasan mengembalikannya."), "reason")
    roadmap = held(roadmap, RoadmapState.PROPOSED)
    _require_other(roadmap, actor)
    roadmap.state = RoadmapState.DRAFT
    roadmap.save(update_fields=["state"])
    detail: dict[str, Json] = {"periode": period(roadmap), "versi": roadmap.edition, "alasan": text}
    said = append(roadmap, events.ROADMAP_RETURNED, actor=actor, now=now, detail=detail)
    record(roadmap, RoadmapActKind.RETURNED, said, actor=actor, now=now, words=text)
    return roadmap


@transaction.atomic
def set_roadmap(
    *, roadmap: Roadmap, decree_number: str, decree_on: dt.date, actor: Actor, now: dt.datetime
) -> Roadmap:
    """Record that the head of the region set a proposed edition by decree; the one before is replaced.

    Budget lines tied to an activity of the one before are tied to the same activity of this one.
    Raises NotPermitted (OwnRoadmap too), RoadmapNotSo or RoadmapRefused.
    """
    require_may_set(actor, roadmap.instansi_id)
    number = " ".join(decree_number.split())[:120]
    if not number:
        raise RoadmapRefused(_("Tulis nomor keputusan kepala daerah."), "decree_number")
    if decree_on > actor.local_date(now):
        raise RoadmapRefused(_("Tanggal keputusan tidak boleh setelah hari ini."), "decree_on")
    # Of two editions set at once the second replaces the first.
    Instansi.objects.select_for_update().get(pk=roadmap.instansi_id)
    roadmap = held(roadmap, RoadmapState.PROPOSED)
    _require_other(roadmap, actor)
    before = Roadmap.objects.filter(
        instansi_id=roadmap.instansi_id, first_year=roadmap.first_year, state=RoadmapState.SET
    ).first()
    if before is not None and before.decree_on is not None and decree_on < before.decree_on:
        raise RoadmapRefused(
            _("Tanggal keputusan tidak boleh sebelum keputusan versi yang digantikan."), "decree_on"
        )
    if before is not None:
        before.state = RoadmapState.REPLACED
        before.save(update_fields=["state"])
        _follow_with_budget(before, roadmap)
    roadmap.state, roadmap.decree_number, roadmap.decree_on = RoadmapState.SET, number, decree_on
    roadmap.save(update_fields=["state", "decree_number", "decree_on"])
    sealed = edition_digest(roadmap)
    detail: dict[str, Json] = {
        "periode": period(roadmap),
        "versi": roadmap.edition,
        "nomor": number,
        "tanggal": decree_on.isoformat(),
        "sidik_isi": sealed,
        "menggantikan": before.edition if before is not None else None,
    }
    said = append(roadmap, events.ROADMAP_SET, actor=actor, now=now, detail=detail, sealed=sealed)
    record(roadmap, RoadmapActKind.SET, said, actor=actor, now=now, words=number)
    if before is not None:
        record(before, RoadmapActKind.REPLACED, said, actor=actor, now=now, words=str(roadmap.edition))
    return roadmap


def _follow_with_budget(before: Roadmap, roadmap: Roadmap) -> None:
    same = {item.key: item for item in roadmap.items.filter(kind=ItemKind.ACTIVITY)}
    tied = (
        BudgetLine.objects.filter(item__roadmap=before).select_related("item").select_for_update(of=("self",))
    )
    moved = []
    for line in tied:
        if line.item is not None and line.item.key in same:
            line.item = same[line.item.key]
            moved.append(line)
    BudgetLine.objects.bulk_update(moved, ["item"])


def _require_other(roadmap: Roadmap, actor: Actor) -> None:
    proposed = roadmap.acts.filter(kind=RoadmapActKind.PROPOSED).order_by("-made_at", "-pk")[0]
    person = Assignment.objects.values_list("person_id", flat=True).get(pk=proposed.made_by_id)
    if person == actor.person_id:
        raise OwnRoadmap
