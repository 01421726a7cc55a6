"""Plans of the largest size asked for: 47 indicators × 4 steps, 12 OPD, 12 quarters, 60 prerequisites.

CPU time of this process, whose search is one thread; HiGHS gets the same question, and its seconds are on the
clock.
"""

import random
import time
from fractions import Fraction
from itertools import product

from tests.contracts.milp import least_costs

from bench.harness import Figure
from pranata.assessment.regulations import load
from pranata.engine.optimise import Limits, Month, Problem, Quarter, Step, circle
from pranata.engine.optimise.frontier import frontier
from pranata.engine.optimise.model import cost_unit
from pranata.engine.optimise.running import Effort
from pranata.engine.optimise.solving import least_cost

TARGETS = ("2.6", "3.5", "4.2")
OWNERS = 12
QUARTERS = 12
PREREQUISITES = 60
# Person-days there are, to person-days all steps together take.
ROOM, TIGHT = Fraction(3, 2), Fraction(6, 5)
HIGHS_SECONDS = 60.0
START = Month.of(2027, 1)


def figures() -> list[Figure]:
    """Prove the least cost for three targets, draw a frontier, and let HiGHS prove the same."""
    problems = [question(target, ROOM) for target in TARGETS]
    found = [_proven(problem, f"plan to {target}") for target, problem in zip(TARGETS, problems, strict=True)]
    tight = _proven(question("4.2", TIGHT), "plan to 4.2, capacities a fifth tighter", limit=None)
    before = time.process_time()
    points = list(frontier(question(None, ROOM), 12))
    spent = time.process_time() - before
    assert all(point.cost.proven for point in points)
    return [
        *found,
        tight,
        Figure(name="frontier of 12 points, each proven", value=spent, unit="s CPU", limit=60),
        *_beside(problems),
    ]


def question(target: str | None, room: Fraction) -> Problem:
    """Return the same steps every time, with a target and more or less room."""
    draw = random.Random(1)  # noqa: S311 -- the same question every time
    instrument = load("spbe-2020").instrument
    steps = _steps(draw, [item.number for item in instrument.indicators])
    assert not circle(steps)
    assert sum(len(step.requires) for step in steps) == PREREQUISITES
    work = {name: sum(step.effort for step in steps if step.owner == name) for name in _owners()}
    first = START.quarter.ordinal
    capacity = {
        (name, Quarter(first + number)): Fraction(
            int(room * work[name] / QUARTERS * draw.randrange(50, 151) / 100)
        )
        for name, number in product(_owners(), range(QUARTERS))
    }
    limits = Limits(
        target=None if target is None else Fraction(target), by=START.after(3 * QUARTERS), capacity=capacity
    )
    levels = {item.number: Fraction(1) for item in instrument.indicators}
    return Problem(instrument, levels, steps, START, limits)


def _owners() -> list[str]:
    return [f"OPD {number + 1}" for number in range(OWNERS)]


def _steps(draw: random.Random, numbers: list[str]) -> tuple[Step, ...]:
    order = {number: draw.random() for number in numbers}
    requires = _requirements(draw, numbers, order)
    steps = []
    for number in numbers:
        usual = draw.choice(_owners())
        for level in range(1, 5):
            owner = usual if draw.random() < 0.8 else draw.choice(_owners())
            cost = draw.randrange(5, 400) * 500_000 * level
            effort, months = Fraction(draw.randrange(10, 120)), draw.randrange(1, 7)
            needed = tuple(requires.get((number, level + 1), ()))
            steps.append(Step(number, level, level + 1, cost, effort, months, owner, needed))
    return tuple(steps)


def _requirements(
    draw: random.Random, numbers: list[str], order: dict[str, float]
) -> dict[tuple[str, int], list[tuple[str, int]]]:
    found: dict[tuple[str, int], list[tuple[str, int]]] = {}
    count = 0
    while count < PREREQUISITES:
        step = (draw.choice(numbers), draw.randrange(2, 6))
        place = (draw.choice(numbers), draw.randrange(2, 5))
        # Rising in one order, so that no circle can close.
        rises = (place[1], order[place[0]]) < (step[1], order[step[0]]) and place[0] != step[0]
        if rises and place not in found.setdefault(step, []):
            found[step].append(place)
            count += 1
    return found


def _proven(problem: Problem, name: str, limit: float | None = 10) -> Figure:
    before = time.process_time()
    cost = least_cost(problem, Effort())
    spent = time.process_time() - before
    if not cost.proven:
        gap = (cost.value - cost.bound) / cost.value * 100
        name, limit = f"{name} (not proven, gap {gap:.1f} %)", 0
    return Figure(name=f"{name}: least cost proven", value=spent, unit="s CPU", limit=limit)


def _beside(problems: list[Problem]) -> list[Figure]:
    figures = []
    for target, problem, answer in zip(TARGETS, problems, least_costs(problems, HIGHS_SECONDS), strict=True):
        known = least_cost(problem, Effort())
        assert answer.kind != "optimal" or answer.cost == known.value * cost_unit(problem)
        name = f"HiGHS on the same question, plan to {target}: {answer.kind}"
        figures.append(Figure(name=name, value=answer.seconds, unit="s"))
    return figures
