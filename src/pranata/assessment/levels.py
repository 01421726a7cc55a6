"""One level: from what somebody typed to an exact value an instrument allows, and back to text.

The one reader there is: files, pastes, the calculator and the desk all read levels here, so that the same
mistake gets the same sentence everywhere. They differ only in how many decimals they can keep.
"""

import re
from decimal import Decimal
from fractions import Fraction

from pranata.engine.scoring import Instrument, ScoreRange
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _

# Six decimals are more than any instrument prints; the bound keeps a cell of a million digits out.
READ_DECIMALS = 6
# What the desk stores. A third decimal is refused, never rounded away.
KEPT_DECIMALS = 2
LONGEST_QUOTE = 40
_NUMBER = re.compile(rf"([0-9]{{1,3}})(?:[.,]([0-9]{{1,{READ_DECIMALS}}}))?")


class LevelNotAllowed(ProductError):
    """The instrument has no such level. `found` is what was typed."""

    status = 422

    def __init__(self, found: str, instrument: Instrument) -> None:
        allowed = allowed_levels(instrument.score, decimals=KEPT_DECIMALS)
        super().__init__(
            _("Tingkat %(found)s tidak ada dalam instrumen ini.") % {"found": quoted(found)},
            why=_("Nilai yang tersimpan tidak berubah."),
            remedy=f"{allowed[0].upper()}{allowed[1:]}.",
        )
        self.found = found


def level_in(text: str, score: ScoreRange, *, decimals: int = READ_DECIMALS) -> Fraction | None:
    """Read "3", "3.0" or "2,75"; None if it is no level of this range. "1.234,5" is not one."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    level = Fraction(f"{match[1]}.{match[2] or 0}")
    return level if _fits(level, score, decimals) else None


def allowed_levels(score: ScoreRange, *, decimals: int = READ_DECIMALS) -> str:
    """Say which levels there are, as the end of a sentence."""
    bounds = {"minimum": level_text(score.minimum), "maximum": level_text(score.maximum)}
    if score.step is not None:
        return _("isilah bilangan bulat %(minimum)s sampai %(maximum)s") % bounds
    return _("isilah bilangan %(minimum)s sampai %(maximum)s dengan paling banyak %(decimals)s desimal") % {
        **bounds,
        "decimals": decimals,
    }


def quoted(text: str) -> str:
    """Return what was found, in quotation marks, shortened, without characters a terminal would obey."""
    shown = plain(text[: LONGEST_QUOTE + 1])
    return f"“{shown[:LONGEST_QUOTE]}…”" if len(shown) > LONGEST_QUOTE else f"“{shown}”"


def plain(text: str) -> str:
    """Return the text without what a terminal would obey or no page can be encoded with, as half a letter."""
    return "".join(sign if sign.isprintable() else "·" for sign in text)


def parse_level(text: str, instrument: Instrument) -> Decimal | None:
    """Read a level as typed; empty is no level. Comma and dot are both a decimal sign.

    Raises LevelNotAllowed for anything that is not a level of the instrument.
    """
    typed = text.strip()
    if not typed:
        return None
    level = level_in(typed, instrument.score, decimals=KEPT_DECIMALS)
    if level is None:
        raise LevelNotAllowed(typed, instrument)
    return _kept(level)


def check_level(level: Decimal, instrument: Instrument) -> Decimal:
    """Return the level as it is stored, or raise LevelNotAllowed."""
    return stored_level(Fraction(level), instrument)


def stored_level(level: Fraction, instrument: Instrument) -> Decimal:
    """Return an exact level as it is stored. Raises LevelNotAllowed for one with more than two decimals."""
    if not _fits(level, instrument.score, KEPT_DECIMALS):
        raise LevelNotAllowed(level_text(level), instrument)
    return _kept(level)


def _fits(level: Fraction, score: ScoreRange, decimals: int) -> bool:
    return (level * 10**decimals).denominator == 1 and score.allows(level)


def _kept(level: Fraction) -> Decimal:
    return Decimal((level * 10**KEPT_DECIMALS).numerator).scaleb(-KEPT_DECIMALS)


def level_text(level: Decimal | Fraction | int | None) -> str:
    """Return a level as an Indonesian reader writes it: `3`, `1,26`, or nothing for none."""
    if level is None:
        return ""
    exact = Fraction(level)
    if exact.denominator == 1:
        return str(exact.numerator)
    return format(Decimal(exact.numerator) / Decimal(exact.denominator), ".6f").rstrip("0").replace(".", ",")


def plain_text(level: Decimal | Fraction | int | None) -> str | None:
    """Return a level as machines write it: `3`, `1.26`, or None."""
    return None if level is None else level_text(level).replace(",", ".")


def whole_levels(instrument: Instrument) -> range:
    """Return the whole levels of the scale, lowest first."""
    return range(int(instrument.score.minimum), int(instrument.score.maximum) + 1)
