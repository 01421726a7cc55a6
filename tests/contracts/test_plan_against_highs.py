"""Random plans, held against a solver of another make that gets the question stated anew."""

from tests.contracts.milp import least_costs

from pranata.engine.optimise import Status, broken_rules
from pranata.engine.optimise.solving import cheapest_plan
from pranata.engine.optimise.tests.questions import question


def test_no_plan_is_cheaper_in_the_eyes_of_another_solver():
    problems = [
        question(seed, steps=14, longest=4, months=11, target="2.1", tight=0.8) for seed in range(100, 109)
    ]
    problems += [
        question(seed, steps=14, longest=4, months=14, target="1.8", tight=0.4, bound=True)
        for seed in range(120, 128)
    ]
    answers = least_costs(problems)
    for problem, answer in zip(problems, answers, strict=True):
        plan = cheapest_plan(problem)
        assert (answer.kind == "infeasible") == (plan.status is Status.INFEASIBLE)
        if answer.kind == "optimal":
            assert plan.cost == answer.cost == plan.proofs["cost"].bound
            assert broken_rules(problem, plan.steps) == []
    assert {answer.kind for answer in answers} == {"optimal", "infeasible"}
