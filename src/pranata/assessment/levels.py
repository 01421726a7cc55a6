"""One level: from what somebody typed to an exact value an instrument allows, and back to text."""

import re
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from pranata.engine.scoring import Instrument
from pranata.foundation.errors import ProductError

DECIMALS = 2
_NUMBER = re.compile(r"[0-9]{1,2}([.,][0-9]{1,6})?")


class LevelNotAllowed(ProductError):
    """The instrument has no such level. `found` is what was typed."""

    status = 422

    def __init__(self, found: str, instrument: Instrument) -> None:
        super().__init__(
            _("Tingkat “%(found)s” tidak ada dalam instrumen ini.") % {"found": found[:40]},
            why=_("Nilai yang tersimpan tidak berubah."),
            remedy=_("Isilah %(allowed)s.") % {"allowed": allowed_text(instrument)},
        )
        self.found = found


def parse_level(text: str, instrument: Instrument) -> Decimal | None:
    """Read a level as typed; empty is no level. Comma and dot are both a decimal sign.

    Raises LevelNotAllowed for anything that is not a level of the instrument.
    """
    typed = text.strip()
    if not typed:
        return None
    if not _NUMBER.fullmatch(typed):
        raise LevelNotAllowed(typed, instrument)
    return check_level(Decimal(typed.replace(",", ".")), instrument)


def check_level(level: Decimal, instrument: Instrument) -> Decimal:
    """Return the level as it is stored, or raise LevelNotAllowed."""
    exact = Fraction(level)
    # Two decimals are kept; a third is refused, never rounded away.
    storable = (exact * 10**DECIMALS).denominator == 1
    if not storable or not instrument.score.allows(exact):
        raise LevelNotAllowed(level_text(level), instrument)
    return level.quantize(Decimal(1).scaleb(-DECIMALS))


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


def allowed_text(instrument: Instrument) -> str:
    """Return what the instrument allows, as a clause: “bilangan bulat 1 sampai 5”."""
    low, high = level_text(instrument.score.minimum), level_text(instrument.score.maximum)
    text = (
        _("bilangan bulat %(low)s sampai %(high)s")
        if instrument.score.step == 1
        else _("angka %(low)s sampai %(high)s dengan paling banyak dua desimal")
    )
    return str(text % {"low": low, "high": high})


def whole_levels(instrument: Instrument) -> range:
    """Return the whole levels of the scale, lowest first."""
    return range(int(instrument.score.minimum), int(instrument.score.maximum) + 1)


def stored_level(level: Fraction, instrument: Instrument) -> Decimal:
    """Return an exact level as it is stored. Raises LevelNotAllowed for one with more than two decimals."""
    scaled = level * 10**DECIMALS
    if scaled.denominator != 1:
        raise LevelNotAllowed(level_text(level), instrument)
    return check_level(Decimal(scaled.numerator).scaleb(-DECIMALS), instrument)
