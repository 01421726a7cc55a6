"""The tables of docs/algorithms/optimal_plan_v1.md are what the engine computes."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pranata.assessment.regulations import load
from pranata.engine.optimise import Limit, Limits, Month, Problem, Quarter, Step
from pranata.engine.optimise.colliding import conflicts
from pranata.engine.optimise.solving import ALGORITHM, cheapest_plan

PAGE = (Path(__file__).resolve().parents[2] / f"docs/algorithms/{ALGORITHM}.md").read_text(encoding="utf-8")
STEPS = re.findall(
    r"^\| (\d+): (\d)→(\d) \| (\d+) \| (\d+) \| (\d) \| (\D+) \| (?:(\d+):(\d) )?\|$", PAGE, re.M
)
CHOICES = re.findall(r"^\| (\d+), (\d+), (\d+) \| (\S+) \| (\d+) \|", PAGE, re.M)
FIRST, SECOND = Quarter(2027 * 4), Quarter(2027 * 4 + 1)
PLANNED = re.findall(r"^\| (\d+) \| (\d) \| (\d) \| (\S+) \| (\S+) \| (\d+) \|$", PAGE, re.M)


@pytest.fixture(scope="module")
def problem():
    regulation = load("spbe-2020")
    case = next(case for case in regulation.cases if case.year == 2023)
    return Problem(
        regulation.instrument,
        {number: Fraction(level) for number, level in case.levels.items()},
        tuple(
            Step(
                number, int(first), int(last), int(cost), Fraction(days), int(months), owner.strip(),
                ((needed, int(level)),) if needed else (),
            )
            for number, first, last, cost, days, months, owner, needed, level in STEPS
        ),
        Month.of(2027, 1),
        Limits(
            target=Fraction("2.21"),
            by=Month.of(2027, 7),
            capacity={("Bappeda", FIRST): Fraction(40), ("Bappeda", SECOND): Fraction(30)},
        ),
    )  # fmt: skip


def test_all_tables_are_found():
    assert (len(STEPS), len(CHOICES), len(PLANNED)) == (5, 4, 3)


def test_every_choice_has_its_gain_and_cost_and_the_first_is_the_cheapest(problem):
    costs = {step.indicator: step.cost for step in problem.steps}
    weights = problem.instrument.by_number
    for *numbers, gain, cost in CHOICES:
        assert sum(weights[number].weight for number in numbers) / 100 == Fraction(gain)
        assert sum(costs[number] for number in numbers) == int(cost)
        assert problem.index + Fraction(gain) >= problem.limits.target
    assert int(CHOICES[0][-1]) == min(int(cost) for *_, cost in CHOICES)


def test_the_plan_is_the_one_that_is_computed(problem):
    plan = cheapest_plan(problem)
    found = [
        (
            placed.step.indicator, str(placed.step.from_level), str(placed.step.to_level),
            str(placed.start), str(placed.end), str(placed.step.cost),
        )
        for placed in plan.steps
    ]  # fmt: skip
    assert found == PLANNED
    assert str(plan.index) == "4439/2000"
    values = {name: (int(proof.value), proof.proven) for name, proof in plan.proofs.items()}
    assert values == {"cost": (130_000_000, True), "end": (5, True), "peak": (40, True)}


def test_one_day_less_and_the_limits_collide(problem):
    capacity = {**problem.limits.capacity, ("Bappeda", SECOND): Fraction(29)}
    tighter = replace(problem, limits=replace(problem.limits, capacity=capacity))
    # Without 13 the target needs 14, which costs more and collides with nothing.
    assert cheapest_plan(tighter).cost == 170_000_000
    only = tighter.within(budget=130_000_000)
    found = {conflict.limit: conflict for conflict in conflicts(only)}
    assert set(found) == {Limit.TARGET, Limit.BUDGET, Limit.DATE, Limit.CAPACITY, Limit.PREREQUISITES}
    assert found[Limit.BUDGET].cost == 170_000_000
    assert found[Limit.CAPACITY].days == ((SECOND, Fraction(1)),)
