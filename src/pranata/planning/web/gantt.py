"""Actions on a calendar of months: geometry only; the table beside it says every value."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pranata.foundation.ui.charts.geometry import px
from pranata.foundation.ui.numbers import SHORT_MONTHS
from pranata.planning.moving import months_between, months_later
from pranata.planning.queries.actions import Book, Line


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One action: where its bar and that of the baseline lie, in shares of the width."""

    line: Line
    left: str
    width: str
    done: str
    base_left: str
    base_width: str
    month: int
    months: int


@dataclass(frozen=True, kw_only=True)
class Gantt:
    """All bars, the names of the years and quarters, and where today and the goal are."""

    bars: tuple[Bar, ...]
    heads: tuple[tuple[str, str], ...]
    today: str | None
    goal: str | None
    count: int


def gantt_of(book: Book, lines: Sequence[Line]) -> Gantt:
    """Place the actions on whole quarters from the first start to the last end."""
    starts = [min(one.action.starts_on, one.action.baseline_starts_on) for one in book.lines]
    ends = [max(one.action.ends_on, one.action.baseline_ends_on) for one in book.lines]
    first = min(starts)
    first = first.replace(month=(first.month - 1) // 3 * 3 + 1, day=1)
    count = -(-months_between(first, max(*ends, book.goal_on)) // 3) * 3
    axis = _Axis(first, count)
    return Gantt(
        bars=tuple(_bar(line, axis) for line in lines),
        heads=tuple(_head(months_later(first, k), count) for k in range(0, count, 3)),
        today=axis.within(book.on),
        goal=axis.within(book.goal_on),
        count=count,
    )


@dataclass(frozen=True)
class _Axis:
    first: dt.date
    count: int

    def at(self, day: dt.date) -> float:
        """Return the share of the width, a day of a month as its share of thirty-one."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month + (day.day - 1) / 31
        return min(max(months / self.count, 0), 1) * 100

    def within(self, day: dt.date) -> str | None:
        inside = self.first <= day <= months_later(self.first, self.count)
        return px(self.at(day)) if inside else None


def _bar(line: Line, axis: _Axis) -> Bar:
    action = line.action
    left, right = axis.at(action.starts_on), axis.at(action.ends_on)
    base_left, base_right = axis.at(action.baseline_starts_on), axis.at(action.baseline_ends_on)
    return Bar(
        line=line,
        left=px(left),
        width=px(right - left),
        done=px((right - left) * action.percent / 100),
        base_left=px(base_left),
        base_width=px(base_right - base_left),
        month=months_between(axis.first, action.starts_on) if action.starts_on > axis.first else 0,
        months=months_between(action.starts_on, action.ends_on),
    )


def _head(month: dt.date, count: int) -> tuple[str, str]:
    name = SHORT_MONTHS["id"][month.month - 1]
    text = f"{name} {month.year}" if month.month == 1 or count <= 12 else name
    return text, px(3 / count * 100)
