"""The ICT budget of a year: every line with what it is tied to, and the sums."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from pranata.planning.models import (
    BudgetCheck,
    BudgetLine,
    ItemKind,
    Plan,
    PlanState,
    PlanStep,
    RoadmapItem,
    RoadmapState,
)

TIED = Q(item__isnull=False) | Q(plan_step__isnull=False)
UNTIED = Q(item__isnull=True, plan_step__isnull=True)
SHOWN = {
    "terkait": TIED,
    "beralasan": UNTIED & ~Q(untied_reason=""),
    "belum": UNTIED & Q(untied_reason=""),
}


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Rupiah and lines of a year by what they are tied to."""

    total: int
    tied: int
    reasoned: int
    open: int
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
    related = lines.select_related("unit", "item__roadmap", "plan_step__plan")
    return related.prefetch_related("checks").order_by("-amount", "pk")


def budget_sums(instansi_id: int, year: int) -> Sums:
    """Return the sums of a year. Two queries."""
    lines = BudgetLine.objects.filter(instansi_id=instansi_id, fiscal_year=year)
    sums = lines.aggregate(
        total=Sum("amount", default=0),
        tied=Sum("amount", default=0, filter=SHOWN["terkait"]),
        reasoned=Sum("amount", default=0, filter=SHOWN["beralasan"]),
        open=Sum("amount", default=0, filter=SHOWN["belum"]),
    )
    stand = {line.pk: latest_check(line) for line in lines.prefetch_related("checks")}
    checked = sum(check is not None and check.verdict == "checked" for check in stand.values())
    return Sums(**sums, lines=len(stand), checked=checked)


def latest_check(line: BudgetLine) -> BudgetCheck | None:
    """Return the last look at the line as it stands; none where it changed since. `checks` is prefetched."""
    found = [check for check in line.checks.all() if check.line_version == line.version]
    return max(found, key=lambda check: (check.made_at, check.pk), default=None)


def ties_offered(instansi_id: int) -> tuple[list[RoadmapItem], list[tuple[Plan, list[tuple[int, str]]]]]:
    """Return the activities of editions that are not replaced, and the steps of accepted plans."""
    items = RoadmapItem.objects.filter(instansi_id=instansi_id, kind=ItemKind.ACTIVITY)
    current = items.exclude(roadmap__state=RoadmapState.REPLACED).select_related("roadmap")
    plans = Plan.objects.filter(instansi_id=instansi_id, state=PlanState.ACCEPTED).prefetch_related("chosen")
    return (
        list(current.order_by("-roadmap__first_year", "-roadmap__edition", "position")),
        [
            (plan, [_named(step) for step in sorted(plan.chosen.all(), key=lambda step: step.position)])
            for plan in plans.defer("levels", "steps", "frontier", "answer", "question")
        ],
    )


def _named(step: PlanStep) -> tuple[int, str]:
    return step.pk, f"{step.indicator}: {step.from_level} → {step.to_level}, {step.owner}"
