"""Who solved it: the bodies that rose on an indicator, and what they told about it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from pranata.assessment.models import SharedPractice
from pranata.insights.queries.shared import SharedValue, contacts_of, indicator_values, practices_of


@dataclass(frozen=True, kw_only=True)
class Rise:
    """One body between two shared years. `is_alike`: among those most like whoever asks."""

    before: SharedValue
    after: SharedValue
    practice: SharedPractice | None
    contact: str
    is_alike: bool
    is_near: bool

    @property
    def by(self) -> Decimal:
        """By how much it rose."""
        return self.after.level - self.before.level


@dataclass(frozen=True, kw_only=True)
class Solved:
    """An indicator across all that share it: `latest` is each body's last level, `rises` who rose."""

    latest: tuple[SharedValue, ...]
    rises: tuple[Rise, ...]

    def at_least(self, level: Decimal) -> int:
        """How many stand at this level or above."""
        return sum(value.level >= level for value in self.latest)


def who_solved(
    instrument: str, number: str, *, alike: Collection[int] = (), province: str = "", without: int = 0
) -> Solved:
    """Return who rose on an indicator: alike first, then those who told how, then the biggest rise.

    Three queries. `without` leaves one body out of the rises, not out of the latest levels.
    """
    values = indicator_values(instrument, number)
    practices, contacts = practices_of(instrument, number), contacts_of(instrument)
    found = [
        Rise(
            before=before,
            after=after,
            practice=practices.get((after.instansi_id, after.year)),
            contact=contacts.get(after.instansi_id, ""),
            is_alike=after.instansi_id in alike,
            is_near=bool(province) and after.province == province,
        )
        for before, after in _risen(values)
        if after.instansi_id != without
    ]
    return Solved(latest=tuple(_latest(values)), rises=tuple(sorted(found, key=_first)))


def _first(rise: Rise) -> tuple[object, ...]:
    is_silent = rise.practice is None
    return (not rise.is_alike, is_silent, not rise.is_near, -rise.by, -rise.after.year, rise.after.name)


def _by_body(values: Iterable[SharedValue]) -> Iterable[list[SharedValue]]:
    return (list(rows) for _pk, rows in groupby(values, key=lambda value: value.instansi_id))


def _latest(values: Iterable[SharedValue]) -> Iterable[SharedValue]:
    return (rows[-1] for rows in _by_body(values))


def _risen(values: Iterable[SharedValue]) -> Iterable[tuple[SharedValue, SharedValue]]:
    pairs = (pair for rows in _by_body(values) for pair in pairwise(rows))
    return ((before, after) for before, after in pairs if after.level > before.level)
