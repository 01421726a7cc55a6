"""The table of weights of an instrument, with what one more level of each indicator brings to the index."""

from dataclasses import dataclass
from fractions import Fraction

from pranata.assessment.regulations import IndicatorCriteria, Regulation
from pranata.engine.scoring import Certainty


@dataclass(frozen=True)
class WeightedIndicator:
    """An indicator, its weight in percent, and the exact gain of the index for one more level."""

    criteria: IndicatorCriteria
    weight: Fraction
    gain: Fraction


@dataclass(frozen=True)
class WeightedAspect:
    """An aspect with its indicators."""

    number: str
    name: str
    weight: Fraction
    indicators: tuple[WeightedIndicator, ...]


@dataclass(frozen=True)
class WeightedDomain:
    """A domain with its aspects."""

    number: str
    name: str
    weight: Fraction
    certainty: Certainty
    aspects: tuple[WeightedAspect, ...]


def weight_table(regulation: Regulation) -> tuple[WeightedDomain, ...]:
    """Return the instrument's parts, top down, in the order of the regulation."""
    whole = regulation.instrument.weight
    return tuple(
        WeightedDomain(
            domain.number,
            domain.name,
            domain.weight,
            domain.certainty,
            tuple(
                WeightedAspect(
                    aspect.number,
                    aspect.name,
                    aspect.weight,
                    tuple(
                        WeightedIndicator(item, item.weight, item.weight / whole)
                        for item in regulation.indicators_of(aspect.number)
                    ),
                )
                for aspect in domain.aspects
            ),
        )
        for domain in regulation.domains
    )
