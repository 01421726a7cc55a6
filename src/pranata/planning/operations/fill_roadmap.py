"""Filling a draft from the steps of an accepted plan, and weighing the criteria."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.assessment import regulations
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.models import (
    ItemKind,
    Plan,
    PlanState,
    PlanStep,
    Roadmap,
    RoadmapActKind,
    RoadmapItem,
    RoadmapState,
    RoadmapYear,
)
from pranata.planning.operations._roadmap import RoadmapRefused, append, held, record
from pranata.planning.policies_roadmap import require_may_write
from pranata.planning.queries.owners import Owners, owners_on
from pranata.planning.roadmap_rules import rules

HUNDRED = 100


@transaction.atomic
def fill_from_plan(*, roadmap: Roadmap, plan: Plan, actor: Actor, now: dt.datetime) -> int:
    """Add each step of an accepted plan as an activity, below one initiative and programme a content,
    with the agency and the post that heads it.

    Steps that are there already, or begin outside the five years, are left out. Returns how many were added.
    Raises NotPermitted, RoadmapNotSo or RoadmapRefused.
    """
    require_may_write(actor, roadmap.instansi_id)
    roadmap = held(roadmap, RoadmapState.DRAFT)
    if plan.instansi_id != roadmap.instansi_id or plan.state != PlanState.ACCEPTED:
        raise RoadmapRefused(gettext_lazy("Hanya rencana yang sudah ditetapkan yang dapat diambil."))
    there = set(roadmap.items.filter(plan_step__plan=plan).values_list("plan_step_id", flat=True))
    steps = [
        step
        for step in plan.chosen.order_by("position")
        if step.pk not in there and step.starts_on.year in roadmap.years
    ]
    if not steps:
        raise RoadmapRefused(
            gettext_lazy("Tidak ada langkah baru dari rencana ini yang mulai dalam masa Peta Rencana.")
        )
    filling = _Filling(roadmap, plan, owners_on(actor.local_date(now)))
    for step in steps:
        filling.add(step)
    named = [f"{step.indicator}:{step.to_level}" for step in steps]
    detail = {"rencana": plan.number, "langkah": named}
    said = append(roadmap, events.ROADMAP_TAKEN, actor=actor, now=now, detail=detail)
    record(roadmap, RoadmapActKind.TAKEN, said, actor=actor, now=now, words=plan.number)
    return len(steps)


@transaction.atomic
def weigh_criteria(
    *, roadmap: Roadmap, weights: Mapping[str, int], actor: Actor, now: dt.datetime
) -> Roadmap:
    """Say how much each criterion counts; together a hundred. Raises as `fill_from_plan` does."""
    require_may_write(actor, roadmap.instansi_id)
    roadmap = held(roadmap, RoadmapState.DRAFT)
    known = {one.code for one in rules().criteria}
    if set(weights) != known or min(weights.values()) < 0 or sum(weights.values()) != HUNDRED:
        raise RoadmapRefused(gettext_lazy("Ketiga bobot bersama-sama harus 100."), "weights")
    roadmap.weights = dict(weights)
    roadmap.save(update_fields=["weights"])
    append(roadmap, events.ROADMAP_WEIGHED, actor=actor, now=now, detail={"bobot": dict(weights)})
    return roadmap


class _Filling:
    """The initiatives and programmes that stand, and those made on the way."""

    def __init__(self, roadmap: Roadmap, plan: Plan, owners: Owners) -> None:
        self.roadmap, self.plan, self.owners = roadmap, plan, owners
        self.regulation = regulations.load(plan.instrument)
        self.position = roadmap.items.aggregate(last=Max("position"))["last"] or 0
        self.programs: dict[str, RoadmapItem] = {}
        self.names = {one.code: one.name for one in rules().contents}

    def add(self, step: PlanStep) -> None:
        """Add one step as an activity with its rupiah in the years it runs in."""
        content = rules().content_of(self.plan.instrument, step.indicator)
        name = self.regulation.criteria(step.indicator).short_name
        words = {"name": name, "number": step.indicator, "level": step.to_level}
        agency = self.owners.agency(step.owner_unit_id, step.owner)
        item = self._make(
            ItemKind.ACTIVITY,
            self._program(content),
            content,
            _("%(name)s: naik ke tingkat %(level)s (indikator %(number)s)") % words,
            unit=agency,
            pic=self.owners.head(agency) if agency else None,
            output=_("Syarat tingkat %(level)s terpenuhi dan berbukti") % words,
            baseline=_("Tingkat %(level)s") % {"level": step.from_level},
            plan_step=step,
        )
        budgets = shares(step.cost, step.starts_on, step.ends_on)
        last = max(budgets)
        RoadmapYear.objects.bulk_create(
            RoadmapYear(
                instansi_id=self.roadmap.instansi_id,
                item=item,
                year=year,
                budget=budget,
                target=_("Tingkat %(level)s") % words if year == last else "",
            )
            for year, budget in budgets.items()
            if year in self.roadmap.years
        )

    def _program(self, content: str) -> RoadmapItem:
        if content not in self.programs:
            found = self.roadmap.items.filter(kind=ItemKind.PROGRAM, content=content).order_by("position")
            self.programs[content] = found.first() or self._new_program(content)
        return self.programs[content]

    def _new_program(self, content: str) -> RoadmapItem:
        name = {"content": self.names[content]}
        above = self.roadmap.items.filter(kind=ItemKind.INITIATIVE, content=content).order_by("position")
        initiative = above.first() or self._make(
            ItemKind.INITIATIVE, None, content, _("Meningkatkan kematangan %(content)s SPBE") % name
        )
        return self._make(ItemKind.PROGRAM, initiative, content, _("Peningkatan %(content)s SPBE") % name)

    def _make(
        self, kind: ItemKind, parent: RoadmapItem | None, content: str, name: str, **more: object
    ) -> RoadmapItem:
        self.position += 1
        return RoadmapItem.objects.create(
            instansi_id=self.roadmap.instansi_id,
            roadmap=self.roadmap,
            parent=parent,
            kind=kind,
            key=uuid.uuid4(),
            position=self.position,
            content=content,
            name=name[:300],
            **more,
        )


def shares(cost: int, starts_on: dt.date, ends_on: dt.date) -> dict[int, int]:
    """Spread whole rupiah evenly over the months from the first day up to and without the last one, by year.

    What does not divide is in the last year, so that nothing is lost.
    """
    months = [
        ordinal // 12
        for ordinal in range(starts_on.year * 12 + starts_on.month - 1, ends_on.year * 12 + ends_on.month - 1)
    ]
    found = {year: cost * months.count(year) // len(months) for year in sorted(set(months))}
    found[max(found)] += cost - sum(found.values())
    return found
