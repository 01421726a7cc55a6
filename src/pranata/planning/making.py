"""Answering the question of a plan. Importing this loads the solver: a second and a hundred megabytes."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from pranata.engine.optimise import Conflict, Plan, Point, Problem, Status
from pranata.engine.optimise.colliding import conflicts
from pranata.engine.optimise.frontier import cheapest_point, frontier
from pranata.engine.optimise.running import Effort
from pranata.engine.optimise.solving import best_plan, cheapest_plan
from pranata.engine.optimise.weighing import marginal
from pranata.engine.optimise.worth import Marginal
from pranata.planning.asking import require_answerable

# Person-days that one more person is assumed to bring in a quarter, where nobody says otherwise.
PERSON_DAYS = Fraction(60)


def make_plan(
    problem: Problem, *, seconds: float | None = None, effort: Effort | None = None
) -> tuple[Plan, tuple[Conflict, ...]]:
    """Return the plan, and where there is none the limits that collide.

    With a target the cheapest plan, without one the best index for the budget. `seconds` bounds each part of
    the search by the clock. A page asks with `effort=Effort.quick()` (from `engine.optimise.running`) while
    a slider moves, which answers with the cost proven or its gap, and asks again without it in the
    background; `Effort.thorough()` is for who would rather wait for minutes. Forced and forbidden steps and
    the margin are in `problem.limits`, openings and work that runs already in the steps (`opens`,
    `started`). Raises NotAnswerable.
    """
    require_answerable(problem)
    effort = effort or Effort(seconds=seconds)
    plan = best_plan(problem, effort) if problem.limits.target is None else cheapest_plan(problem, effort)
    return plan, conflicts(problem) if plan.status is Status.INFEASIBLE else ()


def weigh_limits(problem: Problem, plan: Plan, *, person_days: Fraction = PERSON_DAYS) -> Marginal:
    """Return what a month, a person, a hundredth of the index and the next rupiah are worth to a plan made.

    Each is the question asked again: a second or two apiece, so a page asks in the background. The plan must
    be one that `make_plan` found for this question. `document.marginal_document` writes it out.
    """
    return marginal(problem, plan, person_days)


def draw_frontier(
    problem: Problem, points: int, *, seconds: float | None = None, tell: Callable[[int], None]
) -> tuple[Point, ...]:
    """Return the cheapest plan for each of so many targets, telling after each how many are done.

    Raises NotAnswerable.
    """
    require_answerable(problem)
    found = []
    for point in frontier(problem, points, Effort.thorough(seconds)):
        found.append(point)
        tell(len(found))
    return tuple(found)


def draw_points(
    problem: Problem, targets: Iterable[Fraction], *, tell: Callable[[int], None]
) -> tuple[Point, ...]:
    """Return the cheapest plan for each of these targets, telling after each how many are done.

    A target that the limits do not allow is left out. Raises NotAnswerable.
    """
    require_answerable(problem)
    found = []
    for done, target in enumerate(targets, start=1):
        point = cheapest_point(problem.within(target=target), target, Effort())
        found += [point] if point is not None else []
        tell(done)
    return tuple(found)
