"""Asking a question again with one unit more of each limit; what comes out is in `worth`."""

from dataclasses import dataclass
from fractions import Fraction

from pranata.engine.optimise.conflict import Limit
from pranata.engine.optimise.model import Outcome, cost_unit
from pranata.engine.optimise.plan import Plan, Proof
from pranata.engine.optimise.problem import Problem
from pranata.engine.optimise.running import Effort
from pranata.engine.optimise.solving import greatest_gain, least_cost
from pranata.engine.optimise.worth import Marginal, NextIndex, Worth

HUNDREDTH = Fraction(1, 100)
SHORT = Effort(choosing=1.0, placing=0.6)


def marginal(problem: Problem, plan: Plan, person_days: Fraction, effort: Effort | None = None) -> Marginal:
    """Return what a month, a hundredth of the index, person-days of each owner and the next rupiah are worth.

    `person_days` is what one person more would bring in a quarter. A dozen short searches at most.
    """
    work = effort or SHORT
    asked = _Asked(problem, plan, work)
    found = []
    if problem.limits.target is not None:
        less = max(problem.limits.target - HUNDREDTH, problem.index)
        found.append(asked.with_more(Limit.TARGET, problem.limits.target - less, target=less))
    if problem.limits.by is not None:
        found.append(asked.with_more(Limit.DATE, Fraction(1), by=problem.limits.by.after(1)))
    return Marginal(
        worths=(*found, *asked.with_more_people(person_days)),
        next_index=_next_index(problem, plan, work),
        person_days=person_days,
    )


@dataclass(frozen=True)
class _Asked:
    """A question with its answer, to be asked again with one limit changed."""

    problem: Problem
    plan: Plan
    effort: Effort

    @property
    def objective(self) -> str:
        return "cost" if self.problem.limits.target is not None else "index"

    @property
    def before(self) -> Proof:
        return self.plan.proofs[self.objective]

    def with_more(self, limit: Limit, more: Fraction, owner: str | None = None, **changed: object) -> Worth:
        """Ask again with a limit changed."""
        question = self.problem.within(**changed)
        return Worth(
            limit=limit,
            owner=owner,
            more=more,
            objective=self.objective,
            before=self.before,
            after=self._answer(question),
        )

    def with_more_people(self, person_days: Fraction) -> tuple[Worth, ...]:
        """Ask again for each owner with a capacity; once for all of them where none of them is in the way."""
        capacity = self.problem.limits.capacity
        owners = sorted({owner for owner, _ in capacity})
        unlimited = self._answer(self.problem.within(capacity={})) if owners else None
        if unlimited is not None and self.before.proven and unlimited == self.before:
            return tuple(
                Worth(
                    limit=Limit.CAPACITY,
                    owner=name,
                    more=person_days,
                    objective=self.objective,
                    before=unlimited,
                    after=unlimited,
                )
                for name in owners
            )
        return tuple(
            self.with_more(
                Limit.CAPACITY,
                person_days,
                name,
                capacity={key: days + person_days * (key[0] == name) for key, days in capacity.items()},
            )
            for name in owners
        )

    def _answer(self, question: Problem) -> Proof:
        """Return the answer to a question that asks for less: never worse than the plan that is known."""
        if question.limits.target is not None:
            return self._cost(least_cost(question, self.effort), question)
        best = greatest_gain(question, self.effort)
        if not best.found:
            return Proof(self.before.value, question.reachable)
        reached = question.index_with(best.value)
        return Proof(max(reached, self.before.value), question.index_with(best.bound))

    def _cost(self, found: Outcome, question: Problem) -> Proof:
        if not found.found:
            return Proof(self.before.value, Fraction(0))
        unit = cost_unit(question)
        return Proof(min(Fraction(found.value * unit), self.before.value), Fraction(found.bound * unit))


def _next_index(problem: Problem, plan: Plan, effort: Effort) -> NextIndex | None:
    """Return the cheapest plan with an index above the one reached, the budget left out."""
    gained = (plan.index - problem.index) * problem.instrument.weight * problem.denominator
    above = problem.index_with(int(gained) + 1)
    if above > problem.reachable:
        return None
    question = problem.within(target=above, margin=Fraction(0), budget=None)
    found = least_cost(question, effort)
    if not found.found:
        return None
    unit = cost_unit(question)
    index = question.index_with(sum(question.gains[number] for number in found.picked))
    cost = Proof(Fraction(found.value * unit), Fraction(found.bound * unit))
    return NextIndex(index=index, cost=cost, more=int(cost.value) - plan.cost)
