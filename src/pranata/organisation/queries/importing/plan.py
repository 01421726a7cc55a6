"""What would come of a file, row by row."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import Text
from pranata.organisation.queries.importing import values

WORDS: dict[str, Text] = {
    "name": _("nama"),
    "title": _("nama jabatan"),
    "kind": _("jenis"),
    "legal_basis": _("dasar hukum"),
    "superior": _("atasan"),
    "nip": _("NIP"),
    "email": _("surel"),
}

ADDED, CHANGED, UNCHANGED, WRONG = "added", "changed", "unchanged", "wrong"


@dataclass
class Row:
    """One row: what it says, what is wrong with it, and what applying it would do."""

    number: int
    given: dict[str, str]
    action: str = ADDED
    errors: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    new: dict[str, Any] = field(default_factory=dict)
    existing: Any = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """What the row says, in one line."""
        return ", ".join(text for text in self.given.values() if text)[:200]

    @property
    def written_changes(self) -> list[tuple[Text, Any, Any]]:
        """What would change, named as people name it."""
        return [(WORDS.get(name, name), before, after) for name, (before, after) in self.changes.items()]

    def wrong(self, column: str, text: str) -> None:
        """Say what is wrong in a column; the row then cannot be applied."""
        self.errors.append((column, text))
        self.action = WRONG

    def value(self, column: str) -> str:
        """Return the text of a column, empty when the file does not have it."""
        return self.given.get(column, "")

    def date(self, column: str, default: dt.date | None = None) -> dt.date | None:
        """Return the date of a column, or the default when it is empty; a bad one makes the row wrong."""
        try:
            return values.day(self.value(column)) or default
        except values.BadValue as bad:
            self.wrong(column, str(bad))
            return default


@dataclass(frozen=True)
class Plan:
    """All rows of a file with what was noticed about the file itself."""

    kind: str
    rows: list[Row]
    notices: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows would be added, changed, left alone, and are wrong."""
        found = Counter(row.action for row in self.rows)
        return {action: found[action] for action in (ADDED, CHANGED, UNCHANGED, WRONG)}

    @property
    def touched(self) -> int:
        """How many rows would change something."""
        return self.counts[ADDED] + self.counts[CHANGED]

    @property
    def applicable(self) -> bool:
        """Whether it may be applied: nothing is wrong and something would change."""
        return not self.counts[WRONG] and bool(self.touched)


def circular(links: dict[str, str]) -> set[str]:
    """Return the codes that lead back to themselves in code → code of what is above. Linear."""
    looping: set[str] = set()
    done: set[str] = set()
    for start in links:
        path: dict[str, None] = {}
        at = start
        while at in links and at not in done and at not in path:
            path[at] = None
            at = links[at]
        if at in path:
            walked = list(path)
            looping |= set(walked[walked.index(at) :])
        done |= set(path)
    return looping


def in_levels(rows: Iterable[Row], code: str, above: str) -> list[list[Row]]:
    """Return rows in levels so that what is above comes in an earlier one. The rows hold no circle."""
    by_code = {row.new[code]: row for row in rows}
    depth: dict[str, int] = {}
    for start in by_code:
        path = []
        at = start
        while at in by_code and at not in depth:
            path.append(at)
            at = by_code[at].new.get(above, "")
        for key in reversed(path):
            depth[key] = depth.get(by_code[key].new.get(above, ""), -1) + 1
    levels: list[list[Row]] = [[] for _level in range(max(depth.values(), default=-1) + 1)]
    for key, row in by_code.items():
        levels[depth[key]].append(row)
    return levels
