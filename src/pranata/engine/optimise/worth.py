"""What one unit more of a limit is worth: the question is asked again with that unit, and proven again.

A plan is made of whole steps, so a unit more often buys nothing, and the next one a whole step. Nothing here
is a slope that would hold further on: each figure is the difference of two answers.
"""

from dataclasses import dataclass
from fractions import Fraction

from pranata.engine.optimise.conflict import Limit
from pranata.engine.optimise.plan import Proof


@dataclass(frozen=True, kw_only=True)
class Worth:
    """One limit with `more` of it: months later, a target lower by so much, or an owner's person-days in
    each quarter that is listed.

    `objective` is `cost` where a target is asked for, otherwise `index`; `before` and `after` are its values.
    """

    limit: Limit
    owner: str | None = None
    more: Fraction
    objective: str
    before: Proof
    after: Proof

    @property
    def of_the_index(self) -> bool:
        """Whether the index is what gets better, not the cost."""
        return self.objective == "index"

    @property
    def gain(self) -> Fraction:
        """By how much the better answer is better: rupiah less, or index more."""
        return abs(self.after.value - self.before.value)

    @property
    def gain_at_most(self) -> Fraction:
        """By how much it can be better at most; the gain itself where both answers are proven."""
        return abs(self.after.bound - self.before.value)

    @property
    def proven(self) -> bool:
        """Whether both answers are proven, and the gain with them."""
        return self.before.proven and self.after.proven


@dataclass(frozen=True, kw_only=True)
class NextIndex:
    """The next index above that of a plan: what reaching it costs at least, and how much more that is."""

    index: Fraction
    cost: Proof
    more: int


@dataclass(frozen=True, kw_only=True)
class Marginal:
    """What more of each limit is worth; `next_index` is None where nothing higher can be reached.

    `person_days` is what one person more was taken to bring in a quarter.
    """

    worths: tuple[Worth, ...]
    next_index: NextIndex | None
    person_days: Fraction
