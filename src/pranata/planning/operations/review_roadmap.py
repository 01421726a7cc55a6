"""Keeping the minutes of a review of the edition in force."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.models import ReviewKind, Roadmap, RoadmapReview, RoadmapState
from pranata.planning.operations._roadmap import RoadmapRefused, append, held, who
from pranata.planning.policies_roadmap import require_may_write
from pranata.planning.roadmap_rules import rules

LONGEST = 4000


@transaction.atomic
def review_roadmap(
    *,
    roadmap: Roadmap,
    kind: ReviewKind,
    trigger: str,
    held_on: dt.date,
    attendees: str,
    findings: str,
    decision: str,
    actor: Actor,
    now: dt.datetime,
) -> RoadmapReview:
    """Record a review: when, by whom, what was found and decided.

    Raises NotPermitted, RoadmapNotSo or RoadmapRefused.
    """
    require_may_write(actor, roadmap.instansi_id)
    roadmap = held(roadmap, RoadmapState.SET)
    said_words = {
        "attendees": " ".join(attendees.split())[:500],
        "findings": findings.strip()[:LONGEST],
        "decision": decision.strip()[:LONGEST],
    }
    for name, text in said_words.items():
        if not text:
            raise RoadmapRefused(_("Bagian ini belum diisi."), name)
    known = {one.code for one in rules().triggers}
    trigger = trigger if kind == ReviewKind.TRIGGERED else ""
    if kind == ReviewKind.TRIGGERED and trigger not in known:
        raise RoadmapRefused(_("Pilih pemicu reviu sewaktu-waktu."), "trigger")
    if held_on > actor.local_date(now):
        raise RoadmapRefused(_("Tanggal reviu tidak boleh setelah hari ini."), "held_on")
    if roadmap.decree_on is not None and held_on < roadmap.decree_on:
        raise RoadmapRefused(_("Tanggal reviu tidak boleh sebelum penetapannya."), "held_on")
    detail = {
        "jenis": str(kind),
        "pemicu": trigger,
        "tanggal": held_on.isoformat(),
        "sidik_temuan": _sealed(said_words["findings"]),
        "sidik_keputusan": _sealed(said_words["decision"]),
    }
    said = append(roadmap, events.ROADMAP_REVIEWED, actor=actor, now=now, detail=detail)
    return RoadmapReview.objects.create(
        instansi_id=roadmap.instansi_id,
        roadmap=roadmap,
        kind=kind,
        trigger=trigger,
        held_on=held_on,
        **said_words,
        **who(actor, said, now),
    )


def _sealed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
