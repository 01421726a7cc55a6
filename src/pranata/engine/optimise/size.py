"""Whether a question is too large to be counted exactly; told before any search begins."""

from math import lcm

from pranata.engine.optimise.problem import Problem

# CP-SAT counts in 64 bits.
LARGEST_SUM = 2**60
# A century, and as many truth values (a step, a month it may begin in) as a gigabyte holds.
MOST_MONTHS = 1200
MOST_PLACES = 100_000


def common_unit(problem: Problem) -> int:
    """Return what person-days of all owners are multiplied with so that each month's share is whole."""
    return lcm(1, *problem.units.values())


def too_fine(problem: Problem) -> bool:
    """Say whether exact whole numbers of this question would not fit the solver's 64 bits."""
    days = sum(step.effort for step in problem.open_steps) + sum(problem.limits.capacity.values())
    cost = sum(step.cost for step in problem.open_steps)
    return days * common_unit(problem) > LARGEST_SUM or cost > LARGEST_SUM


def too_far(problem: Problem) -> bool:
    """Say whether the question reaches so many months ahead that the solver has no room for them."""
    return problem.horizon > MOST_MONTHS or problem.horizon * len(problem.open_steps) > MOST_PLACES
