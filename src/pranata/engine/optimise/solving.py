"""The cheapest plan, then the earliest end, then the least peak load, each proven or with its gap.

`docs/algorithms/optimal_plan_v1.md` explains it with a worked table. Steps are chosen first, without months;
a choice that can be placed is then proven cheapest, because leaving months out only takes rules away. Where
it cannot be placed, choosing and placing are searched together.
"""

from dataclasses import replace
from fractions import Fraction

from pranata.engine.optimise.model import Model, Outcome, cost_unit
from pranata.engine.optimise.plan import Placed, Plan, Proof, Status
from pranata.engine.optimise.problem import Problem
from pranata.engine.optimise.running import LEAST, Effort, least, most
from pranata.engine.optimise.size import common_unit

ALGORITHM = "optimal_plan_v1"
# How much longer than for the best plan is searched for any plan at all.
PATIENCE = 10


def cheapest_plan(problem: Problem, effort: Effort | None = None) -> Plan:
    """Return the cheapest plan that reaches the target; it needs one.

    Its status is INFEASIBLE where no plan keeps all limits, and UNKNOWN where the work allowed ended before.
    """
    if problem.limits.target is None:
        raise ValueError("a cheapest plan needs a target; for a budget alone there is best_plan")
    work = effort or Effort()
    cost = least_cost(problem, work)
    if not cost.found:
        return _nothing(problem, cost)
    unit = cost_unit(problem)
    proofs = {"cost": Proof(Fraction(cost.value * unit), Fraction(cost.bound * unit))}
    return _placed_well(problem, cost, cost.value * unit, proofs, work)


def best_plan(problem: Problem, effort: Effort | None = None) -> Plan:
    """Return the plan with the highest index within the limits, the cheapest of these."""
    work = effort or Effort()
    gain = greatest_gain(problem, work)
    if not gain.found:
        return _nothing(problem, gain)
    reached = problem.index_with(gain.value)
    plan = cheapest_plan(problem.within(target=reached, margin=Fraction(0)), work)
    proof = Proof(reached, problem.index_with(gain.bound))
    status = plan.status if proof.proven or plan.status is not Status.OPTIMAL else Status.FEASIBLE
    return replace(plan, problem=problem, status=status, proofs={"index": proof, **plan.proofs})


def least_cost(problem: Problem, effort: Effort) -> Outcome:
    """Return the cheapest choice that can be placed, in the units of `Model.cost`, with its months."""
    chosen = _chosen(problem, effort, by_gain=False)
    return _fitted(problem, chosen, effort, by_gain=False)


def greatest_gain(problem: Problem, effort: Effort) -> Outcome:
    """Return the choice of steps with the greatest gain that can be placed, with its months."""
    chosen = _chosen(problem, effort, by_gain=True)
    return _fitted(problem, chosen, effort, by_gain=True)


def can_be(problem: Problem, effort: Effort | None = None) -> bool | None:
    """Say whether any plan keeps all limits; None where the work allowed ended before that was known."""
    found = least_cost(problem, effort or Effort())
    if found.found:
        return True
    return False if found.impossible else None


def _chosen(problem: Problem, effort: Effort, *, by_gain: bool) -> Outcome:
    model = Model(problem, placed=False)
    _keep(model)
    if by_gain:
        return most(model, model.gain, effort.choosing, effort.seconds)
    return least(model, model.cost, effort.choosing, effort.seconds)


def _keep(model: Model) -> None:
    model.keep_target()
    model.keep_budget()
    model.keep_capacity()


def _fitted(problem: Problem, chosen: Outcome, effort: Effort, *, by_gain: bool) -> Outcome:
    """Place what was chosen; where it does not fit, choose and place together."""
    if not chosen.found:
        return chosen
    if not problem.limits.capacity:
        return replace(chosen, begins={number: problem.earliest[number] for number in chosen.picked})
    only = Model(problem, placed=True, only=chosen.picked)
    only.keep_capacity()
    placed = least(only, None, effort.placing, effort.seconds)
    spent = chosen.work + placed.work
    if placed.found:
        return replace(chosen, begins=placed.begins, work=spent)
    found = _together(problem, chosen.bound, effort, by_gain=by_gain)
    if not found.found and not found.impossible:
        # A plan with a gap is worth waiting for; none at all is not.
        known = _together(problem, chosen.bound, effort, by_gain=by_gain, any_will_do=True)
        found = replace(known, bound=chosen.bound) if known.found else known
    return replace(found, work=spent + found.work)


