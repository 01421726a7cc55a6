"""The cheapest plan, then the earliest end, then the least peak load, each proven or with its gap.

`docs/algorithms/optimal_plan_v1.md` explains it with a worked table. Steps are chosen first, without months;
a choice that can be placed is then proven cheapest, because leaving months out only takes rules away. Where
it cannot be placed, choosing and placing are searched together.
"""

from dataclasses import replace
from fractions import Fraction

from pranata.engine.optimise.model import Model, Outcome
from pranata.engine.optimise.plan import Placed, Plan, Proof, Status
from pranata.engine.optimise.problem import Problem
from pranata.engine.optimise.running import Effort, least, most

ALGORITHM = "optimal_plan_v1"


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
    unit = Model(problem, placed=False).cost_unit
    proofs = {"cost": Proof(Fraction(cost.value * unit), Fraction(cost.bound * unit))}
    return _placed_well(problem, cost, cost.value * unit, proofs, work)


def best_plan(problem: Problem, effort: Effort | None = None) -> Plan:
    """Return the plan with the highest index within the limits, the cheapest of these."""
    work = effort or Effort()
    gain = greatest_gain(problem, work)
    if not gain.found:
        return _nothing(problem, gain)
    reached = problem.index_with(gain.value)
    plan = cheapest_plan(problem.within(target=reached), work)
    proof = Proof(reached, problem.index_with(gain.bound))
    status = plan.status if proof.proven or plan.status is not Status.OPTIMAL else Status.FEASIBLE
    return replace(plan, status=status, proofs={"index": proof, **plan.proofs})


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
    if placed.found:
        return replace(chosen, begins=placed.begins)
    together = Model(problem, placed=True)
    _keep(together)
    if by_gain:
        together.cp.add(together.gain <= chosen.bound)
        return most(together, together.gain, effort.choosing, effort.seconds)
    together.cp.add(together.cost >= chosen.bound)
    return least(together, together.cost, effort.choosing, effort.seconds)


def _placed_well(
    problem: Problem, cost: Outcome, rupiah: int, proofs: dict[str, Proof], effort: Effort
) -> Plan:
    """Among plans that cost no more, end earliest; among those, keep the busiest quarter least busy."""
    # What follows asks for the same cost again, so a budget and the target stay as they are.
    at_cost = problem.within(budget=rupiah)
    ended = _earliest_end(at_cost, cost, effort)
    by = problem.start.after(ended.value)
    levelled = _least_peak(at_cost.within(by=by), ended, effort)
    steps = _steps(problem, levelled.begins)
    unit = Model(problem, placed=False).unit
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
    early = least(free, free.end(), effort.ending, effort.seconds)
    best = _with_value(problem, known, early.bound)
    if early.found:
        best = min(best, _ending(problem, early, effort), key=_value)
    if best.value <= early.bound or not problem.limits.capacity:
        return best
    together = Model(problem.within(by=problem.start.after(best.value)), placed=True)
    _keep(together)
    together.hint(best.begins)
    end = together.end()
    together.cp.add(end >= early.bound)
    found = least(together, end, effort.ending, effort.seconds)
    return found if found.found else best


def _value(outcome: Outcome) -> int:
    return outcome.value


def _with_value(problem: Problem, known: Outcome, bound: int) -> Outcome:
    ends = [begin + problem.open_steps[number].months for number, begin in known.begins.items()]
    return replace(known, value=max(ends, default=0), bound=bound)


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
    only = known.picked if _is_only_choice(problem, known, effort) else None
    model = Model(problem, placed=True, only=only)
    _keep(model)
    model.hint(known.begins)
    found = least(model, model.peak(), effort.levelling, effort.seconds)
    if found.found:
        return found
    plan = Plan(Status.FEASIBLE, problem, _steps(problem, known.begins), problem.index, {})
    return replace(known, value=int(plan.peak * model.unit), bound=0)


def _is_only_choice(problem: Problem, known: Outcome, effort: Effort) -> bool:
    other = Model(problem, placed=False)
    _keep(other)
    other.forbid(known.picked)
    return least(other, None, effort.ending, effort.seconds).impossible


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
