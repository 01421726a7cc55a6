"""Ranges for exclusion constraints.

Exclusion needs GiST, whose plain types come from btree_gist; no extension may be needed, so a scalar is
written as a one-point range and a text as the one-point range of its 64-bit hash.
"""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Expression, F, Func, Value

# Written with plain `Func`, so that migrations name nothing of ours that may move.
POINT = "%(function)s(%(expressions)s, '[]')"


def one_number(field: str) -> Func:
    """Return the range that holds only the number in `field`."""
    return _point(F(field))


def one_text(field: str) -> Func:
    """Return the range that holds only the hash of the text in `field`."""
    return _point(Func(F(field), Value(0), function="hashtextextended"))


def dates() -> Func:
    """Return the half-open range from `starts_on` to `ends_on`; without an end it stays open."""
    return Func(
        F("starts_on"), F("ends_on"), Value("[)"), function="daterange", output_field=DateRangeField()
    )


def _point(value: F | Expression) -> Func:
    return Func(value, value, function="int8range", template=POINT)
