"""Cost against index: the cheapest plan for each of evenly spaced targets."""

from collections.abc import Iterator
from fractions import Fraction

from pranata.engine.optimise.model import cost_unit
from pranata.engine.optimise.plan import Point, Proof
from pranata.engine.optimise.problem import Problem
from pranata.engine.optimise.running import Effort
from pranata.engine.optimise.solving import greatest_gain, least_cost


def frontier(problem: Problem, points: int, effort: Effort | None = None) -> Iterator[Point]:
    """Yield so many points from just above today's index to the target, or to the best that the limits allow.

    A margin above the target is part of the way to the last point. A point is left out where the work allowed
    ended before any plan. One search a point: a second or so each.
    """
    work = effort or Effort.thorough()
    top = problem.limits.wanted
    if top is None:
        best = greatest_gain(problem, work)
        top = problem.index_with(best.value) if best.found else problem.index
    for number in range(1, points + 1):
        target = problem.index + (top - problem.index) * number / points
        found = cheapest_point(problem.within(target=target, margin=Fraction(0)), target, work)
        if found is not None:
            yield found


def cheapest_point(problem: Problem, target: Fraction, effort: Effort) -> Point | None:
    """Return the cheapest way to the target of the problem; None where none was found."""
    cost = least_cost(problem, effort)
    if not cost.found:
        return None
    unit = cost_unit(problem)
    gain = sum(problem.gains[number] for number in cost.picked)
    proof = Proof(Fraction(cost.value * unit), Fraction(cost.bound * unit))
    return Point(target, problem.index_with(gain), proof, len(cost.picked))
