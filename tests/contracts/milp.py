"""The same question stated anew as a mixed-integer programme for HiGHS, which shares no line with our model.

HiGHS runs in a process of its own: OR-Tools brings a library of the same name, and one process loads only one
of them.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from pranata.engine.optimise import Problem

INFINITY = 1e30


class Answer(NamedTuple):
    """`optimal`, `infeasible` or `time`; the rupiah where known, the bound, the seconds spent."""

    kind: str
    cost: int | None
    bound: float
    seconds: float


class Rows:
    """Columns and rows of a programme, as lists."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.rows: list[tuple[float, float, dict[int, float]]] = []

    def column(self, cost: float = 0.0) -> int:
        """Add a variable of 0 or 1."""
        self.costs.append(cost)
        return len(self.costs) - 1

    def row(self, lower: float, upper: float, terms: dict[int, float]) -> None:
        """Add an inequality."""
        self.rows.append((lower, upper, terms))


def least_costs(problems: list[Problem], seconds: float = 60.0) -> list[Answer]:
    """Solve each question in one process of HiGHS."""
    stated_as = [stated(problem) for problem in problems]
    message = {
        "seconds": seconds,
        "programmes": [
            {
                "costs": each.costs,
                "rows": [[lower, upper, list(terms.items())] for lower, upper, terms in each.rows],
            }
            for each in stated_as
        ],
    }
    child = [sys.executable, str(Path(__file__).with_name("highs_process.py"))]
    done = subprocess.run(child, input=json.dumps(message), capture_output=True, text=True, check=True)
    return [
        Answer(kind, None if cost is None else round(cost * 1000), bound * 1000, spent)
        for kind, cost, bound, spent in json.loads(done.stdout)
    ]


def stated(problem: Problem) -> Rows:
    """Return one variable for each step and month it may begin in, and the rules over them."""
    horizon = problem.limits.by.ordinal - problem.start.ordinal  # type: ignore[union-attr]
    steps = [step for step in problem.steps if not problem.holds(step.reaches)]
    rows = Rows()
    at = {
        step.reaches: {
            month: rows.column(step.cost / 1000)
            for month in range(max(0, horizon - step.months + 1))
            if _may_begin(problem, step, month)
        }
        for step in steps
    }
    weights = problem.instrument.by_number
    gained: dict[int, float] = {}
    for step in steps:
        rows.row(0, 1, dict.fromkeys(at[step.reaches].values(), 1.0))
        gained |= dict.fromkeys(at[step.reaches].values(), float(weights[step.indicator].weight))
        if step.started or step.reaches in problem.limits.forced:
            rows.row(1, 1, dict.fromkeys(at[step.reaches].values(), 1.0))
        for place in () if step.started else step.waits_for:
            if not problem.holds(place):
                _after(rows, at[step.reaches], at.get(place, {}), _months(steps, place), horizon)
    limits = problem.limits
    if limits.target is not None:
        # A hair below, since these are doubles: gains lie on a grid that is far coarser.
        rows.row(
            float((limits.target + limits.margin - problem.index) * problem.instrument.weight) - 1e-6,
            INFINITY,
            gained,
        )
    if limits.budget is not None:
        rows.row(-INFINITY, limits.budget / 1000, dict(enumerate(rows.costs)))
    for (owner, quarter), days in limits.capacity.items():
        rows.row(-INFINITY, float(days) + 1e-6, _load_of(problem, steps, at, owner, quarter.ordinal))
    return rows


def _may_begin(problem, step, month):
    if step.started:
        return month == 0
    calendar = (problem.start.ordinal + month) % 12 + 1
    return step.reaches not in problem.limits.forbidden and (not step.opens or calendar in step.opens)


def _months(steps, place):
    return next((step.months for step in steps if step.reaches == place), 0)


def _after(rows, later, earlier, months, horizon):
    """The later step has begun by a month only if the earlier one had begun its own months before."""
    for month in range(horizon):
        begun = {column: 1.0 for begin, column in later.items() if begin <= month}
        ended = {column: -1.0 for begin, column in earlier.items() if begin + months <= month}
        if begun:
            rows.row(-INFINITY, 0, begun | ended)


def _load_of(problem, steps, at, owner, quarter):
    terms = {}
    for step in steps:
        for begin, column in at[step.reaches].items():
            first = problem.start.ordinal + begin
            inside = sum(month // 3 == quarter for month in range(first, first + step.months))
            if step.owner == owner and inside:
                terms[column] = float(step.effort * inside / step.months)
    return terms
