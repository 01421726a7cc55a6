"""Periods of retention, against leap days and the ends of the calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pranata.engine.retention import RetentionState, span, state_on, years_later

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
YEARS = st.integers(0, 200)


class TestYearsLater:
    @pytest.mark.parametrize(
        ("day", "years", "expected"),
        [
            ("2024-02-29", 1, "2025-03-01"),
            ("2024-02-29", 4, "2028-02-29"),
            ("2096-02-29", 4, "2100-03-01"),
            ("1896-02-29", 4, "1900-03-01"),
            ("1996-02-29", 4, "2000-02-29"),
            ("2023-02-28", 1, "2024-02-28"),
            ("2025-12-31", 5, "2030-12-31"),
            ("2025-12-31", 0, "2025-12-31"),
        ],
    )
    def test_it_counts_as_the_calendar_does(self, day, years, expected):
        assert years_later(dt.date.fromisoformat(day), years) == dt.date.fromisoformat(expected)

    def test_it_ends_with_the_calendar(self):
        assert years_later(dt.date(9990, 1, 1), 10) == dt.date.max

    def test_years_below_zero_are_refused(self):
        with pytest.raises(ValueError, match="-1"):
            years_later(dt.date(2020, 1, 1), -1)

    @given(DAYS, YEARS)
    def test_it_is_never_shorter_than_its_years(self, day, years):
        later = years_later(day, years)
        assert later.year == day.year + years
        assert (later.month, later.day) >= (day.month, day.day)

    @given(DAYS, DAYS, YEARS)
    def test_who_begins_later_never_ends_earlier(self, one, other, years):
        first, second = sorted((one, other))
        assert years_later(first, years) <= years_later(second, years)

    @given(DAYS, YEARS, YEARS)
    def test_two_periods_are_never_shorter_than_both_in_one(self, day, one, other):
        assert years_later(years_later(day, one), other) >= years_later(day, one + other)


class TestStateOn:
    PERIODS = span(dt.date(2024, 2, 29), active_years=2, inactive_years=3)

    def test_the_periods_follow_each_other(self):
        days = (self.PERIODS.started_on, self.PERIODS.active_until, self.PERIODS.inactive_until)
        assert days == (dt.date(2024, 2, 29), dt.date(2026, 3, 1), dt.date(2029, 3, 1))

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2024-01-01", RetentionState.ACTIVE),
            ("2026-02-28", RetentionState.ACTIVE),
            ("2026-03-01", RetentionState.INACTIVE),
            ("2029-02-28", RetentionState.INACTIVE),
            ("2029-03-01", RetentionState.DUE),
        ],
    )
    def test_each_period_ends_on_its_day(self, day, expected):
        assert state_on(dt.date.fromisoformat(day), ruled=True, periods=self.PERIODS) == expected

    @given(DAYS)
    def test_nothing_is_due_while_it_is_held(self, day):
        assert state_on(day, ruled=True, periods=self.PERIODS, held=True) != RetentionState.DUE

    @given(DAYS, st.booleans())
    def test_nothing_is_due_without_a_rule_or_before_it_began(self, day, held):
        assert state_on(day, ruled=False, periods=self.PERIODS, held=held) == RetentionState.NO_RULE
        assert state_on(day, ruled=True, periods=None, held=held) == RetentionState.NOT_STARTED

    @given(DAYS, st.sampled_from([RetentionState.DESTROYED, RetentionState.HANDED_OVER]))
    def test_what_was_done_with_it_stays_so(self, day, ended):
        assert state_on(day, ruled=True, periods=self.PERIODS, held=True, ended=ended) == ended

    @given(DAYS, DAYS)
    def test_a_record_never_goes_back(self, one, other):
        order = [RetentionState.ACTIVE, RetentionState.INACTIVE, RetentionState.DUE]
        places = [
            order.index(state_on(day, ruled=True, periods=self.PERIODS)) for day in sorted((one, other))
        ]
        assert places == sorted(places)
