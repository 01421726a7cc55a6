"""The ICT budget of a year: every line with what it is tied to, and the sums."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from pranata.planning.models import (
    Action,
    ActionState,
    BudgetCheck,
    BudgetLine,
    ItemKind,
    PlanState,
    PlanStep,
    RoadmapItem,
    RoadmapState,
    RoadmapYear,
)

MOST = 200
TIED = Q(item__isnull=False) | Q(plan_step__isnull=False) | Q(action__isnull=False)
UNTIED = Q(item__isnull=True, plan_step__isnull=True, action__isnull=True)
# Tied to what a later edition or plan took the place of, and what was not finished before.
OUTDATED = (
    Q(item__roadmap__state=RoadmapState.REPLACED)
    | Q(plan_step__plan__state=PlanState.REPLACED)
    | Q(action__action_plan__ended_at__isnull=False) & ~Q(action__state=ActionState.DONE)
)
SHOWN = {
    "terkait": TIED,
    "beralasan": UNTIED & ~Q(untied_reason=""),
    "belum": UNTIED & Q(untied_reason=""),
    "usang": OUTDATED,
}


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Rupiah and lines of a year by what they are tied to."""

    total: int
    tied: int
    reasoned: int
    open: int
    outdated: int
    lines: int
    checked: int

    @property
    def share(self) -> int:
        """Whole percent of the rupiah that is tied, rounded down, so that 100 means all of it."""
        return self.tied * 100 // self.total if self.total else 0


def years_with_budget(instansi_id: int) -> list[int]:
    """Return the years that have lines, the latest first. One query."""
    found = BudgetLine.objects.filter(instansi_id=instansi_id).values_list("fiscal_year", flat=True)
    return sorted(set(found), reverse=True)


def budget_lines(instansi_id: int, year: int, shown: str = "") -> QuerySet[BudgetLine]:
    """Return the lines of a year with what they are tied to, the largest first. Two queries."""
    lines = BudgetLine.objects.filter(instansi_id=instansi_id, fiscal_year=year)
    if shown in SHOWN:
        lines = lines.filter(SHOWN[shown])
    related = lines.select_related("unit", "item__roadmap", "plan_step__plan", "action__action_plan__plan")
    return related.prefetch_related("checks").order_by("-amount", "pk")


def budget_sums(instansi_id: int, year: int) -> Sums:
    """Return the sums of a year. Two queries."""
    lines = BudgetLine.objects.filter(instansi_id=instansi_id, fiscal_year=year)
    sums = lines.aggregate(
        total=Sum("amount", default=0),
        tied=Sum("amount", default=0, filter=SHOWN["terkait"]),
        reasoned=Sum("amount", default=0, filter=SHOWN["beralasan"]),
        open=Sum("amount", default=0, filter=SHOWN["belum"]),
        outdated=Sum("amount", default=0, filter=SHOWN["usang"]),
    )
    stand = {line.pk: latest_check(line) for line in lines.prefetch_related("checks")}
    checked = sum(check is not None and check.verdict == "checked" for check in stand.values())
    return Sums(**sums, lines=len(stand), checked=checked)


def latest_check(line: BudgetLine) -> BudgetCheck | None:
    """Return the last look at the line as it stands; none where it changed since. `checks` is prefetched."""
    found = [check for check in line.checks.all() if check.line_version == line.version]
    return max(found, key=lambda check: (check.made_at, check.pk), default=None)


@dataclass(frozen=True, kw_only=True)
class Ties:
    """What a line may be tied to. A step is offered until it has become an action."""

    items: tuple[RoadmapItem, ...]
    actions: tuple[Action, ...]
    steps: tuple[PlanStep, ...]


def ties_offered(instansi_id: int) -> Ties:
    """Return activities of editions not replaced, actions that run, and steps not begun. Three queries."""
    items = RoadmapItem.objects.filter(instansi_id=instansi_id, kind=ItemKind.ACTIVITY)
    current = items.exclude(roadmap__state=RoadmapState.REPLACED).select_related("roadmap")
    running = Action.objects.filter(instansi_id=instansi_id, action_plan__ended_at__isnull=True)
    steps = PlanStep.objects.filter(
        instansi_id=instansi_id, plan__state=PlanState.ACCEPTED, plan__action_plan__isnull=True
    )
    return Ties(
        items=tuple(current.order_by("-roadmap__first_year", "-roadmap__edition", "position")),
        actions=tuple(running.select_related("action_plan__plan").order_by("action_plan", "number")),
        steps=tuple(steps.select_related("plan").order_by("plan", "position")),
    )


def lines_paying(action: Action) -> list[BudgetLine]:
    """Return the lines tied to an action, or to the activity that its step became. One query."""
    through = Q(
        item__plan_step__plan=action.action_plan.plan_id,
        item__plan_step__indicator=action.indicator,
        item__plan_step__to_level=action.to_level,
    )
    found = BudgetLine.objects.filter(Q(action=action) | through, instansi_id=action.instansi_id)
    return list(found.select_related("unit", "item__roadmap").order_by("fiscal_year", "-amount", "pk"))


def planned_without_budget(instansi_id: int, year: int) -> list[RoadmapYear]:
    """Return the activities in force that plan rupiah for a year and have no line of it. One query."""
    planned = RoadmapYear.objects.filter(
        instansi_id=instansi_id, year=year, budget__gt=0, item__roadmap__state=RoadmapState.SET
    )
    paid = BudgetLine.objects.filter(fiscal_year=year, item=OuterRef("item"))
    missing = planned.filter(~Exists(paid)).select_related("item__unit", "item__roadmap")
    return list(missing.order_by("-budget", "pk")[:MOST])


def lines_without_purpose(instansi_id: int) -> list[BudgetLine]:
    """Return the lines that nobody tied so far, the largest first. One query."""
    found = BudgetLine.objects.filter(SHOWN["belum"], instansi_id=instansi_id)
    return list(found.order_by("-fiscal_year", "-amount", "pk")[:MOST])