def _together(
    problem: Problem, bound: int, effort: Effort, *, by_gain: bool, any_will_do: bool = False
) -> Outcome:
    """Choose and place at once, knowing that nothing is better than the bound."""
    model = Model(problem, placed=True)
    _keep(model)
    objective = model.gain if by_gain else model.cost
    if any_will_do:
        found = least(model, None, PATIENCE * effort.choosing, effort.seconds)
        unit = cost_unit(problem)
        worth = problem.gains if by_gain else [step.cost // unit for step in problem.open_steps]
        return replace(found, value=sum(worth[number] for number in found.picked))
    model.cp.add(objective <= bound if by_gain else objective >= bound)
    search = most if by_gain else least
    return search(model, objective, effort.choosing, effort.seconds)


def _placed_well(
    problem: Problem, cost: Outcome, rupiah: int, proofs: dict[str, Proof], effort: Effort
) -> Plan:
    """Among plans that cost no more, end earliest; among those, keep the busiest quarter least busy."""
    effort = effort.after(2 * cost.work)
    # What follows asks for the same cost again, so a budget and the target stay as they are.
    at_cost = problem.within(budget=rupiah)
    ended = _earliest_end(at_cost, cost, effort)
    by = problem.start.after(ended.value)
    levelled = _least_peak(at_cost.within(by=by), ended, effort.after(2 * cost.work + ended.work))
    steps = _steps(problem, levelled.begins)
    unit = common_unit(problem)
    proofs |= {
        "end": Proof(Fraction(ended.value), Fraction(ended.bound)),
        "peak": Proof(Fraction(levelled.value, unit), Fraction(levelled.bound, unit)),
    }
    status = Status.OPTIMAL if proofs["cost"].proven else Status.FEASIBLE
    gain = sum(problem.gains[number] for number in levelled.begins)
    return Plan(status, problem, steps, problem.index_with(gain), proofs)


def _earliest_end(problem: Problem, known: Outcome, effort: Effort) -> Outcome:
    """Return the months of a plan that ends earliest; its value and bound are months after the start."""
    free = Model(problem, placed=False)
    _keep(free)
    early = least(free, free.end(), max(effort.ending, LEAST), effort.seconds)
    best = _with_value(problem, known, early.bound)
    if early.found and effort.ending:
        best = min(best, _ending(problem, early, effort), key=_value)
    best = replace(best, work=best.work + early.work)
    if best.value <= early.bound or not problem.limits.capacity or not effort.ending:
        return best
    together = Model(problem.within(by=problem.start.after(best.value)), placed=True)
    _keep(together)
    together.hint(best.begins)
    end = together.end()
    together.cp.add(end >= early.bound)
    found = least(together, end, effort.ending, effort.seconds)
    return replace(found if found.found else best, work=best.work + found.work)


def _value(outcome: Outcome) -> int:
    return outcome.value


def _with_value(problem: Problem, known: Outcome, bound: int) -> Outcome:
    ends = [begin + problem.open_steps[number].months for number, begin in known.begins.items()]
    return replace(known, value=max(ends, default=0), bound=bound, work=0.0)


def _ending(problem: Problem, chosen: Outcome, effort: Effort) -> Outcome:
    """Place one choice of steps so that it ends early, as far as the work allowed goes."""
    if not problem.limits.capacity:
        begins = {number: problem.earliest[number] for number in chosen.picked}
        return _with_value(problem, replace(chosen, begins=begins), chosen.bound)
    only = Model(problem, placed=True, only=chosen.picked)
    only.keep_capacity()
    end = only.end()
    only.cp.add(end >= chosen.bound)
    placed = least(only, end, effort.ending, effort.seconds)
    if not placed.found:
        return replace(chosen, value=problem.horizon + 1)
    return replace(placed, bound=chosen.bound)


def _least_peak(problem: Problem, known: Outcome, effort: Effort) -> Outcome:
    """Return the months with the least peak load; value and bound are person-days times the unit."""
    if effort.levelling:
        only = known.picked if _is_only_choice(problem, known, effort) else None
        model = Model(problem, placed=True, only=only)
        _keep(model)
        model.hint(known.begins)
        found = least(model, model.peak(), effort.levelling, effort.seconds)
        bound = found.bound if found.found else 0
        if not found.proven:
            bound = max(bound, _peak_bound(problem, only, effort))
        if found.found:
            return replace(found, bound=min(bound, found.value))
        return _as_known(problem, known, bound)
    return _as_known(problem, known, 0)


def _peak_bound(problem: Problem, only: tuple[int, ...] | None, effort: Effort) -> int:
    """Return what no peak can be below, found without placing anything."""
    free = Model(problem, placed=False, only=only)
    _keep(free)
    found = least(free, free.peak_at_least(), max(effort.levelling, LEAST), effort.seconds)
    return found.bound if found.found else 0


def _as_known(problem: Problem, known: Outcome, bound: int) -> Outcome:
    """Return the months that are known as they are, with their peak."""
    plan = Plan(Status.FEASIBLE, problem, _steps(problem, known.begins), problem.index, {})
    value = int(plan.peak * common_unit(problem))
    return replace(known, value=value, bound=min(bound, value))


def _is_only_choice(problem: Problem, known: Outcome, effort: Effort) -> bool:
    other = Model(problem, placed=False)
    _keep(other)
    other.forbid(known.picked)
    return least(other, None, max(effort.ending, LEAST), effort.seconds).impossible


def _steps(problem: Problem, begins: dict[int, int]) -> tuple[Placed, ...]:
    placed = [
        Placed(
            problem.open_steps[number],
            problem.start.after(begin),
            problem.start.after(begin + problem.open_steps[number].months),
        )
        for number, begin in begins.items()
    ]
    order = {item.number: position for position, item in enumerate(problem.instrument.indicators)}
    return tuple(
        sorted(placed, key=lambda each: (each.start, order[each.step.indicator], each.step.from_level))
    )


def _nothing(problem: Problem, outcome: Outcome) -> Plan:
    status = Status.INFEASIBLE if outcome.impossible else Status.UNKNOWN
    return Plan(status, problem, (), problem.index, {})
