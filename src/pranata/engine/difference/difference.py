"""The difference of two scores, split into what each indicator did to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from pranata.engine.scoring import PartScore, Score

ALGORITHM = "difference_v1"


class DifferentInstruments(ValueError):
    """The two results were not computed by the same arithmetic, so no indicator explains their difference."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(f"{before[:16]} and {after[:16]} are different instruments")
        self.before = before
        self.after = after


@dataclass(frozen=True, slots=True)
class Moved:
    """One indicator that has another level after than before, and what that did to the index."""

    number: str
    name: str
    weight: Fraction
    before: Fraction
    after: Fraction
    effect: Fraction
    divided_by: Fraction

    @property
    def step(self) -> Fraction:
        """How far the level moved; below zero where it fell."""
        return self.after - self.before

    @property
    def expression(self) -> str:
        """Write the effect as arithmetic: `11/4 × (3 − 1) ÷ 100 = 11/200`."""
        return f"{self.weight} × ({self.after} − {self.before}) ÷ {self.divided_by} = {self.effect}"


@dataclass(frozen=True, slots=True)
class PartMoved:
    """A domain or an aspect before and after, and what its indicators together did to the index."""

    number: str
    name: str
    weight: Fraction
    before: Fraction
    after: Fraction
    effect: Fraction

    @property
    def step(self) -> Fraction:
        """How far its own value moved."""
        return self.after - self.before


@dataclass(frozen=True)
class Difference:
    """Two results and everything that lies between them. Values are exact."""

    before: Score
    after: Score
    moved: tuple[Moved, ...]

    @property
    def index(self) -> Fraction:
        """How far the index moved: the sum of the effects of `moved`, with nothing left over."""
        return self.after.index - self.before.index

    @property
    def raised(self) -> tuple[Moved, ...]:
        """What raised the index, the largest effect first."""
        return tuple(item for item in self.moved if item.effect > 0)

    @property
    def lowered(self) -> tuple[Moved, ...]:
        """What lowered it, the largest effect first."""
        return tuple(item for item in self.moved if item.effect < 0)

    @cached_property
    def domains(self) -> tuple[PartMoved, ...]:
        """Every domain, moved or not; empty for an instrument without domains."""
        return _parts(self.before.domains, self.after.domains, self.after.instrument.weight)

    @cached_property
    def aspects(self) -> tuple[PartMoved, ...]:
        """Every aspect, moved or not."""
        return _parts(self.before.aspects, self.after.aspects, self.after.instrument.weight)

    def to_document(self) -> dict[str, Any]:
        """Return the difference as JSON, every number an exact fraction written as text."""
        return {
            "algorithm": ALGORITHM,
            "digest": self.after.instrument.digest,
            "before": str(self.before.index),
            "after": str(self.after.index),
            "difference": str(self.index),
            "moved": [
                {
                    "indicator": item.number,
                    "weight": str(item.weight),
                    "before": str(item.before),
                    "after": str(item.after),
                    "divided_by": str(item.divided_by),
                    "effect": str(item.effect),
                }
                for item in self.moved
            ],
        }


def difference(before: Score, after: Score) -> Difference:
    """Return what lies between two scores: every indicator that moved, the largest effect first.

    An indicator that was not answered moved from, or to, the level it was counted with. Raises
    DifferentInstruments unless both were computed by the same arithmetic.
    """
    if before.instrument.digest != after.instrument.digest:
        raise DifferentInstruments(before.instrument.digest, after.instrument.digest)
    total = after.instrument.weight
    moved = [
        Moved(
            number=item.number,
            name=item.short_name,
            weight=item.weight,
            before=old,
            after=new,
            effect=item.weight * (new - old) / total,
            divided_by=total,
        )
        for item, old, new in zip(after.instrument.indicators, before.levels, after.levels, strict=True)
        if old != new
    ]
    # A stable sort: indicators with the same effect stay in the order of the instrument.
    return Difference(before, after, tuple(sorted(moved, key=lambda item: -abs(item.effect))))


def _parts(before: Sequence[PartScore], after: Sequence[PartScore], total: Fraction) -> tuple[PartMoved, ...]:
    return tuple(
        PartMoved(
            number=new.number,
            name=new.name,
            weight=new.weight,
            before=old.value,
            after=new.value,
            effect=new.weight * (new.value - old.value) / total,
        )
        for old, new in zip(before, after, strict=True)
    )
