"""What a cell of an exported table may hold, and how a number leaves us."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Cell = object
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# A text that a spreadsheet would run as a formula (OWASP "CSV injection").
FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
PLACES = Decimal("0.000001")


def plain(value: Cell) -> str | int | Decimal | dt.date | dt.datetime | bool | None:
    """Return the value as a spreadsheet holds it: fractions as decimals to six places, texts cleaned."""
    if value is None or isinstance(value, bool | int | Decimal):
        return value
    if isinstance(value, Fraction):
        return decimal_of(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None) if value.tzinfo is None else value.astimezone(dt.UTC)
    if isinstance(value, dt.date):
        return value
    return CONTROL.sub("", str(value))


def decimal_of(value: Fraction) -> Decimal:
    """Return a fraction as a decimal, half up at the sixth place, without trailing zeros."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(PLACES, ROUND_HALF_UP).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula. `−` (U+2212) is not an operator there."""
    return bool(FORMULA.match(text))
