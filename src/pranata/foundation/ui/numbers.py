"""Numbers and dates as an Indonesian office writes them: `2,15`, `1.448`, `−0,30`, `9 Agustus 2024`.

Every function takes int, str, Decimal or Fraction and rounds half up, exactly; a float is read by its
shortest decimal form. What cannot be read as a number, None included, becomes an en dash.
"""

import datetime as dt
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import get_language

Number = int | float | str | Decimal | Fraction

ABSENT = "–"
MINUS = "−"
MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SHORT_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}


def exact(value: object) -> Fraction | None:
    """Return the number exactly, or None when `value` is not one. A decimal comma is read as such."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal | Fraction):
        return Fraction(value) if not isinstance(value, Decimal) or value.is_finite() else None
    try:
        return Fraction(str(value).strip().replace(MINUS, "-").replace(",", "."))
    except (ValueError, InvalidOperation, ZeroDivisionError):
        return None


def written(value: object, decimals: int = 2) -> str:
    """Return the number with decimal comma and dots between thousands: `1.128,50`."""
    number = exact(value)
    if number is None:
        return ABSENT
    scaled = _half_up(abs(number) * 10**decimals)
    whole, rest = divmod(scaled, 10**decimals)
    digits = f"{whole:,}".replace(",", ".")
    shown = f"{digits},{rest:0{decimals}d}" if decimals else digits
    return MINUS + shown if number < 0 and scaled else shown


def signed(value: object, decimals: int = 2) -> str:
    """Return the number with its sign, a true minus, and no sign on what rounds to nothing: `+0,33`."""
    shown = written(value, decimals)
    number = exact(value)
    if number is None or number <= 0 or not shown.strip("0,"):
        return shown
    return "+" + shown


def percent(value: object, decimals: int = 1) -> str:
    """Return a share of one hundred: `76,3%`. The value is already out of one hundred."""
    return ABSENT if exact(value) is None else written(value, decimals) + "%"


def rupiah(value: object) -> str:
    """Return an amount of money: `Rp1.128.500.000`; below nothing, `−Rp500`."""
    shown = written(value, 0)
    if shown == ABSENT:
        return shown
    return f"{MINUS}Rp{shown[1:]}" if shown.startswith(MINUS) else f"Rp{shown}"


def rupiah_short(value: object) -> str:
    """Return an amount as spoken: `Rp582 juta`, `Rp1,2 miliar`; exact below one million."""
    amount = exact(value)
    if amount is None:
        return ABSENT
    for unit, word in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta")):
        if abs(amount) >= unit:
            places = 0 if unit == 10**6 else 1
            shown = written(abs(amount) / unit, places).removesuffix(",0")
            return f"{MINUS if amount < 0 else ''}Rp{shown} {word}"
    return rupiah(value)


def date_written(value: dt.date | None, *, short: bool = False) -> str:
    """Return `9 Agustus 2024`, or `9 Agu` when short. An instant is read in the current time zone."""
    if value is None or not isinstance(value, dt.date):
        return ABSENT
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    language = "en" if (get_language() or "id").startswith("en") else "id"
    if short:
        return f"{value.day} {SHORT_MONTHS[language][value.month - 1]}"
    return f"{value.day} {MONTHS[language][value.month - 1]} {value.year}"


def time_written(value: dt.datetime | dt.time | None) -> str:
    """Return `16.00`, in the current time zone."""
    if value is None or not isinstance(value, dt.datetime | dt.time):
        return ABSENT
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.hour:02d}.{value.minute:02d}"


def _half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
