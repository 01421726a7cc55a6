"""An instrument as the calculation sees it: parts and weights, the range of a level, the predikat bands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from pranata.engine.scoring.certainty import Certainty
from pranata.engine.scoring.digest import instrument_digest
from pranata.engine.scoring.weighing import WholeWeights, whole_weights


class InconsistentInstrument(ValueError):
    """Weights, bands or numbers of an instrument contradict each other; the message says which."""


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """Levels an indicator may take. `step` is None where an instrument allows any decimal in the range."""

    minimum: Fraction
    maximum: Fraction
    step: Fraction | None = None

    def allows(self, level: Fraction) -> bool:
        """Say whether this is a level of the instrument."""
        if not self.minimum <= level <= self.maximum:
            return False
        return self.step is None or (level - self.minimum) % self.step == 0


@dataclass(frozen=True, slots=True)
class Indicator:
    """One scored item. `floor` is what it counts as when the caller asks to count absence."""

    number: str
    name: str
    short_name: str
    weight: Fraction
    floor: Fraction
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Aspect:
    """A group of indicators; its weight is the sum of theirs."""

    number: str
    name: str
    weight: Fraction
    indicators: tuple[Indicator, ...]
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Domain:
    """A group of aspects; its weight is the sum of theirs."""

    number: str
    name: str
    weight: Fraction
    aspects: tuple[Aspect, ...]
    citation: str = ""

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators of all its aspects, in order."""
        return tuple(item for aspect in self.aspects for item in aspect.indicators)


@dataclass(frozen=True, slots=True)
class PredikatBand:
    """A predikat and the index it begins at; it reaches up to the next band, the highest to the maximum."""

    name: str
    minimum: Fraction


class Basis(StrEnum):
    """Which value is held against the predikat bounds: the index as displayed, or the exact fraction."""

    ROUNDED = "rounded"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The basis used in a year, how sure we are of it, and where it was read."""

    basis: Basis
    certainty: Certainty
    citation: str = ""


@dataclass(frozen=True, eq=False)
class Instrument:
    """Everything the calculation needs, and nothing it does not: criteria and prose stay with the regulation.

    An instrument without domains holds one domain of all its aspects and says `has_domains=False`.
    Raises InconsistentInstrument when weights do not add up, numbers repeat or bands leave a gap below.
    """

    id: str
    title: str
    certainty: Certainty
    domains: tuple[Domain, ...]
    score: ScoreRange
    bands: tuple[PredikatBand, ...]
    default_comparison: Comparison
    comparisons: Mapping[int, Comparison] = field(default_factory=dict)
    decimals: int = 2
    has_domains: bool = True
    years: tuple[int, int | None] = (1, None)
    formula_citation: str = ""
    predikat_citation: str = ""

    def __post_init__(self) -> None:
        _require_unique_numbers(self)
        _require_sums(self)
        _require_bands(self)

    @cached_property
    def aspects(self) -> tuple[Aspect, ...]:
        """All aspects, in order."""
        return tuple(aspect for domain in self.domains for aspect in domain.aspects)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All scored items, in order."""
        return tuple(item for aspect in self.aspects for item in aspect.indicators)

    @cached_property
    def by_number(self) -> Mapping[str, Indicator]:
        """Indicators by their number."""
        return MappingProxyType({item.number: item for item in self.indicators})

    def indicator(self, number: str) -> Indicator:
        """Return the indicator of this number. Raises KeyError if there is none."""
        return self.by_number[number]

    @cached_property
    def whole_levels(self) -> Mapping[int | Fraction | Decimal, Fraction]:
        """The levels of a stepped instrument, ready made: an int, Fraction or Decimal finds its own."""
        step = self.score.step
        if step is None:
            return MappingProxyType({})
        count = int((self.score.maximum - self.score.minimum) / step) + 1
        levels = (self.score.minimum + position * step for position in range(count))
        return MappingProxyType({level: level for level in levels})

    @cached_property
    def weight(self) -> Fraction:
        """The sum of all weights: what the weighted sum is divided by (100 in every instrument so far)."""
        return sum((domain.weight for domain in self.domains), Fraction(0))

    @cached_property
    def whole_weights(self) -> WholeWeights:
        """All weights over one denominator, as the calculation takes them."""
        return whole_weights(self)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all that can change a result; a reworded criterion leaves it as it is."""
        return instrument_digest(self)

    def comparison(self, year: int | None) -> Comparison:
        """Return what predikat bounds were held against in `year`; the default where that is not known."""
        if year is None:
            return self.default_comparison
        return self.comparisons.get(year, self.default_comparison)

    def covers(self, year: int) -> bool:
        """Say whether evaluations of `year` used this instrument."""
        first, last = self.years
        return first <= year and (last is None or year <= last)


def _require_unique_numbers(instrument: Instrument) -> None:
    for kind, parts in (
        ("domain", instrument.domains),
        ("aspect", instrument.aspects),
        ("indicator", instrument.indicators),
    ):
        numbers = [part.number for part in parts]
        if not numbers:
            raise InconsistentInstrument(f"{instrument.id}: there is no {kind}")
        if repeated := {number for number in numbers if numbers.count(number) > 1}:
            raise InconsistentInstrument(
                f"{instrument.id}: {kind} {', '.join(sorted(repeated))} occurs twice"
            )


def _require_sums(instrument: Instrument) -> None:
    for aspect in instrument.aspects:
        _require_sum(instrument, f"aspect {aspect.number}", aspect.weight, aspect.indicators)
    for domain in instrument.domains:
        _require_sum(instrument, f"domain {domain.number}", domain.weight, domain.aspects)


def _require_sum(
    instrument: Instrument, what: str, weight: Fraction, parts: tuple[Indicator, ...] | tuple[Aspect, ...]
) -> None:
    if any(part.weight <= 0 for part in parts):
        raise InconsistentInstrument(f"{instrument.id}: a part of {what} has no positive weight")
    total = sum((part.weight for part in parts), Fraction(0))
    if total != weight:
        raise InconsistentInstrument(f"{instrument.id}: {what} weighs {weight}, its parts together {total}")


def _require_bands(instrument: Instrument) -> None:
    minima = [band.minimum for band in instrument.bands]
    if not minima or minima != sorted(set(minima)):
        raise InconsistentInstrument(f"{instrument.id}: predikat bands must rise from low to high")
    if minima[0] > instrument.score.minimum:
        raise InconsistentInstrument(f"{instrument.id}: no predikat for the lowest index")
