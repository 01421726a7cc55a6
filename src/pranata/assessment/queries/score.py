"""The score of an assessment as it stands, by the engine; nothing here adds or rounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pranata.assessment.models import Answer
from pranata.engine.scoring import Instrument, OnMissing, PredikatBand, Score, score

Levels = Mapping[str, Fraction | None]


@dataclass(frozen=True)
class BandDistance:
    """The next predikat above an index and how far it is."""

    band: PredikatBand
    distance: Fraction


def levels_of(answers: Iterable[Answer]) -> dict[str, Fraction | None]:
    """Return the exact level of each answer by indicator; None where there is none."""
    return {a.indicator: None if a.level is None else Fraction(a.level) for a in answers}


def exact(levels: Mapping[str, Decimal | None]) -> dict[str, Fraction | None]:
    """Return stored levels as the engine takes them."""
    return {number: None if level is None else _fraction(level) for number, level in levels.items()}


@lru_cache(maxsize=1024)
def _fraction(level: Decimal) -> Fraction:
    # There are few different levels, and a page converts hundreds.
    return Fraction(level)


def score_now(instrument: Instrument, levels: Levels, *, year: int) -> Score:
    """Score what is there, counting an unanswered indicator at the instrument's floor.

    `Score.missing` names what was counted so; a page that shows this index says it beside it.
    """
    return score(instrument, levels, on_missing=OnMissing.FLOOR, year=year)


def score_with(instrument: Instrument, levels: Levels, number: str, level: Fraction, *, year: int) -> Score:
    """Score what there would be if one indicator had another level."""
    return score_now(instrument, {**levels, number: level}, year=year)


def next_band(instrument: Instrument, index: Fraction) -> BandDistance | None:
    """Return the lowest predikat above the exact index, or None at the highest."""
    above = [band for band in instrument.bands if band.minimum > index]
    if not above:
        return None
    nearest = min(above, key=lambda band: band.minimum)
    return BandDistance(nearest, nearest.minimum - index)
