"""Somebody's acts with what proves them: the receipts that came, and those that should have."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.db import connection

from pranata.ledger.actions import known_actions
from pranata.ledger.models import Entry
from pranata.ledger.queries.disputes import with_disputes
from pranata.ledger.queries.history import sentence
from pranata.ledger.queries.standing import Standing, code_of, code_of_text, hashes_of_code, standings_of

EXPECTED_AFTER = dt.timedelta(minutes=15)
"""A receipt that did not come by then is late: the log, or its witnesses, stand still."""


@dataclass(frozen=True, kw_only=True)
class Whose:
    """A person's own acts (by public id), or all that a position did or received."""

    person: str | None = None
    position: str | None = None


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What the position was told: the place, and the checkpoint over it."""

    index: int
    size: int
    root: str
    witnessed: bool
    sent_at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class ActLine:
    """One act. `standing` is None when its entry is gone, although it was written: nobody may do that."""

    event_id: uuid.UUID
    code: str
    sentence: str
    received: bool
    recorded_at: dt.datetime
    standing: Standing | None
    receipt: Receipt | None
    late: bool
    disputed: bool = False

    @property
    def missing(self) -> bool:
        """Whether the entry was removed."""
        return self.standing is None


@dataclass(frozen=True)
class Accounting:
    """Receipts expected against receipts there."""

    acts: int
    receipts: int
    late: int
    missing: int


_WHOSE = "(party.person = %(person)s::uuid OR party.position = %(position)s)"
_FOUND = f"""
    {_WHOSE} AND (%(codes)s::text[] IS NULL OR action = ANY(%(codes)s)
                  OR party.code BETWEEN %(low)s AND %(high)s)
"""
_LINES = f"""
    SELECT party.event_id, party.role, party.action, party.recorded_at, party.code,
        leaf.seq, receipt.size, encode(checkpoint.root, 'hex'), receipt.witnessed, receipt.sent_at
    FROM ledger.party
    LEFT JOIN ledger.receipt ON receipt.event_id = party.event_id AND receipt.sent_to = party.position
    LEFT JOIN ledger.leaf ON leaf.event_id = party.event_id
    LEFT JOIN ledger.checkpoint ON checkpoint.log = receipt.log AND checkpoint.size = receipt.size
    WHERE {_FOUND} ORDER BY party.event_id DESC, party.role LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608 - constants
_ACCOUNTING = f"""
    SELECT count(*), count(receipt.event_id),
        count(*) FILTER (WHERE receipt.event_id IS NULL AND entry.event_id IS NOT NULL
                         AND position <> '' AND party.recorded_at < %(expected)s),
        count(*) FILTER (WHERE entry.event_id IS NULL)
    FROM ledger.party
    LEFT JOIN ledger.receipt ON receipt.event_id = party.event_id AND receipt.sent_to = party.position
    LEFT JOIN ledger.entry ON entry.event_id = party.event_id
    WHERE {_WHOSE}
"""  # noqa: S608 - constants


def acts_of(
    whose: Whose, *, now: dt.datetime, words: str = "", offset: int = 0, limit: int = 25
) -> list[ActLine]:
    """Return acts in the open tenant scope, the latest first. Three queries, however many lines.

    `words` are a printed code, or words of the sentence that says what was done.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LINES, _values(whose, words) | {"limit": limit, "offset": offset})
        rows = cursor.fetchall()
    found = with_disputes(Entry.objects.filter(event_id__in=[row[0] for row in rows]))
    entries = {entry.event_id: entry for entry in found}
    standings = standings_of([(e.event_id, bytes(e.leaf_hash), e.recorded_at) for e in entries.values()])
    return [_line(row, entries.get(row[0]), standings.get(row[0]), now) for row in rows]


class Acts(Sequence[ActLine]):
    """The acts of somebody as a list that is read a page at a time."""

    def __init__(self, whose: Whose, *, words: str, now: dt.datetime) -> None:
        self._whose, self._words, self._now = whose, words, now

    def __len__(self) -> int:
        """Return how many there are. One query."""
        return count_of(self._whose, self._words)

    @overload
    def __getitem__(self, part: int) -> ActLine: ...

    @overload
    def __getitem__(self, part: slice) -> Sequence[ActLine]: ...

    def __getitem__(self, part: int | slice) -> ActLine | Sequence[ActLine]:
        """Return a page. Three queries."""
        if isinstance(part, int):
            return self[part : part + 1][0]
        start, stop = part.start or 0, len(self) if part.stop is None else part.stop
        return acts_of(self._whose, now=self._now, words=self._words, offset=start, limit=stop - start)


def count_of(whose: Whose, words: str = "") -> int:
    """Return how many acts `acts_of` finds. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM ledger.party WHERE {_FOUND}",  # noqa: S608 - constants
            _values(whose, words),
        )
        return int(cursor.fetchone()[0])


def accounting_of(whose: Whose, *, now: dt.datetime) -> Accounting:
    """Hold the receipts there against those expected. One query, which visits each act once."""
    values = {"person": whose.person, "position": whose.position, "expected": now - EXPECTED_AFTER}
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTING, values)
        return Accounting(*cursor.fetchone())


def _values(whose: Whose, words: str) -> dict[str, Any]:
    typed = words.strip()
    code = code_of_text(typed) if typed else None
    low, high = hashes_of_code(code) if code else (None, None)
    return {
        "person": whose.person,
        "position": whose.position,
        "codes": _saying(typed) if typed else None,
        "low": low and low[:7],
        "high": high and high[:7],
    }


def _saying(words: str) -> list[str]:
    """Return the actions whose sentence has all of the words, in the language of the reader."""
    wanted = words.casefold().split()
    kinds = known_actions().values()
    return [kind.code for kind in kinds if all(w in str(kind.sentence).casefold() for w in wanted)]


def _predicate(action: str) -> str:
    kind = known_actions().get(action)
    return str(kind.sentence) if kind else action


def _line(row: tuple[Any, ...], entry: Entry | None, standing: Standing | None, now: dt.datetime) -> ActLine:
    event_id, role, action, recorded_at, start_of_hash, index, size, root, witnessed, sent_at = row
    receipt = None
    if size is not None:
        receipt = Receipt(index=index, size=size, root=root, witnessed=witnessed, sent_at=sent_at)
    return ActLine(
        event_id=event_id,
        code=code_of(bytes(start_of_hash)),
        sentence=sentence(entry.document) if entry else _predicate(action),
        received=role == "penerima",
        recorded_at=recorded_at,
        standing=standing,
        receipt=receipt,
        late=receipt is None and now - recorded_at > EXPECTED_AFTER,
        disputed=getattr(entry, "disputed", False),
    )
