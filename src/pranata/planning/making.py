"""Answering the question of a plan. Importing this loads the solver: a second and a hundred megabytes."""

from collections.abc import Callable

from pranata.engine.optimise import Conflict, Plan, Point, Problem, Status
from pranata.engine.optimise.colliding import conflicts
from pranata.engine.optimise.frontier import frontier
from pranata.engine.optimise.model import too_fine
from pranata.engine.optimise.running import Effort
from pranata.engine.optimise.solving import best_plan, cheapest_plan
from pranata.foundation.words import gettext as _
from pranata.planning.asking import NotAnswerable, require_answerable


def make_plan(problem: Problem, *, seconds: float | None = None) -> tuple[Plan, tuple[Conflict, ...]]:
    """Return the plan, and where there is none the limits that collide.

    With a target the cheapest plan, without one the best index for the budget. `seconds` bounds each part of
    the search by the clock. Raises NotAnswerable.
    """
    _require_countable(problem)
    effort = Effort(seconds=seconds)
    plan = best_plan(problem, effort) if problem.limits.target is None else cheapest_plan(problem, effort)
    return plan, conflicts(problem) if plan.status is Status.INFEASIBLE else ()


def draw_frontier(
    problem: Problem, points: int, *, seconds: float | None = None, tell: Callable[[int], None]
) -> tuple[Point, ...]:
    """Return the cheapest plan for each of so many targets, telling after each how many are done.

    Raises NotAnswerable.
    """
    _require_countable(problem)
    found = []
    for point in frontier(problem, points, Effort(seconds=seconds)):
        found.append(point)
        tell(len(found))
    return tuple(found)


def _require_countable(problem: Problem) -> None:
    require_answerable(problem)
    if too_fine(problem):
        raise NotAnswerable(
            _(
                "Lama langkah dan hari kerja terlalu beragam untuk dihitung eksak; pakai lama paling banyak "
                "24 bulan dan hari kerja bulat."
            )
        )
