"""What every act on an edition shares: it is held, named, sealed and told."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from pranata.assessment.queries.fixed import digest
from pranata.foundation.errors import ProductError, Text
from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, EntryRef, ObjectRef, append_entry
from pranata.organisation.policies import Actor
from pranata.planning.models import Roadmap, RoadmapAct, RoadmapActKind, RoadmapItem, RoadmapState

AUTHORITY = "Perpres 95/2018"
LONGEST_WORDS = 500


class RoadmapNotSo(ProductError):
    """The edition is in another state than the act needs."""

    status = 409

    def __init__(self, roadmap: Roadmap) -> None:
        super().__init__(
            _("Peta Rencana ini berstatus “%(state)s”, sehingga ini tidak dapat dilakukan.")
            % {"state": RoadmapState(roadmap.state).label},
            why=_("Yang sudah diajukan atau ditetapkan tidak berubah lagi."),
            remedy=_("Muat ulang halaman. Untuk mengubah yang sudah ditetapkan, susunlah versi baru."),
        )


class RoadmapRefused(ProductError):
    """Something about an edition or its items cannot be as it was typed; `field` is where."""

    status = 422

    def __init__(self, what: Text, field: str = "", remedy: Text = "") -> None:
        super().__init__(what, remedy=remedy)
        self.field = field


def held(roadmap: Roadmap, *states: RoadmapState) -> Roadmap:
    """Return the edition as it stands, held for the length of the act. Raises RoadmapNotSo."""
    found = Roadmap.objects.select_for_update(of=("self",)).get(pk=roadmap.pk)
    if found.state not in states:
        raise RoadmapNotSo(found)
    return found


def period(roadmap: Roadmap) -> str:
    """Write the years of an edition as they stand in an entry."""
    return f"{roadmap.first_year}-{roadmap.last_year}"


def content_of(item: RoadmapItem, years: dict[str, list[Any]]) -> dict[str, Any]:
    """Return all that is written on an item, as it is sealed."""
    plain = (
        "kind", "content", "name", "unit_id", "pic_id", "output", "baseline", "rpjmd_code", "rpjmd_goal",
        "sub_activity", "plan_step_id", "effectiveness", "effectiveness_reason", "feasibility",
        "feasibility_reason", "efficiency", "efficiency_reason",
    )  # fmt: skip
    return {name: getattr(item, name) for name in plain} | {"key": str(item.key), "years": years}


def years_of(item: RoadmapItem) -> dict[str, list[Any]]:
    """Return target and budget by year, in order."""
    return {str(row.year): [row.target, row.budget] for row in sorted(item.years.all(), key=lambda r: r.year)}


def edition_digest(roadmap: Roadmap) -> str:
    """Return the SHA-256 of everything an edition says: its years, weights and items."""
    items = roadmap.items.order_by("key").prefetch_related("years").select_related("parent")
    return digest(
        {
            "first_year": roadmap.first_year,
            "weights": roadmap.weights,
            "items": [
                content_of(item, years_of(item)) | {"parent": str(item.parent.key) if item.parent else None}
                for item in items
            ],
        }
    )


def roadmap_ref(roadmap: Roadmap, sealed: str | None = None) -> ObjectRef:
    """Name an edition in an entry, by its content where that is fixed."""
    return ObjectRef(role="peta", type="roadmap", id=str(roadmap.pk), sha256=sealed)


def append(
    roadmap: Roadmap,
    action: ActionKind,
    *,
    actor: Actor,
    now: dt.datetime,
    detail: Json,
    sealed: str | None = None,
) -> EntryRef:
    """Append the entry of an act on an edition."""
    return append_entry(
        Act(
            action=action,
            tenant_id=roadmap.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(roadmap_ref(roadmap, sealed),),
            detail=detail,
            authority=AUTHORITY,
        )
    )


def who(actor: Actor, said: EntryRef, now: dt.datetime) -> dict[str, Any]:
    """Return who did it, as what, when, and the entry that says so: what each row of an act keeps."""
    return {"event_id": said.event_id, **actor.made(now)}


def record(
    roadmap: Roadmap,
    kind: RoadmapActKind,
    said: EntryRef,
    *,
    actor: Actor,
    now: dt.datetime,
    words: str = "",
) -> RoadmapAct:
    """Keep an act on an edition."""
    return RoadmapAct.objects.create(
        instansi_id=roadmap.instansi_id,
        roadmap=roadmap,
        kind=kind,
        words=words[:LONGEST_WORDS],
        **who(actor, said, now),
    )
