"""From what was answered to one exact level an indicator, or a refusal that says why."""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from pranata.engine.scoring.instrument import Instrument

Level = int | Fraction | Decimal


class OnMissing(Enum):
    """What absence means: a reason to refuse, or the lowest level, because the caller says so."""

    REFUSE = "refuse"
    FLOOR = "floor"


class UnknownIndicator(ValueError):
    """An answer names an indicator the instrument does not have."""

    def __init__(self, number: str, instrument_id: str) -> None:
        super().__init__(f"{instrument_id} has no indicator {number}")
        self.number = number
        self.instrument_id = instrument_id


class LevelOutOfRange(ValueError):
    """A level the instrument does not know for this indicator."""

    def __init__(self, number: str, level: Level, instrument: Instrument) -> None:
        allowed = instrument.score
        super().__init__(
            f"indicator {number}: {level} is not a level from {allowed.minimum} to {allowed.maximum}"
        )
        self.number = number
        self.level = level
        self.allowed = allowed


class AnswersMissing(ValueError):
    """Indicators without an answer, where the caller asked for a full set."""

    def __init__(self, numbers: tuple[str, ...]) -> None:
        super().__init__(f"no answer for indicator {', '.join(numbers)}")
        self.numbers = numbers


def complete(
    instrument: Instrument, answers: Mapping[str, Level | None], on_missing: OnMissing
) -> tuple[tuple[Fraction, ...], tuple[str, ...]]:
    """Return a level for every indicator in instrument order, and the numbers that had no answer.

    Raises UnknownIndicator, LevelOutOfRange or, with `OnMissing.REFUSE`, AnswersMissing.
    """
    for number in answers.keys() - instrument.by_number.keys():
        raise UnknownIndicator(str(number), instrument.id)
    given = [(item, answers.get(item.number)) for item in instrument.indicators]
    missing = tuple(item.number for item, level in given if level is None)
    if missing and on_missing is OnMissing.REFUSE:
        raise AnswersMissing(missing)
    levels = tuple(
        item.floor if level is None else _checked(instrument, item.number, level) for item, level in given
    )
    return levels, missing


def _checked(instrument: Instrument, number: str, level: Level) -> Fraction:
    # What nearly every level is; looking it up by its numerator spares hashing a fraction.
    if type(level) is Fraction and level.denominator == 1:
        whole = instrument.whole_levels.get(level.numerator)
        if whole is not None:
            return whole
    # A bool is an int to Python and a float carries digits nobody wrote: neither is a level.
    if isinstance(level, bool) or not isinstance(level, int | Fraction | Decimal):
        raise TypeError(f"indicator {number}: a level is an int, a Fraction or a Decimal, not {level!r}")
    known = instrument.whole_levels.get(level)
    if known is not None:
        return known
    if isinstance(level, Decimal) and not level.is_finite():
        raise LevelOutOfRange(number, level, instrument)
    exact = Fraction(level)
    if not instrument.score.allows(exact):
        raise LevelOutOfRange(number, level, instrument)
    return exact
