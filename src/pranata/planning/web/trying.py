"""What if: a target and a budget answered at once from what is proven, with the gap said."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pranata.foundation.ui.numbers import exact
from pranata.planning.files.numbers import rupiah
from pranata.planning.queries.curve import Between, CurvePoint, best_within, between
from pranata.planning.queries.plan_page import PlanView

STEP = Fraction(1, 20)
BUDGET_STEP = 50_000_000


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What was tried, the ends of both sliders, and what the curve says of it."""

    target: Fraction
    lowest: Fraction
    highest: Fraction
    budget: int
    most: int
    found: Between | None
    within: CurvePoint | None
    step: str = "0.05"
    budget_step: int = BUDGET_STEP

    @property
    def target_value(self) -> str:
        """The target as a slider takes it."""
        return f"{float(self.target):.2f}"

    @property
    def lowest_value(self) -> str:
        """The lowest target as a slider takes it."""
        return f"{float(self.lowest):.2f}"

    @property
    def highest_value(self) -> str:
        """The highest target as a slider takes it."""
        return f"{float(self.highest):.2f}"

    @property
    def is_enough(self) -> bool:
        """Whether the budget pays for the target."""
        return self.found is not None and self.found.most <= self.budget

    @property
    def rest(self) -> int:
        """What is left of the budget, or missing."""
        return abs(self.budget - self.found.most) if self.found else 0

    @property
    def is_exact(self) -> bool:
        """Whether the answer is proven to the rupiah."""
        return self.found is not None and self.found.most == self.found.least

    @property
    def gap(self) -> Fraction:
        """How far the answer may be from the cheapest, out of one hundred."""
        return self.found.gap * 100 if self.found else Fraction(0)


def tried(view: PlanView, asked: Mapping[str, str]) -> Tried | None:
    """Return what is known of the target and budget asked for, by default those of the plan."""
    points = view.points
    if len(points) < 2:
        return None
    most = -(-max(point.cost for point in points) // BUDGET_STEP) * BUDGET_STEP
    lowest = -(-view.today // STEP) * STEP
    highest = max(point.index for point in points) // STEP * STEP
    target = exact(asked.get("target")) or view.question.target or view.index
    target = min(max(target, lowest), highest)
    own = view.question.budget or -(-view.cost // BUDGET_STEP) * BUDGET_STEP or most
    budget = rupiah(asked.get("dana", "")) or own
    return Tried(
        target=target,
        lowest=lowest,
        highest=highest,
        budget=min(max(budget, BUDGET_STEP), most),
        most=most,
        found=between(points, target),
        within=best_within(points, budget),
    )
