"""The index on each month's first day: by the baseline, and by how the work stands today."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pranata.planning.models import Action, ActionState
from pranata.planning.moving import Span, following, index_on, months_between, months_later
from pranata.planning.queries.actions import Book

NEVER = dt.date.max
MOST_MONTHS = 120


@dataclass(frozen=True, kw_only=True)
class Point:
    """One day with the index of the baseline and of the forecast."""

    on: dt.date
    baseline: Fraction
    forecast: Fraction


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """Both lines by month, and what they say about the target. `reached_on` is None where it is not."""

    points: tuple[Point, ...]
    at_goal: Fraction
    baseline_at_goal: Fraction
    now: Fraction
    reached_on: dt.date | None
    expected: Mapping[int, dt.date]
    stuck: tuple[int, ...]

    @property
    def difference(self) -> Fraction:
        """What the forecast is above (or below) the baseline at the goal."""
        return self.at_goal - self.baseline_at_goal


def forecast_of(book: Book) -> Forecast:
    """Return the forecast of an action plan as of the day of the book. No query.

    What is done counts from the day it was closed. What runs needs the rest of its length from today on, or
    until its due date where that is later; what waits for it follows. What is blocked has no end, nor has
    what waits for it, until it is no longer blocked.
    """
    baseline = [_baseline(span, book) for span in book.spans]
    expected = _expected(book)
    days = _days(book, baseline, list(expected.values()))
    points = tuple(
        Point(
            on=day,
            baseline=index_on(day, book.base, baseline),
            forecast=index_on(day, book.base, expected.values()),
        )
        for day in days
    )
    return Forecast(
        points=points,
        at_goal=index_on(book.goal_on, book.base, expected.values()),
        baseline_at_goal=index_on(book.goal_on, book.base, baseline),
        now=book.index_now,
        reached_on=_reached(book, list(expected.values())),
        expected={pk: span.ends_on for pk, span in expected.items() if span.ends_on != NEVER},
        stuck=tuple(
            sorted(line.action.number for line in book.lines if expected[line.action.pk].ends_on == NEVER)
        ),
    )


def _baseline(span: Span, book: Book) -> Span:
    action = book.line(span.id).action
    return replace(
        span.at(action.baseline_starts_on, action.baseline_ends_on), fixed=False, waits_for=span.waits_for
    )


def _expected(book: Book) -> dict[int, Span]:
    stuck = _stuck(book)
    spans = [_today(span, book.line(span.id).action, book.on) for span in book.spans if span.id not in stuck]
    found = following(spans)
    for span in book.spans:
        if span.id in stuck:
            found[span.id] = span.at(span.starts_on, NEVER)
    return found


def _stuck(book: Book) -> set[int]:
    """Return what is blocked, and what waits for that, however far."""
    stuck = {line.action.pk for line in book.lines if line.action.state == ActionState.BLOCKED}
    while more := {
        span.id
        for span in book.spans
        if span.id not in stuck and not span.fixed and stuck.intersection(span.waits_for)
    }:
        stuck |= more
    return stuck


def _today(span: Span, action: Action, on: dt.date) -> Span:
    if action.is_done and action.closed_on is not None:
        closed = action.closed_on
        return span.at(min(span.starts_on, closed - dt.timedelta(days=1)), closed)
    if action.state == ActionState.OPEN:
        late = max(span.starts_on, on)
        if late == span.starts_on:
            return span
        length = months_between(span.starts_on, span.ends_on)
        return span.at(late, months_later(late, length))
    length = (span.ends_on - span.starts_on).days
    left = -(-length * (100 - action.percent) // 100)
    ends_on = max(span.ends_on, on + dt.timedelta(days=left))
    return replace(span.at(min(span.starts_on, on), ends_on), waits_for=())


def _days(book: Book, baseline: Sequence[Span], expected: Sequence[Span]) -> list[dt.date]:
    """Return the first of each month from the first start to the last known end, and at least the goal."""
    starts = [span.starts_on for span in (*baseline, *expected)]
    ends = [span.ends_on for span in (*baseline, *expected) if span.ends_on != NEVER]
    first = min(*starts, book.on).replace(day=1)
    last = max([*ends, book.goal_on])
    count = min(months_between(first, last) + 1, MOST_MONTHS)
    return [months_later(first, k) for k in range(count)]


def _reached(book: Book, expected: Sequence[Span]) -> dt.date | None:
    """Return the first day on which the forecast holds the target."""
    if book.target is None:
        return None
    days = sorted({book.on, *(span.ends_on for span in expected if span.ends_on != NEVER)})
    return next((day for day in days if index_on(day, book.base, expected) >= book.target), None)
