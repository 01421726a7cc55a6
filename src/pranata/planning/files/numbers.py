"""Numbers as officials write them: `1.234.567`, `12,5`. What can be read in two ways is refused, never
guessed.
"""

import re
from decimal import Decimal
from fractions import Fraction

from pranata.foundation.words import gettext as _

LARGEST_RUPIAH = 10**15
LARGEST_DAYS = 100_000
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_PLAIN = re.compile(r"[0-9]{1,16}")
_CURRENCY = re.compile(r"^(?:rp\.?|idr)\s*", re.IGNORECASE)
_DECIMAL = re.compile(r"([0-9]{1,6}|[0-9]{1,3}(?:\.[0-9]{3})+),([0-9]{1,3})")
_POINTED = re.compile(r"([0-9]{1,6})\.([0-9]{1,2})")


def rupiah(text: str) -> int | None:
    """Read whole rupiah: `1.234.567`, `1234567`, `Rp 1.234.567`, also with `,00`; None for anything else."""
    typed = _CURRENCY.sub("", text.strip()).removesuffix(",00").removesuffix(",-")
    if not (_GROUPED.fullmatch(typed) or _PLAIN.fullmatch(typed)):
        return None
    amount = int(typed.replace(".", ""))
    return amount if amount <= LARGEST_RUPIAH else None


def days(text: str) -> Fraction | None:
    """Read person-days: `120`, `12,5`, `12.5`, `1.250,5`; None for anything else, also for `1.250` alone."""
    typed = text.strip()
    if _PLAIN.fullmatch(typed):
        found = Fraction(int(typed))
    elif match := _DECIMAL.fullmatch(typed):
        found = Fraction(f"{match[1].replace('.', '')}.{match[2]}")
    elif match := _POINTED.fullmatch(typed):
        found = Fraction(f"{match[1]}.{match[2]}")
    else:
        return None
    return found if found <= LARGEST_DAYS else None


def decimal_days(value: Fraction) -> str:
    """Write person-days with a decimal comma, to a thousandth; what `days` read is written exactly."""
    whole, part = divmod(round(value * 1000), 1000)
    return f"{whole},{part:03d}".rstrip("0").rstrip(",")


def kept_days(value: Fraction) -> str:
    """Write person-days as they are kept and compared: exactly, with a point and no idle zeros."""
    return f"{(Decimal(value.numerator) / value.denominator).normalize():f}"


def days_allowed(text: str) -> str:
    """Say what is allowed instead of a text that is no number of person-days, as the end of a sentence."""
    if _GROUPED.fullmatch(text.strip()):
        plain = text.strip().replace(".", "")
        return _("tulis %(whole)s untuk ribuan atau pakai koma untuk desimal") % {"whole": plain}
    return _("isilah hari kerja orang 0 sampai 100000, misalnya 12 atau 12,5")


def rupiah_allowed() -> str:
    """Say what is allowed instead of a text that is no amount, as the end of a sentence."""
    return _("isilah rupiah utuh 0 sampai 1.000.000.000.000.000 tanpa tanda minus, misalnya 1.250.000")
