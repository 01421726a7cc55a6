"""`crosswalks/<earlier>_<later>.yaml`: how the indicators of one instrument continue in the next.

One file serves both directions. `relation` says what the later indicator is, measured by the earlier one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import field_validator

from pranata.assessment.regulations.regulation import Regulation
from pranata.assessment.regulations.values import Cited, Document
from pranata.engine.scoring import Certainty


class Relation(StrEnum):
    """What the indicator one goes to asks, measured by the one one comes from."""

    SAME = "same"
    BROADER = "broader"
    NARROWER = "narrower"
    PARTLY = "partly"

    @property
    def inverse(self) -> "Relation":
        """The relation read the other way."""
        turned = {Relation.BROADER: Relation.NARROWER, Relation.NARROWER: Relation.BROADER}
        return turned.get(self, self)


class Pair(Cited):
    """Two indicators that ask something in common: why we say so, and what the later asks beyond it."""

    earlier: str
    later: str
    relation: Relation
    ground: str
    not_covered: str = ""

    @field_validator("ground", "not_covered")
    @classmethod
    def is_a_sentence(cls, value: str) -> str:
        """Refuse what ends without a full stop; a ground that says nothing is no ground."""
        if value and not value.endswith("."):
            raise ValueError("a sentence ends with a full stop")
        return value


class Without(Cited):
    """Indicators that nothing on the other side answers, and why."""

    indicators: tuple[str, ...]
    reason: str


class CrosswalkFile(Document):
    """The whole of one file in `crosswalks/`."""

    schema_name: Literal["pranata.crosswalk/1"]
    earlier: str
    later: str
    rechecked_on: date
    note: str
    pairs: tuple[Pair, ...]
    without_later: tuple[Without, ...] = ()
    without_earlier: tuple[Without, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Match:
    """One pair read in one direction: from `source` to `target`.

    `not_covered` is known only forwards: what the target asks that nothing of the source shows.
    """

    source: str
    target: str
    relation: Relation
    certainty: Certainty
    ground: str
    not_covered: str
    citations: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Lone:
    """One indicator without a counterpart."""

    number: str
    reason: str
    certainty: Certainty


@dataclass(frozen=True, eq=False, kw_only=True)
class Crosswalk:
    """One file read in one direction, with both instruments."""

    file: CrosswalkFile
    source: Regulation
    target: Regulation

    @property
    def is_forward(self) -> bool:
        """Whether it leads from the earlier instrument to the later."""
        return self.source.id == self.file.earlier

    @property
    def is_uncertain(self) -> bool:
        """Whether a page must say that nothing of it is confirmed."""
        return self.source.is_uncertain or self.target.is_uncertain

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """All pairs, in the order of the source and then of the target."""
        found = [_forward(pair) if self.is_forward else _backward(pair) for pair in self.file.pairs]
        by_source, by_target = _order(self.source), _order(self.target)
        return tuple(sorted(found, key=lambda one: (by_source[one.source], by_target[one.target])))

    def from_source(self, number: str) -> tuple[Match, ...]:
        """Return where an indicator of the source leads."""
        return tuple(match for match in self.matches if match.source == number)

    def to_target(self, number: str) -> tuple[Match, ...]:
        """Return what leads to an indicator of the target."""
        return tuple(match for match in self.matches if match.target == number)

    @cached_property
    def left(self) -> tuple[Lone, ...]:
        """The indicators of the source that lead nowhere."""
        return _lone(self.file.without_later if self.is_forward else self.file.without_earlier, self.source)

    @cached_property
    def fresh(self) -> tuple[Lone, ...]:
        """The indicators of the target that nothing leads to."""
        return _lone(self.file.without_earlier if self.is_forward else self.file.without_later, self.target)

    @property
    def certainties(self) -> tuple[Certainty, ...]:
        """How sure each statement of it is: pairs, then what is without a counterpart."""
        paired = tuple(match.certainty for match in self.matches)
        return paired + tuple(lone.certainty for lone in (*self.left, *self.fresh))

    def reason_for(self, number: str) -> Lone | None:
        """Return why an indicator of the source leads nowhere, None if it leads somewhere."""
        return next((lone for lone in self.left if lone.number == number), None)

    @cached_property
    def has_one_scale(self) -> bool:
        """Whether a level means the same on both sides: one range, one step."""
        one, other = (side.instrument.score for side in (self.source, self.target))
        return (one.minimum, one.maximum, one.step) == (other.minimum, other.maximum, other.step)

    def carries_level(self, match: Match) -> bool:
        """Whether a level may be taken over: the indicator asks the same, on the same scale."""
        return match.relation is Relation.SAME and self.has_one_scale


def _forward(pair: Pair) -> Match:
    return Match(
        source=pair.earlier,
        target=pair.later,
        relation=pair.relation,
        certainty=pair.certainty,
        ground=pair.ground,
        not_covered=pair.not_covered,
        citations=pair.citations,
    )


def _backward(pair: Pair) -> Match:
    return Match(
        source=pair.later,
        target=pair.earlier,
        relation=pair.relation.inverse,
        certainty=pair.certainty,
        ground=pair.ground,
        not_covered="",
        citations=pair.citations,
    )


def _lone(groups: Iterable[Without], regulation: Regulation) -> tuple[Lone, ...]:
    order = _order(regulation)
    found = (
        Lone(number=number, reason=group.reason, certainty=group.certainty)
        for group in groups
        for number in group.indicators
    )
    return tuple(sorted(found, key=lambda one: order[one.number]))


def _order(regulation: Regulation) -> dict[str, int]:
    return {item.number: place for place, item in enumerate(regulation.indicators)}
