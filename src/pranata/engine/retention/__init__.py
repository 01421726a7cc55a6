"""Periods of retention: from the day something happened to the day a record is due.

Days are half-open: a period ends on the first day that is no longer in it. A year from 29 February ends on
1 March, so that no period is ever shorter than its years.
"""

from pranata.engine.retention.periods import Span, span, years_later
from pranata.engine.retention.states import RetentionState, state_on

__all__ = ["RetentionState", "Span", "span", "state_on", "years_later"]
