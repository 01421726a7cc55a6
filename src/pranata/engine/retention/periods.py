"""Years added to a day."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """The two periods of a record. Each `until` is the first day after its period."""

    started_on: dt.date
    active_until: dt.date
    inactive_until: dt.date


def years_later(day: dt.date, years: int) -> dt.date:
    """Return the same day `years` later; 1 March where a 29 February has no counterpart.

    What would lie beyond the calendar is its last day. Raises ValueError for years below zero.
    """
    if years < 0:
        raise ValueError(f"{years} years")
    if day.year + years > dt.MAXYEAR:
        return dt.date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def span(started_on: dt.date, *, active_years: int, inactive_years: int) -> Span:
    """Return both periods, the inactive one counted from the end of the active one."""
    active_until = years_later(started_on, active_years)
    return Span(started_on, active_until, years_later(active_until, inactive_years))
