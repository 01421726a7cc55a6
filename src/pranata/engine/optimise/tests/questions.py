"""Small questions, drawn from a seed, and the two ways around CP-SAT that hold it to account."""

import random
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from pranata.engine.optimise import Limits, Month, Placed, Problem, Quarter, Step, broken_rules
from pranata.engine.scoring.tests.sample import make_instrument

INSTRUMENT = make_instrument()
NUMBERS = [item.number for item in INSTRUMENT.indicators]
START = Month.of(2027, 2)


def question(seed, *, steps=4, longest=3, months=5, target="1.9", tight=0.5, bound=False):
    """Return a random question: steps of the lowest levels, some prerequisites, and limits that may or may
    not bind. `bound` adds openings, running work, a margin, and steps forced and forbidden.
    """
    draw = random.Random(seed)  # noqa: S311 -- a seed on purpose
    chosen = list[Step]()
    heights = dict.fromkeys(NUMBERS, 1)
    while len(chosen) < steps:
        number = draw.choice(NUMBERS)
        if heights[number] == 4:
            continue
        requires = _requirement(draw, number, heights)
        chosen.append(
            Step(
                number,
                heights[number],
                heights[number] + 1,
                draw.randrange(0, 9) * 500_000,
                Fraction(draw.randrange(1, 25), draw.choice((1, 2))),
                draw.randrange(1, longest + 1),
                draw.choice("AB"),
                requires,
            )
        )
        heights[number] += 1
    capacity = {
        (owner, Quarter(START.quarter.ordinal + quarter)): Fraction(draw.randrange(4, 30))
        for owner, quarter in product("AB", range(3))
        if draw.random() < tight
    }
    limits = Limits(
        target=Fraction(target),
        budget=draw.choice((None, 6_000_000, 12_000_000)),
        by=START.after(months),
        capacity=capacity,
    )
    problem = Problem(INSTRUMENT, dict.fromkeys(NUMBERS, Fraction(1)), tuple(chosen), START, limits)
    return _bound(draw, problem) if bound else problem


def _bound(draw, problem):
    places = [step.reaches for step in problem.steps]
    running = draw.choice([None, *(step.reaches for step in problem.steps if step.from_level == 1)])
    steps = tuple(
        replace(step, started=START.after(-2))
        if step.reaches == running
        else replace(step, opens=draw.choice(((), (2, 4), (3,), (5, 12))))
        for step in problem.steps
    )
    forbidden = frozenset(draw.sample(places, draw.randrange(2))) - {running}
    forced = frozenset(draw.sample(places, draw.randrange(2))) - forbidden
    margin = draw.choice((Fraction(0), Fraction(1, 20)))
    return replace(problem, steps=steps).within(forced=forced, forbidden=forbidden, margin=margin)


def _requirement(draw, number, heights):
    others = [(other, height) for other, height in heights.items() if other != number and height > 1]
    return (draw.choice(others),) if others and draw.random() < 0.5 else ()


def by_brute_force(problem):
    """Return the least (cost, months to the end, peak load) of all plans, or None; tries every one."""
    steps = [step for step in problem.steps if not problem.holds(step.reaches)]
    best = None
    for count in range(len(steps) + 1):
        for taken in combinations(steps, count):
            cost = sum(step.cost for step in taken)
            if best is None or cost <= best[0]:
                best = min(filter(None, (best, *_placements(problem, taken, cost))), default=None)
    return best


def _placements(problem, taken, cost):
    ranges = [range(problem.limits.by.ordinal - problem.start.ordinal - step.months + 1) for step in taken]
    for begins in product(*ranges):
        placed = tuple(
            Placed(step, problem.start.after(begin), problem.start.after(begin + step.months))
            for step, begin in zip(taken, begins, strict=True)
        )
        if not broken_rules(problem, placed):
            end = max((each.end.ordinal - problem.start.ordinal for each in placed), default=0)
            yield cost, end, _peak(placed)


def _peak(placed):
    loads = dict[tuple[str, int], Fraction]()
    for each in placed:
        for month in range(each.start.ordinal, each.end.ordinal):
            key = (each.step.owner, month // 3)
            loads[key] = loads.get(key, Fraction(0)) + each.step.effort / each.step.months
    return max(loads.values(), default=Fraction(0))
