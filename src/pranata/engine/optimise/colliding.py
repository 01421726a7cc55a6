"""Why no plan keeps all limits: a smallest set of limits that collide, and for each what alone would be
enough.

A set is smallest in that leaving any one of them out would leave a plan. There may be other such sets; the
same question always names the same one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from pranata.engine.gaps import Place
from pranata.engine.optimise.conflict import Conflict, Limit
from pranata.engine.optimise.model import Model, cost_unit
from pranata.engine.optimise.months import Month, Quarter
from pranata.engine.optimise.problem import Problem
from pranata.engine.optimise.running import Effort, least
from pranata.engine.optimise.size import too_far
from pranata.engine.optimise.solving import can_be, greatest_gain, least_cost

SHORT = Effort(choosing=6.0, placing=2.0, ending=2.0, levelling=1.0)
Item = TypeVar("Item")


@dataclass(frozen=True)
class _Part:
    """A limit that can be left out."""

    limit: Limit
    owner: str | None = None


def conflicts(problem: Problem, effort: Effort = SHORT) -> tuple[Conflict, ...]:
    """Return a smallest set of colliding limits of a question without a plan, the target first.

    What could not be decided within the work allowed stays in the set.
    """
    aimless = problem.within(target=None, margin=Fraction(0))
    found = list[Conflict]()
    if can_be(aimless, effort) is False:
        # Steps that run or are forced collide already where no index is asked for.
        problem = aimless
    elif problem.limits.target is not None:
        found += _target(problem, effort)
    needed = _smallest(problem, list(_parts(problem)), effort)
    found += [_relaxed(problem, part, effort) for part in needed if part.limit is not Limit.PREREQUISITES]
    pairs = _pairs(problem, needed, effort)
    if pairs:
        found.append(Conflict(limit=Limit.PREREQUISITES, places=pairs))
    return tuple(found)


def _parts(problem: Problem) -> Iterator[_Part]:
    """Yield what may be left out, those tried first being those a reader needs least."""
    if any(step.opens for step in problem.steps):
        yield _Part(Limit.OPENINGS)
    if any(step.requires for step in problem.steps):
        yield _Part(Limit.PREREQUISITES)
    for owner in sorted({owner for owner, _ in problem.limits.capacity}):
        yield _Part(Limit.CAPACITY, owner)
    if problem.limits.forbidden:
        yield _Part(Limit.FORBIDDEN)
    if problem.limits.forced:
        yield _Part(Limit.FORCED)
    if problem.limits.by is not None:
        yield _Part(Limit.DATE)
    if problem.limits.budget is not None:
        yield _Part(Limit.BUDGET)


def _smallest(problem: Problem, parts: list[_Part], effort: Effort) -> list[_Part]:
    """Leave out one after another whatever the collision does not need."""
    kept = list(parts)
    if len(kept) > 4:
        capacities = [part for part in kept if part.limit is Limit.CAPACITY]
        if can_be(_only(problem, [part for part in kept if part not in capacities]), effort) is False:
            kept = [part for part in kept if part not in capacities]
    for part in parts:
        rest = [other for other in kept if other is not part]
        if part in kept and can_be(_only(problem, rest), effort) is False:
            kept = rest
    return [*kept]


def _only(problem: Problem, parts: list[_Part]) -> Problem:
    """Return the question with these limits and the target, and without all others."""
    kinds = {part.limit for part in parts}
    owners = {part.owner for part in parts if part.limit is Limit.CAPACITY}
    limits = problem.limits
    question = problem.within(
        budget=limits.budget if Limit.BUDGET in kinds else None,
        by=limits.by if Limit.DATE in kinds else None,
        capacity={key: days for key, days in limits.capacity.items() if key[0] in owners},
        forced=limits.forced if Limit.FORCED in kinds else frozenset(),
        forbidden=limits.forbidden if Limit.FORBIDDEN in kinds else frozenset(),
    )
    if Limit.OPENINGS not in kinds:
        question = question.without_openings()
    return question if Limit.PREREQUISITES in kinds else question.without_prerequisites()


def _pairs(problem: Problem, needed: list[_Part], effort: Effort) -> tuple[tuple[Place, Place], ...]:
    """Return the prerequisites the collision needs, where it needs any."""
    if not any(part.limit is Limit.PREREQUISITES for part in needed):
        return ()
    question = _only(problem, needed)
    waiting = [(step.reaches, place) for step in problem.open_steps for place in step.requires]
    pairs = [pair for pair in waiting if not problem.holds(pair[1])]
    return _needed(pairs, question.without_prerequisites, effort)


def _needed(
    items: list[Item], without: Callable[[frozenset[Item]], Problem], effort: Effort
) -> tuple[Item, ...]:
    """Return those of a limit's items that the collision needs, leaving out halves before single ones."""
    dropped: frozenset[Item] = frozenset()
    size = max(1, len(items) // 2)
    while size:
        for first in range(0, len(items), size):
            tried = dropped | frozenset(items[first : first + size])
            if tried != dropped and can_be(without(tried), effort) is False:
                dropped = tried
        size //= 2
    return tuple(item for item in items if item not in dropped)


def _target(problem: Problem, effort: Effort) -> Iterator[Conflict]:
    """Yield how high the target, and how large the margin, may be when all else stays."""
    limits = problem.limits
    best = greatest_gain(problem.within(target=None, margin=Fraction(0)), effort)
    reached = problem.index_with(best.value) if best.found else None
    lower = None if reached is None else reached - limits.margin
    yield Conflict(limit=Limit.TARGET, index=lower if lower is not None and lower >= problem.index else None)
    if limits.margin and limits.target is not None:
        left = None if reached is None or reached < limits.target else reached - limits.target
        yield Conflict(limit=Limit.MARGIN, margin=left)


def _relaxed(problem: Problem, part: _Part, effort: Effort) -> Conflict:
    if part.limit is Limit.BUDGET:
        free = problem.within(budget=None)
        cost = least_cost(free, effort)
        rupiah = cost.value * cost_unit(free) if cost.found else None
        return Conflict(limit=Limit.BUDGET, cost=rupiah)
    if part.limit is Limit.DATE:
        free = problem.within(by=None)
        return Conflict(limit=Limit.DATE, by=None if too_far(free) else _earliest(free, effort))
    if part.limit is Limit.CAPACITY and part.owner is not None:
        return Conflict(limit=Limit.CAPACITY, owner=part.owner, days=_more_days(problem, part.owner, effort))
    if part.limit in {Limit.FORCED, Limit.FORBIDDEN}:
        return Conflict(limit=part.limit, steps=_steps_in_the_way(problem, part.limit, effort))
    return Conflict(limit=part.limit)


def _steps_in_the_way(problem: Problem, limit: Limit, effort: Effort) -> tuple[Place, ...]:
    named = problem.limits.forced if limit is Limit.FORCED else problem.limits.forbidden

    def without(left: frozenset[Place]) -> Problem:
        if limit is Limit.FORCED:
            return problem.within(forced=named - left)
        return problem.within(forbidden=named - left)

    return _needed(sorted(named), without, effort)


def _earliest(problem: Problem, effort: Effort) -> Month | None:
    """Return the earliest month by which a plan can have ended, target and budget as they are."""
    model = Model(problem, placed=bool(problem.limits.capacity))
    model.keep_target()
    model.keep_budget()
    model.keep_capacity()
    found = least(model, model.end(), effort.choosing, effort.seconds)
    return problem.start.after(found.value) if found.found else None


def _more_days(problem: Problem, owner: str, effort: Effort) -> tuple[tuple[Quarter, Fraction], ...]:
    """Return the fewest person-days more, and in which quarters, with which this owner is no obstacle."""
    mine = {quarter: days for (name, quarter), days in problem.limits.capacity.items() if name == owner}
    others = {key: days for key, days in problem.limits.capacity.items() if key[0] != owner}
    model = Model(problem.within(capacity=others), placed=True)
    model.keep_target()
    model.keep_budget()
    model.keep_capacity()
    extra = {}
    days_at_most = sum(step.effort for step in problem.open_steps if step.owner == owner)
    for quarter, days in sorted(mine.items()):
        extra[quarter] = model.cp.new_int_var(0, int(days_at_most * model.unit), f"x{quarter}")
        model.cp.add(model.load(owner, quarter) <= int(days * model.unit) + extra[quarter])
    found = least(model, sum(extra.values()), effort.choosing, effort.seconds)
    if not found.found or not found.begins:
        return ()
    return _over(problem, owner, found.begins, mine)


def _over(
    problem: Problem, owner: str, begins: dict[int, int], room: dict[Quarter, Fraction]
) -> tuple[tuple[Quarter, Fraction], ...]:
    over = []
    for quarter, days in sorted(room.items()):
        load = sum(
            problem.open_steps[number].effort
            * problem.months_within(begin, problem.open_steps[number].months, quarter)
            / problem.open_steps[number].months
            for number, begin in begins.items()
            if problem.open_steps[number].owner == owner
        )
        if load > days:
            over.append((quarter, load - days))
    return tuple(over)
