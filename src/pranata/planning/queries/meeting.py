"""What the weekly meeting looks at: late, due soon, blocked, closed since last week, commitments missing."""

import datetime as dt
from dataclasses import dataclass

from pranata.planning.models import ActionState
from pranata.planning.queries.actions import Book, Line

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """The lists of a meeting, each the most urgent first."""

    late: tuple[Line, ...]
    near: tuple[Line, ...]
    blocked: tuple[Line, ...]
    closed: tuple[Line, ...]
    since: dt.date


def meeting_of(book: Book) -> Meeting:
    """Return what to talk about on the day of the book. No query."""
    since = book.on - WEEK
    by_end = sorted(book.lines, key=lambda line: (line.action.ends_on, line.action.number))
    return Meeting(
        late=tuple(line for line in by_end if line.is_late),
        near=tuple(line for line in by_end if line.is_near),
        blocked=tuple(line for line in by_end if line.action.state == ActionState.BLOCKED),
        closed=tuple(
            line for line in by_end if line.action.closed_on is not None and line.action.closed_on >= since
        ),
        since=since,
    )
