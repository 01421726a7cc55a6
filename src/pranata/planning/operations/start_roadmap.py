"""Beginning an edition: empty, or as a revision of one that was set."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pranata.ledger.canonical import Json
from pranata.organisation.models import Instansi
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.models import Roadmap, RoadmapActKind, RoadmapItem, RoadmapState, RoadmapYear
from pranata.planning.operations._roadmap import RoadmapNotSo, RoadmapRefused, append, period, record
from pranata.planning.policies_roadmap import require_may_write
from pranata.planning.roadmap_rules import YEARS, rules

EARLIEST, LATEST = 2018, 2100
COPIED = (
    "kind", "key", "position", "content", "name", "unit_id", "pic_id", "output", "baseline", "rpjmd_code",
    "rpjmd_goal", "sub_activity", "plan_step_id", "effectiveness", "effectiveness_reason", "feasibility",
    "feasibility_reason", "efficiency", "efficiency_reason",
)  # fmt: skip


@transaction.atomic
def start_roadmap(
    *,
    first_year: int,
    actor: Actor,
    now: dt.datetime,
    origin: Roadmap | None = None,
    is_example: bool = False,
) -> Roadmap:
    """Begin an edition for five years; with `origin` everything that stands in it is taken along.

    Raises NotPermitted, RoadmapRefused where a draft of the period is being written, or RoadmapNotSo.
    """
    require_may_write(actor, actor.instansi_id)
    if not EARLIEST <= first_year <= LATEST:
        raise RoadmapRefused(_("Tahun pertama di luar 2018 sampai 2100."), "first_year")
    if origin is not None and (origin.instansi_id != actor.instansi_id or origin.state != RoadmapState.SET):
        raise RoadmapNotSo(origin)
    # Editions are numbered one at a time.
    Instansi.objects.select_for_update().get(pk=actor.instansi_id)
    of_period = Roadmap.objects.filter(instansi_id=actor.instansi_id, first_year=first_year)
    if of_period.filter(state__in=(RoadmapState.DRAFT, RoadmapState.PROPOSED)).exists():
        raise RoadmapRefused(
            _("Peta Rencana untuk tahun itu sedang disusun."),
            "first_year",
            _("Lanjutkan rancangan yang ada, atau tetapkan dahulu."),
        )
    roadmap = Roadmap.objects.create(
        instansi_id=actor.instansi_id,
        first_year=first_year,
        last_year=first_year + YEARS - 1,
        edition=(of_period.aggregate(last=Max("edition"))["last"] or 0) + 1,
        weights=origin.weights
        if origin is not None
        else {one.code: one.weight.value for one in rules().criteria},
        origin=origin,
        is_example=is_example,
        created_at=now,
    )
    count = _copy(origin, roadmap) if origin is not None else 0
    detail: dict[str, Json] = {
        "periode": period(roadmap),
        "versi": roadmap.edition,
        "dari_versi": origin.edition if origin is not None else None,
        "butir": count,
    }
    said = append(roadmap, events.ROADMAP_STARTED, actor=actor, now=now, detail=detail)
    record(roadmap, RoadmapActKind.STARTED, said, actor=actor, now=now)
    return roadmap


def _copy(origin: Roadmap, roadmap: Roadmap) -> int:
    """Copy all items with their years; whoever stands above is copied first. Returns how many."""
    order = {"initiative": 0, "program": 1, "activity": 2}
    items = sorted(origin.items.prefetch_related("years"), key=lambda item: order[item.kind])
    made: dict[int, RoadmapItem] = {}
    years = []
    for item in items:
        made[item.pk] = RoadmapItem.objects.create(
            instansi_id=roadmap.instansi_id,
            roadmap=roadmap,
            parent=made[item.parent_id] if item.parent_id else None,
            **{name: getattr(item, name) for name in COPIED},
        )
        years += [
            RoadmapYear(
                instansi_id=roadmap.instansi_id,
                item=made[item.pk],
                year=row.year,
                target=row.target,
                budget=row.budget,
            )
            for row in item.years.all()
        ]
    RoadmapYear.objects.bulk_create(years)
    return len(made)
