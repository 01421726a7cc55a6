"""The levels of an indicator as a ladder to read from below."""

from dataclasses import dataclass

from pranata.assessment.regulations import LevelCriteria, Regulation


@dataclass(frozen=True)
class Rung:
    """One level: its name (None where no source gives one) and what it asks beyond the lower ones."""

    level: int
    name: str | None
    criteria: LevelCriteria


def ladder_of(regulation: Regulation, number: str) -> tuple[Rung, ...]:
    """Return the levels of an indicator from the lowest up. Raises KeyError if there is no such indicator."""
    names = regulation.scale(number).levels
    levels = regulation.criteria(number).levels
    return tuple(Rung(level, names.get(level), levels[level]) for level in sorted(levels))
