"""Two plans side by side: which steps only one has, which were moved, and what that means."""

from dataclasses import dataclass
from fractions import Fraction

from pranata.planning.queries.plan_page import PlanView, StepRow


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A step both have, at other months."""

    one: StepRow
    other: StepRow

    @property
    def months(self) -> int:
        """By how many months the other plan begins it later; below nothing, earlier."""
        ones, others = self.one.first, self.other.first
        return (others.year - ones.year) * 12 + others.month - ones.month


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What two plans have apart and in common, in the order of the first one's start."""

    one: PlanView
    other: PlanView
    only_one: tuple[StepRow, ...]
    only_other: tuple[StepRow, ...]
    moved: tuple[Moved, ...]
    same: int

    @property
    def more_cost(self) -> int:
        """What the other costs more."""
        return self.other.cost - self.one.cost

    @property
    def saved(self) -> int:
        """What the other costs less."""
        return -self.more_cost

    @property
    def more_index(self) -> Fraction:
        """What the other reaches more."""
        return self.other.index - self.one.index

    @property
    def has_same_basis(self) -> bool:
        """Whether both begin from the same levels, so that their costs can be held against each other."""
        return self.one.levels == self.other.levels


def compare_plans(one: PlanView, other: PlanView) -> Comparison:
    """Hold two plans against each other, step by step. No query beyond their own."""
    ones = {(row.step.indicator, row.step.to_level): row for row in one.rows}
    others = {(row.step.indicator, row.step.to_level): row for row in other.rows}
    both = [(row, others[place]) for place, row in ones.items() if place in others]
    return Comparison(
        one=one,
        other=other,
        only_one=tuple(row for place, row in ones.items() if place not in others),
        only_other=tuple(row for place, row in others.items() if place not in ones),
        moved=tuple(Moved(one=a, other=b) for a, b in both if a.first != b.first),
        same=sum(a.first == b.first for a, b in both),
    )
