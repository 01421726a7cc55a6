"""What comes out: steps with their months, what they bring, and how far it is proven."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pranata.engine.optimise.months import Month, Quarter
from pranata.engine.optimise.problem import Problem
from pranata.engine.optimise.steps import Step


class Status(StrEnum):
    """`OPTIMAL`: nothing cheaper exists, proven. `FEASIBLE`: a gap is left. `UNKNOWN`: time ended before any
    plan.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Placed:
    """A step and its months: from `start` up to and without `end`."""

    step: Step
    start: Month
    end: Month


@dataclass(frozen=True, slots=True)
class Proof:
    """One objective: the value reached and the bound below which, or for an index above which, nothing
    exists.
    """

    value: Fraction
    bound: Fraction

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return self.value == self.bound


@dataclass(frozen=True, slots=True)
class Point:
    """The cheapest way to a target: the index it reaches, its cost with the bound, and how many steps."""

    target: Fraction
    index: Fraction
    cost: Proof
    steps: int


@dataclass(frozen=True)
class Plan:
    """Steps in the order of their start. `proofs` has `cost`, or `index` where no target was given, `end`,
    `peak`.
    """

    status: Status
    problem: Problem
    steps: tuple[Placed, ...]
    index: Fraction
    proofs: Mapping[str, Proof]

    @property
    def cost(self) -> int:
        """What all steps cost together."""
        return sum(placed.step.cost for placed in self.steps)

    @property
    def end(self) -> Month:
        """The month after the last one with work; the start where nothing is to be done."""
        return max((placed.end for placed in self.steps), default=self.problem.start)

    @property
    def loads(self) -> Mapping[tuple[str, Quarter], Fraction]:
        """Person-days of each owner in each quarter with work, in order."""
        return loads_of(self.steps)

    @property
    def peak(self) -> Fraction:
        """The most person-days that one owner has in one quarter."""
        return max(self.loads.values(), default=Fraction(0))


def loads_of(steps: tuple[Placed, ...]) -> dict[tuple[str, Quarter], Fraction]:
    """Return the person-days of each owner in each quarter, by owner and quarter in order."""
    found: dict[tuple[str, Quarter], Fraction] = {}
    for placed in steps:
        share = placed.step.effort / placed.step.months
        for ordinal in range(placed.start.ordinal, placed.end.ordinal):
            key = (placed.step.owner, Month(ordinal).quarter)
            found[key] = found.get(key, Fraction(0)) + share
    return dict(sorted(found.items()))


def broken_rules(problem: Problem, steps: tuple[Placed, ...]) -> list[str]:
    """Return what in a plan breaks the question, as codes; empty for a sound one. Written apart from the
    search.
    """
    begins = {placed.step.reaches: placed for placed in steps}
    found = [] if len(begins) == len(steps) else ["twice"]
    for placed in steps:
        if placed.step not in problem.steps or placed.start < problem.start:
            found.append(f"unknown {placed.step.reaches}")
        if placed.end.ordinal - placed.start.ordinal != placed.step.months:
            found.append(f"length {placed.step.reaches}")
        if placed.step.started is not None and placed.start != problem.start:
            found.append(f"running {placed.step.reaches}")
        if placed.step.started is None and not placed.step.may_begin_in(placed.start):
            found.append(f"opening {placed.step.reaches}")
        for place in placed.step.waits_for:
            if problem.holds(place):
                continue
            if place not in begins or begins[place].end > placed.start:
                found.append(f"order {placed.step.reaches} {place}")
    return [*found, *_broken_limits(problem, steps)]


def _broken_limits(problem: Problem, steps: tuple[Placed, ...]) -> list[str]:
    limits, found = problem.limits, list[str]()
    taken = {placed.step.reaches for placed in steps}
    found += [f"forced {place}" for place in sorted(problem.fixed - taken)]
    found += [f"forbidden {place}" for place in sorted(limits.forbidden & taken)]
    weights = problem.instrument.by_number
    raised = sum((weights[placed.step.indicator].weight for placed in steps), Fraction(0))
    if limits.wanted is not None and problem.index + raised / problem.instrument.weight < limits.wanted:
        found.append("target")
    if limits.budget is not None and sum(placed.step.cost for placed in steps) > limits.budget:
        found.append("budget")
    if limits.by is not None and any(placed.end > limits.by for placed in steps):
        found.append("date")
    loads = loads_of(steps)
    over = [key for key, days in limits.capacity.items() if loads.get(key, Fraction(0)) > days]
    return [*found, *(f"capacity {owner} {quarter}" for owner, quarter in over)]
