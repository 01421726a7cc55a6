"""What moving an action checks and writes, whoever asked for it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.foundation.ui.numbers import date_written
from pranata.planning.models import Action
from pranata.planning.moving import Span, following, index_on
from pranata.planning.queries.actions import Book, book_of

FARTHEST = dt.timedelta(days=3660)


class ActionIsDone(ProductError):
    """What was closed does not move any more."""

    def __init__(self, action: Action) -> None:
        super().__init__(
            _("Aksi %(number)d sudah selesai, jadi tanggalnya tetap.") % {"number": action.number},
            remedy=_("Bila belum selesai, laporkan dahulu keadaannya sebagai berjalan."),
        )


class SpanWrong(ProductError):
    """The end is not after the beginning, or neither is what it was, or far away."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Bulan mulai dan bulan selesai itu tidak dapat dipakai."),
            why=_("Bulan selesai tidak boleh sebelum bulan mulai, dan salah satunya harus berubah."),
            remedy=_("Pilih bulan lain dalam sepuluh tahun dari tanggal semula."),
        )


class BeforeRequirement(ProductError):
    """The action would begin before what it waits for is over."""

    status = 422

    def __init__(self, other: Action) -> None:
        super().__init__(
            _("Aksi ini menunggu aksi %(number)d, yang baru selesai %(day)s.")
            % {"number": other.number, "day": date_written(other.due_on)},
            why=_("Aksi dimulai sesudah semua prasyaratnya selesai."),
            remedy=_("Geser dahulu aksi %(number)d, atau pilih bulan sesudahnya.") % {"number": other.number},
        )


@dataclass(frozen=True, kw_only=True)
class Shift:
    """What one change of dates does: who moves along, and what it does to the end and to the index."""

    moved: tuple[tuple[Action, Span], ...]
    end_before: dt.date
    end_after: dt.date
    index_before: Fraction
    index_after: Fraction
    goal_on: dt.date
    target: Fraction | None

    @property
    def followers(self) -> tuple[tuple[Action, Span], ...]:
        """Those that move along; the first is the one that was moved."""
        return self.moved[1:]

    @property
    def last_day(self) -> dt.date:
        """The last day of the last action then."""
        return self.end_after - dt.timedelta(days=1)

    @property
    def last_day_before(self) -> dt.date:
        """The last day of the last action as it is now."""
        return self.end_before - dt.timedelta(days=1)

    @property
    def goal_day(self) -> dt.date:
        """The last day towards the goal."""
        return self.goal_on - dt.timedelta(days=1)

    @property
    def misses(self) -> bool:
        """Whether the target was in reach by these dates and is not any more."""
        return self.target is not None and self.index_after < self.target <= self.index_before


def require_movable(action: Action) -> None:
    """Raise ActionIsDone for one that was closed."""
    if action.is_done:
        raise ActionIsDone(action)


def require_span(action: Action, starts_on: dt.date, ends_on: dt.date) -> None:
    """Raise SpanWrong for dates that are none, or not others, or too far away."""
    same = (starts_on, ends_on) == (action.starts_on, action.ends_on)
    far = max(abs(starts_on - action.baseline_starts_on), abs(ends_on - action.baseline_ends_on)) > FARTHEST
    if ends_on <= starts_on or same or far:
        raise SpanWrong


def shift_of(action: Action, starts_on: dt.date, ends_on: dt.date, on: dt.date) -> Shift:
    """Return what moving an action does, changing nothing. Four queries.

    Raises ActionIsDone, SpanWrong or BeforeRequirement.
    """
    book = book_of(action.action_plan, on)
    return shift_in(book, action, starts_on, ends_on)


def shift_in(book: Book, action: Action, starts_on: dt.date, ends_on: dt.date) -> Shift:
    """Return what moving an action does among those of a book."""
    require_movable(action)
    require_span(action, starts_on, ends_on)
    _require_after(book, action, starts_on)
    before = book.spans
    asked = [span.at(starts_on, ends_on) if span.id == action.pk else span for span in before]
    after = following(asked)
    return Shift(
        moved=_moved(book, action, before, after),
        end_before=max(span.ends_on for span in before),
        end_after=max(span.ends_on for span in after.values()),
        index_before=index_on(book.goal_on, book.base, before),
        index_after=index_on(book.goal_on, book.base, after.values()),
        goal_on=book.goal_on,
        target=book.target,
    )


def _require_after(book: Book, action: Action, starts_on: dt.date) -> None:
    line = book.line(action.pk)
    for other in book.lines:
        late = other.action.ends_on > starts_on and not other.action.is_done
        if other.action.number in line.waits_for and late:
            raise BeforeRequirement(other.action)


def _moved(
    book: Book, action: Action, before: Sequence[Span], after: dict[int, Span]
) -> tuple[tuple[Action, Span], ...]:
    actions = {line.action.pk: line.action for line in book.lines}
    others = [
        (actions[span.id], after[span.id])
        for span in before
        if span.id != action.pk and span != after[span.id]
    ]
    return ((actions[action.pk], after[action.pk]), *sorted(others, key=lambda pair: pair[0].number))
