"""Nothing cheaper exists: held against every plan there is. `tests/contracts` asks another solver too."""

from dataclasses import replace
from fractions import Fraction

from pranata.engine.optimise import Limits, Problem, Quarter, Status, Step, broken_rules
from pranata.engine.optimise.model import Model
from pranata.engine.optimise.running import least
from pranata.engine.optimise.solving import best_plan, cheapest_plan
from pranata.engine.optimise.tests.questions import INSTRUMENT, NUMBERS, START, by_brute_force, question

LOWEST = dict.fromkeys(NUMBERS, Fraction(1))


def step(number, level=1, cost=1_000_000, effort=10, months=2, owner="A", requires=()):
    return Step(number, level, level + 1, cost, Fraction(effort), months, owner, tuple(requires))


def asked(*steps, levels=LOWEST, **limits):
    return Problem(INSTRUMENT, levels, steps, START, Limits(**limits))


def found(problem):
    plan = cheapest_plan(problem)
    if plan.status is Status.INFEASIBLE:
        return None
    assert broken_rules(problem, plan.steps) == []
    assert plan.status is Status.OPTIMAL
    assert all(proof.proven for proof in plan.proofs.values())
    return plan.cost, plan.end.ordinal - problem.start.ordinal, plan.peak


def test_it_finds_what_trying_every_plan_finds():
    outcomes = []
    for seed in range(30):
        problem = question(seed, steps=5, target="1.5")
        best = by_brute_force(problem)
        assert found(problem) == best, seed
        outcomes.append(best is None)
    assert 5 < sum(outcomes) < 20


def test_it_finds_the_same_with_steps_fixed_in_the_calendar_forced_and_forbidden():
    outcomes = []
    for seed in range(200, 216):
        problem = question(seed, steps=4, target="1.3", tight=0.3, bound=True)
        best = by_brute_force(problem)
        assert found(problem) == best, seed
        outcomes.append(best is None)
    assert 2 < sum(outcomes) < 14


def test_no_plan_has_a_peak_below_its_bound_and_some_reach_it():
    reached = 0
    for seed in range(12):
        problem = question(seed, steps=4, target="1.4", tight=0.9)
        best = by_brute_force(problem)
        if best is None:
            continue
        cost, end, peak = best
        free = Model(problem.within(budget=cost, by=problem.start.after(end)), placed=False)
        free.keep_target()
        free.keep_budget()
        bound = Fraction(least(free, free.peak_at_least(), 1.0).bound, free.unit)
        assert bound <= peak, seed
        reached += bool(peak) and bound == peak
    assert reached


class TestRules:
    def test_a_step_waits_until_what_it_requires_has_ended(self):
        first, second = NUMBERS[0], NUMBERS[2]
        plan = cheapest_plan(
            asked(step(first, requires=[(second, 2)], cost=0), step(second, months=3), target=Fraction("1.4"))
        )
        begins = {placed.step.indicator: placed.start.ordinal - START.ordinal for placed in plan.steps}
        assert begins == {second: 0, first: 3}

    def test_what_is_held_already_is_not_waited_for(self):
        first, second = NUMBERS[0], NUMBERS[2]
        problem = asked(step(first, requires=[(second, 2)]), levels=LOWEST | {second: Fraction(3)})
        assert [placed.step.indicator for placed in best_plan(problem).steps] == [first]

    def test_a_step_that_is_not_listed_cannot_be_taken(self):
        problem = asked(step(NUMBERS[0], level=2), step(NUMBERS[2], requires=[(NUMBERS[1], 2)]))
        assert problem.open_steps == ()
        assert problem.reachable == problem.index == 1

    def test_an_exact_target_is_reached_exactly_and_a_hair_more_is_not(self):
        gain = INSTRUMENT.indicator(NUMBERS[0]).weight / INSTRUMENT.weight
        problem = asked(step(NUMBERS[0]), target=1 + gain)
        assert cheapest_plan(problem).index == 1 + gain
        above = problem.within(target=1 + gain + Fraction(1, 10**9))
        assert cheapest_plan(above).status is Status.INFEASIBLE

    def test_work_is_spread_over_months_and_each_quarter_bears_its_share(self):
        # Three months from February lie in two quarters: two thirds of nine days in the first.
        problem = asked(
            step(NUMBERS[2], effort=9, months=3),
            target=Fraction("1.2"),
            capacity={("A", START.quarter): Fraction(6)},
        )
        assert cheapest_plan(problem).steps[0].start == START
        tighter = problem.within(capacity={("A", START.quarter): Fraction(5)})
        assert cheapest_plan(tighter).steps[0].start == START.after(1)

    def test_a_step_begins_only_in_a_month_that_is_open(self):
        # From February the next September is seven months away, and without a last day it is waited for.
        plan = cheapest_plan(asked(replace(step(NUMBERS[0]), opens=(9,)), target=Fraction("1.1")))
        assert plan.steps[0].start == START.after(7)

    def test_work_that_runs_goes_on_at_once_and_is_in_every_plan(self):
        running = replace(step(NUMBERS[0], requires=[(NUMBERS[1], 3)]), started=START.after(-4))
        plan = cheapest_plan(asked(running, step(NUMBERS[2], cost=0), target=Fraction(1)))
        assert [(placed.step, placed.start) for placed in plan.steps] == [(running, START)]

    def test_a_forced_step_brings_what_it_waits_for_and_a_forbidden_one_is_never_taken(self):
        first, second, third = NUMBERS[:3]
        problem = asked(
            step(first, requires=[(second, 2)]), step(second), step(third, cost=0), target=Fraction(1),
            forced=frozenset({(first, 2)}), forbidden=frozenset({(third, 2)}),
        )  # fmt: skip
        assert {placed.step.indicator for placed in cheapest_plan(problem).steps} == {first, second}
        assert third not in {each.indicator for each in problem.open_steps}

    def test_the_margin_is_kept_above_the_target(self):
        gain = INSTRUMENT.indicator(NUMBERS[0]).weight / INSTRUMENT.weight
        problem = asked(step(NUMBERS[0]), step(NUMBERS[0], level=2), target=1 + gain, margin=gain / 100)
        assert cheapest_plan(problem).index == 1 + 2 * gain

    def test_nothing_to_do_costs_nothing(self):
        plan = cheapest_plan(asked(step(NUMBERS[0]), target=Fraction(1)))
        assert (plan.steps, plan.cost, plan.status, plan.end) == ((), 0, Status.OPTIMAL, START)

    def test_the_best_index_for_a_budget_is_reached_at_its_least_cost(self):
        problem = asked(
            step(NUMBERS[0], cost=3), step(NUMBERS[1], cost=2), step(NUMBERS[2], cost=9), budget=4
        )
        plan = best_plan(problem)
        assert [placed.step.indicator for placed in plan.steps] == [NUMBERS[1]]
        assert plan.proofs["index"].proven


def test_the_broken_rules_of_a_plan_are_named():
    problem = question(1, target="1.1", tight=0)
    plan = cheapest_plan(problem)
    assert plan.steps
    late = [replace(each, start=each.start.after(20), end=each.end.after(20)) for each in plan.steps]
    assert "date" in broken_rules(problem, tuple(late))
    assert "twice" in broken_rules(problem, plan.steps * 2)
    tight = problem.within(budget=plan.cost - 1, target=Fraction(5))
    assert {"budget", "target"} <= set(broken_rules(tight, plan.steps))
    nothing = problem.within(
        capacity={(plan.steps[0].step.owner, Quarter(START.quarter.ordinal)): Fraction(0)}
    )
    assert any(word.startswith("capacity") for word in broken_rules(nothing, plan.steps))
