"""Running CP-SAT so that the same question gives the same answer, byte for byte.

One search with one seed, bounded by work done ("deterministic time") and not by the clock: what two cores
find first depends on who was faster. Only a caller's own bound by the clock can make two runs differ.
"""

import math
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from pranata.engine.optimise.model import Model, Outcome, Sum

SEED = 1
LEAST = 0.2


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much work each part of the search may take, in CP-SAT's units of two to six seconds of one core.

    The cost may take `choosing`; the end and the peak share what is then left of `whole`, and at least
    `LEAST` each. Work for the cost counts twice, since it is the slower kind. `seconds` bounds each run by
    the clock as well; None, the default, does not.
    """

    choosing: float = 2.2
    placing: float = 1.0
    ending: float = 1.2
    levelling: float = 1.2
    whole: float = 5.0
    seconds: float | None = None

    @classmethod
    def quick(cls) -> "Effort":
        """Return what a slider waits for: the cost, and the end and peak of the first plan found."""
        return cls(choosing=0.4, placing=0.4, ending=0.0, levelling=0.0, whole=0.4)

    @classmethod
    def thorough(cls, seconds: float | None = None) -> "Effort":
        """Return what may take minutes, for who would rather wait than read a gap."""
        return cls(choosing=30, placing=10, ending=4, levelling=4, whole=50, seconds=seconds)

    def after(self, spent: float) -> "Effort":
        """Return the same with what is left for the end and the peak."""
        left = max(self.whole - spent, LEAST)
        return replace(self, ending=min(self.ending, left), levelling=min(self.levelling, left))


def least(model: Model, objective: Sum | None, work: float, seconds: float | None = None) -> Outcome:
    """Return the solution with the least value of the objective, or any one without an objective."""
    if objective is not None:
        model.cp.minimize(objective)
    return _run(model, objective, work, seconds, sign=1)


def most(model: Model, objective: Sum, work: float, seconds: float | None = None) -> Outcome:
    """Return the solution with the greatest value of the objective."""
    model.cp.maximize(objective)
    return _run(model, objective, work, seconds, sign=-1)


def _run(model: Model, objective: Sum | None, work: float, seconds: float | None, *, sign: int) -> Outcome:
    solver = cp_model.CpSolver()
    _settle(solver, work, seconds, many=bool(model.at))
    status = solver.solve(model.cp)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    spent = solver.response_proto.deterministic_time
    if not found:
        impossible = status == cp_model.INFEASIBLE
        return Outcome(found=False, impossible=impossible, value=0, bound=0, picked=(), begins={}, work=spent)
    picked = tuple(number for number in model.numbers if solver.boolean_value(model.pick[number]))
    begins = {number: solver.value(model.begin[number]) for number in picked if number in model.begin}
    value = 0 if objective is None else solver.value(objective)
    return Outcome(
        found=True,
        impossible=False,
        value=value,
        bound=value if status == cp_model.OPTIMAL else _whole_bound(solver.best_objective_bound, value, sign),
        picked=picked,
        begins=begins,
        work=spent,
    )


def _settle(solver: cp_model.CpSolver, work: float, seconds: float | None, *, many: bool) -> None:
    parameters = solver.parameters
    parameters.random_seed = SEED
    parameters.max_deterministic_time = work
    if seconds is not None:
        parameters.max_time_in_seconds = seconds
    parameters.num_workers = 1
    parameters.linearization_level = 2 if many else 1


def _whole_bound(bound: float, value: int, sign: int) -> int:
    """Return the bound the solver reports as the whole number it stands for, never better than what it
    proves.
    """
    # Objectives are whole; a report just beside one, by the rounding of a double, is that one.
    whole = math.ceil(bound - 1e-6) if sign > 0 else math.floor(bound + 1e-6)
    return min(whole, value) if sign > 0 else max(whole, value)
