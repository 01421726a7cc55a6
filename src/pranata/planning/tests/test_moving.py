"""Dates that follow each other, and the index on a day: arithmetic without a database."""

import datetime as dt
from fractions import Fraction

import pytest

from pranata.planning.moving import Span, following, has_circle, index_on, months_between, months_later

JAN, MAR, JUN = dt.date(2027, 1, 1), dt.date(2027, 3, 1), dt.date(2027, 6, 1)


def span(pk: int, start: dt.date, end: dt.date, *waits: int, level: int = 2, fixed: bool = False) -> Span:
    return Span(
        id=pk,
        indicator="11",
        level=level,
        starts_on=start,
        ends_on=end,
        gain=Fraction(1, 40),
        waits_for=waits,
        fixed=fixed,
    )


def test_whatever_waits_moves_along_with_its_length_and_nothing_moves_forward():
    first = span(1, JAN, JUN)
    moved = following([first, span(2, MAR, JUN, 1), span(3, JUN, dt.date(2027, 7, 1), 2)])
    assert (moved[2].starts_on, moved[2].ends_on) == (JUN, dt.date(2027, 9, 1))
    assert moved[3].starts_on == dt.date(2027, 9, 1)
    assert following([span(1, JAN, MAR), span(2, JUN, dt.date(2027, 7, 1), 1)])[2].starts_on == JUN


def test_what_is_done_stays_where_it_was():
    assert following([span(1, JAN, JUN), span(2, JAN, MAR, 1, fixed=True)])[2].ends_on == MAR


def test_a_level_counts_only_on_top_of_those_below_it():
    spans = [span(1, JAN, JUN, level=3), span(2, JAN, MAR, level=4)]
    assert index_on(MAR, Fraction(2), spans) == 2
    assert index_on(JUN, Fraction(2), spans) == Fraction(41, 20)
    assert index_on(JUN - dt.timedelta(days=1), Fraction(2), spans) == 2


def test_a_circle_is_seen_however_far_around():
    assert has_circle({1: [2], 2: [3], 3: [1]})
    assert not has_circle({1: [2, 3], 2: [3], 3: [], 4: [9]})


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2027-01-31", 1, "2027-02-28"), ("2027-12-01", 1, "2028-01-01"), ("2027-03-01", -3, "2026-12-01")],
)
def test_months_are_counted_as_a_calendar_does(day, months, expected):
    assert months_later(dt.date.fromisoformat(day), months).isoformat() == expected


def test_a_begun_month_counts_as_a_whole():
    assert months_between(JAN, MAR) == 2
    assert months_between(JAN, dt.date(2027, 1, 20)) == 1
