"""What a unit more is worth is the difference of two answers, each found by trying every plan."""

from fractions import Fraction

from pranata.engine.optimise import Limit
from pranata.engine.optimise.solving import best_plan, cheapest_plan
from pranata.engine.optimise.tests.questions import by_brute_force, question
from pranata.engine.optimise.weighing import marginal


def test_each_worth_is_the_difference_of_two_plans_that_are_cheapest():
    seen = set()
    for seed in (301, 303, 328, 357, 361, 386):
        problem = question(seed, steps=5, target="1.41", tight=0.9).within(budget=None)
        plan = cheapest_plan(problem)
        if not plan.proofs:
            continue
        for worth in marginal(problem, plan, Fraction(8)).worths:
            best = by_brute_force(_changed(problem, worth))
            assert worth.proven
            assert worth.gain == plan.cost - best[0], (seed, worth)
            if worth.gain:
                seen.add(worth.limit)
    assert {Limit.DATE, Limit.CAPACITY} <= seen


def _changed(problem, worth):
    limits = problem.limits
    if worth.limit is Limit.TARGET:
        return problem.within(target=limits.target - worth.more)
    if worth.limit is Limit.DATE:
        return problem.within(by=limits.by.after(1))
    return problem.within(
        capacity={key: days + worth.more * (key[0] == worth.owner) for key, days in limits.capacity.items()}
    )


def test_the_next_rupiah_that_buys_anything_is_named_with_what_it_buys():
    problem = question(301, steps=5, target="1.4", tight=0).within(target=None, budget=3_000_000)
    plan = best_plan(problem)
    following = marginal(problem, plan, Fraction(1)).next_index
    assert following is not None
    assert following.cost.proven
    assert following.index > plan.index
    assert plan.cost + following.more == following.cost.value > 3_000_000
    richer = best_plan(problem.within(budget=int(following.cost.value)))
    assert richer.index == following.index
    nothing = best_plan(problem.within(budget=int(following.cost.value) - 1))
    assert nothing.index == plan.index
