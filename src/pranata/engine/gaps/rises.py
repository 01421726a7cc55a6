"""The steps that are left above the levels held."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pranata.engine.scoring import Instrument

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Rise:
    """One indicator up one level. `gain` is what it adds to the index, `needs` what must be held before."""

    indicator: str
    from_level: int
    to_level: int
    gain: Fraction
    needs: tuple[Place, ...]


def gain_of(instrument: Instrument, number: str) -> Fraction:
    """Return what one level more of this indicator adds to the index. Raises KeyError for an unknown one."""
    return instrument.indicator(number).weight / instrument.weight


def rises(
    instrument: Instrument,
    levels: Mapping[str, Fraction],
    requirements: Mapping[Place, tuple[Place, ...]] | None = None,
) -> tuple[Rise, ...]:
    """Return every step above the levels held, in the order of the instrument.

    `requirements` says by the level to be reached which levels of other indicators it needs; those held
    already are left out. Raises ValueError for an instrument without whole levels, or a level between two.
    """
    if instrument.score.step != 1 or any(level.denominator != 1 for level in levels.values()):
        raise ValueError(f"{instrument.id}: steps lead from one whole level to the next")
    known = requirements or {}
    return tuple(
        Rise(
            item.number,
            level,
            level + 1,
            gain_of(instrument, item.number),
            tuple(place for place in known.get((item.number, level + 1), ()) if levels[place[0]] < place[1]),
        )
        for item in instrument.indicators
        for level in range(int(levels[item.number]), int(instrument.score.maximum))
    )
