"""The question as whole numbers for CP-SAT. Nothing here is a float; nothing of the solver leaves this
package.

A step that may be taken is a truth value; placed, it has one more truth value for each month it may begin in.
A limit is one linear inequality over these, so the same rules are easily stated to any other solver, as the
tests do.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import gcd

from ortools.sat.python import cp_model

from pranata.engine.optimise.months import MONTHS_IN_A_QUARTER, Quarter
from pranata.engine.optimise.problem import Problem
from pranata.engine.optimise.size import common_unit

Sum = cp_model.LinearExprT


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found: whether there is a solution, whether there can be none, how good it may still get,
    and how much work it took.
    """

    found: bool
    impossible: bool
    value: int
    bound: int
    picked: tuple[int, ...]
    begins: dict[int, int]
    work: float = 0.0

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return self.impossible or (self.found and self.value == self.bound)


def cost_unit(problem: Problem) -> int:
    """Return the largest amount all costs are whole multiples of: smaller numbers, the same exact sum."""
    return gcd(*(step.cost for step in problem.open_steps)) or 1


def _span(first: int, length: int) -> range:
    return range(first, first + length)


class Model:
    """Variables and rules over the steps of a question; `placed` gives each step its months as well.

    `only` narrows it to these steps and takes them all.
    """

    def __init__(self, problem: Problem, *, placed: bool, only: Iterable[int] | None = None) -> None:
        self.problem = problem
        self.cp = cp_model.CpModel()
        self.unit = common_unit(problem)
        steps = problem.open_steps
        fitting = [
            number
            for number, step in enumerate(steps)
            if problem.earliest[number] + step.months <= problem.horizon
        ]
        self.numbers = fitting if only is None else sorted(set(only))
        self.pick = {number: self.cp.new_bool_var(f"p{number}") for number in self.numbers}
        self.begin: dict[int, cp_model.IntVar] = {}
        self.at: dict[int, dict[int, cp_model.IntVar]] = {}
        self.terms: dict[tuple[str, Quarter], list[Sum]] = {}
        if only is not None:
            for number in self.numbers:
                self.cp.add(self.pick[number] == 1)
        self._keep_fixed()
        self._keep_order()
        if placed:
            self._place()

    def _keep_fixed(self) -> None:
        fixed = self.problem.fixed
        taken = [n for n in self.numbers if self.problem.open_steps[n].reaches in fixed]
        if len(taken) < len(fixed):
            # One of them cannot be taken at all, or not in time.
            self.cp.add_bool_or([])
        for number in taken:
            self.cp.add(self.pick[number] == 1)

    def _keep_order(self) -> None:
        for number in self.numbers:
            for other in self.problem.before[number]:
                if other in self.pick:
                    self.cp.add_implication(self.pick[number], self.pick[other])
                else:
                    self.cp.add(self.pick[number] == 0)

    def _place(self) -> None:
        problem = self.problem
        for number in self.numbers:
            first, last = problem.earliest[number], problem.horizon - problem.open_steps[number].months
            begin = self.cp.new_int_var(first, max(first, last), f"b{number}")
            self.begin[number] = begin
            self.at[number] = {
                month: self.cp.new_bool_var(f"a{number}_{month}")
                for month in range(first, last + 1)
                if problem.may_begin(number, month)
            }
            self._note_loads(number)
            self.cp.add_exactly_one([*self.at[number].values(), ~self.pick[number]])
            for month, at in self.at[number].items():
                self.cp.add(begin == month).only_enforce_if(at)
        for number in self.numbers:
            for other in problem.before[number]:
                if other in self.begin:
                    ended = self.begin[other] + problem.open_steps[other].months
                    self.cp.add(self.begin[number] >= ended).only_enforce_if(self.pick[number])

    def _note_loads(self, number: int) -> None:
        step, first = self.problem.open_steps[number], self.problem.start.ordinal
        share = int(step.effort / step.months * self.unit)
        if not share:
            return
        for month, at in self.at[number].items():
            inside = Counter(ordinal // MONTHS_IN_A_QUARTER for ordinal in _span(first + month, step.months))
            for quarter, count in inside.items():
                self.terms.setdefault((step.owner, Quarter(quarter)), []).append(share * count * at)

    @property
    def cost(self) -> Sum:
        """Rupiah of all steps taken, over `cost_unit` of the question."""
        unit = cost_unit(self.problem)
        return sum(self.problem.open_steps[n].cost // unit * self.pick[n] for n in self.numbers)

    @property
    def gain(self) -> Sum:
        """What all steps taken add to the weighted sum."""
        return sum(self.problem.gains[n] * self.pick[n] for n in self.numbers)

    def load(self, owner: str, quarter: Quarter) -> Sum:
        """Person-days of an owner in a quarter, times `unit`."""
        return sum(self.terms.get((owner, quarter), []))

    def keep_target(self) -> None:
        """Reach the target and the margin above it, if there is one."""
        if self.problem.limits.wanted is not None:
            self.cp.add(self.gain >= self.problem.gain_needed(self.problem.limits.wanted))

    def keep_budget(self) -> None:
        """Stay within the budget, if there is one."""
        if self.problem.limits.budget is not None:
            self.keep_cost(self.problem.limits.budget)

    def keep_cost(self, most: int) -> None:
        """Spend at most this many rupiah."""
        self.cp.add(self.cost <= most // cost_unit(self.problem))

    def keep_capacity(self) -> None:
        """Keep every limit of an owner in a quarter; unplaced, what follows for the work from each quarter
        on.
        """
        for (owner, quarter), days in self.problem.limits.capacity.items():
            if self.at:
                self.cp.add(self.load(owner, quarter) <= int(days * self.unit))
        self._keep_capacity_from_each_quarter()

    def _keep_capacity_from_each_quarter(self) -> None:
        """Work that even the earliest begin leaves for a quarter and later must fit into these quarters.

        It follows from the limits, so it forbids nothing; it tells the solver early what cannot be.
        """
        quarters = self.problem.quarters()
        for owner in sorted({owner for owner, _ in self.problem.limits.capacity}):
            room = [self.problem.limits.capacity.get((owner, quarter)) for quarter in quarters]
            for position in range(len(quarters)):
                left = [days for days in room[position:] if days is not None]
                if len(left) == len(quarters) - position:
                    work = self._work_from(owner, quarters[position])
                    self.cp.add(work <= sum(int(days * self.unit) for days in left))

    def _work_from(self, owner: str, quarter: Quarter) -> Sum:
        terms = list[Sum]()
        gone = quarter.first.ordinal - self.problem.start.ordinal
        for number in self.numbers:
            step = self.problem.open_steps[number]
            late = min(step.months, self.problem.earliest[number] + step.months - gone)
            if step.owner == owner and late > 0:
                terms.append(int(step.effort / step.months * self.unit) * late * self.pick[number])
        return sum(terms)

    def end(self) -> cp_model.IntVar:
        """Return how many months after the start the last step ends; unplaced, the earliest it can."""
        last = self.cp.new_int_var(0, self.problem.horizon, "end")
        for number in self.numbers:
            months = self.problem.open_steps[number].months
            if self.begin:
                ended = self.begin[number] + months
                self.cp.add(last >= ended).only_enforce_if(self.pick[number])
            else:
                self.cp.add(last >= (self.problem.earliest[number] + months) * self.pick[number])
        return last

    def peak(self) -> cp_model.IntVar:
        """Return the most person-days, times `unit`, of one owner in one quarter."""
        owners = sorted({self.problem.open_steps[number].owner for number in self.numbers})
        most = int(sum(self.problem.open_steps[number].effort for number in self.numbers) * self.unit)
        peak = self.cp.new_int_var(0, most, "peak")
        for owner in owners:
            for quarter in self.problem.quarters():
                self.cp.add(self.load(owner, quarter) <= peak)
        return peak

    def peak_at_least(self) -> cp_model.IntVar:
        """Return what no peak can be below, unplaced: work must fit under it and under the capacities.

        Of the quarters that are left from each one on, those with the least capacity bear at most that, and
        the others at most the peak. It follows from the limits, however many of them are taken so.
        """
        quarters = self.problem.quarters()
        most = int(sum(self.problem.open_steps[number].effort for number in self.numbers) * self.unit)
        peak = self.cp.new_int_var(0, most, "peak")
        for owner in sorted({self.problem.open_steps[number].owner for number in self.numbers}):
            room = [self.problem.limits.capacity.get((owner, quarter)) for quarter in quarters]
            for position, quarter in enumerate(quarters):
                work, left = self._work_from(owner, quarter), len(quarters) - position
                listed = sorted(int(days * self.unit) for days in room[position:] if days is not None)
                for count in range(len(listed) + 1):
                    self.cp.add(work <= sum(listed[:count]) + (left - count) * peak)
        return peak

    def forbid(self, picked: Iterable[int]) -> None:
        """Take another choice of steps than this one."""
        wanted = set(picked)
        same = [self.pick[n] if n in wanted else ~self.pick[n] for n in self.numbers]
        self.cp.add_bool_or([~literal for literal in same])

    def hint(self, begins: dict[int, int]) -> None:
        """Begin the search at a plan that is known."""
        for number in self.numbers:
            self.cp.add_hint(self.pick[number], number in begins)
            for month, at in self.at.get(number, {}).items():
                self.cp.add_hint(at, begins.get(number) == month)
