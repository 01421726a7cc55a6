"""What another level of one indicator would do to the index, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pranata.assessment.queries.score import Levels, score_now
from pranata.engine.scoring import Instrument


@dataclass(frozen=True)
class Effect:
    """The index with this level, and what it adds to the index as it stands."""

    level: Fraction
    index: Fraction
    gain: Fraction


def effects_of(
    instrument: Instrument,
    levels: Levels,
    number: str,
    candidates: Sequence[Fraction | int],
    *,
    index: Fraction,
    year: int,
) -> list[Effect]:
    """Return the effect of each candidate level on an assessment whose index is `index`.

    The index is a weighted mean, so one score gives them all: each level moves it by the same step.
    """
    now = levels.get(number)
    step, at = per_level(instrument, number), instrument.indicator(number).floor if now is None else now
    base = score_now(instrument, levels, year=year).index
    found = []
    for candidate in candidates:
        value = Fraction(candidate)
        there = base + step * (value - at)
        found.append(Effect(value, there, there - index))
    return found


def per_level(instrument: Instrument, number: str) -> Fraction:
    """Return what one whole level of this indicator adds to the index: its weight in the whole."""
    return instrument.indicator(number).weight / instrument.weight
