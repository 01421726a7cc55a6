"""A log under test: entries from writers, a sequencer in this process, a witness that remembers."""

import datetime as dt
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, transaction

from pranata.engine.merkle import leaf_hash, root_of
from pranata.foundation.clock import utc_now
from pranata.foundation.database import ROLES
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.notes import Checkpoint, Note
from pranata.ledger.operations.append_entry import EntryRef, append_entry
from pranata.ledger.sequencing.batch import no_hook
from pranata.ledger.sequencing.last_seen import AskWitness, LastSeen
from pranata.ledger.sequencing.sequencer import Configuration, Sequencer
from pranata.ledger.tests.acts import make_act


def conninfo(database: str, role: str = "sequencer") -> str:
    """Return how a role reaches a database of the test server."""
    return f"host={connection.settings_dict['HOST']} user={ROLES[role]} dbname={database}"


def write(count: int = 1) -> list[EntryRef]:
    """Append entries of tenant 1, each in a transaction of its own."""
    refs = []
    for _ in range(count):
        with tenant_scope(1), transaction.atomic():
            refs.append(append_entry(make_act()))
    return refs


def now() -> dt.datetime:
    return utc_now()


class Log:
    """The log of one test database."""

    def __init__(self, database: str, home: Path, ask: AskWitness | None = None, **changes: object) -> None:
        self.database = database
        self.home = home
        self.link = psycopg.connect(conninfo(database), autocommit=True)
        self.link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        fields = {"conninfo": conninfo(database), "home": home, "clock": now, "ask": ask, **changes}
        self.configuration = Configuration(**fields)  # type: ignore[arg-type]
        self.sequencer = Sequencer(self.link, self.configuration)

    def fresh(self, at=no_hook) -> Sequencer:
        """Return a sequencer that knows nothing yet, as after a restart."""
        self.sequencer = Sequencer(self.link, self.configuration, at)
        return self.sequencer

    def drain(self) -> int:
        """Sequence whatever waits, and return how many that were."""
        total = 0
        while (done := self.sequencer.step()) is not None:
            total += done.after - done.before
        return total

    def close(self) -> None:
        self.link.close()

    def ask_owner(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(conninfo(self.database, "owner"), autocommit=True) as owner:
            return owner.execute(statement.encode(), parameters or None).fetchall()

    def latest(self) -> Note:
        rows = self.ask_owner("SELECT note FROM ledger.checkpoint ORDER BY log DESC, size DESC LIMIT 1")
        return Note.parse(rows[0][0].encode())

    def require_whole(self, count: int) -> None:
        """Every entry is once in the tree, the queue is empty, and every checkpoint is of this tree."""
        rows = self.ask_owner(
            "SELECT seq, l.leaf_hash, ledger.unpacked(entry) FROM ledger.leaf AS l JOIN "
            "ledger.entry USING (event_id) "
            "ORDER BY seq"
        )
        assert [seq for seq, *_ in rows] == list(range(count))
        leaves = [leaf for _, leaf, _ in rows]
        assert leaves == [leaf_hash(entry) for *_, entry in rows]
        assert self.ask_owner("SELECT * FROM ledger.queue") == []
        for size, root, note in self.ask_owner("SELECT size, root, note FROM ledger.checkpoint"):
            found = Checkpoint.parse(Note.parse(note.encode()).text)
            assert (found.size, found.root) == (size, root) == (size, root_of(leaves[:size]))


class Remembering:
    """A witness that remembers one checkpoint."""

    def __init__(self) -> None:
        self.seen = LastSeen(0, root_of([]))

    def __call__(self, origin: str) -> LastSeen:
        return self.seen

    def see(self, note: Note, time: int | None = None) -> None:
        checkpoint = Checkpoint.parse(note.text)
        self.seen = LastSeen(checkpoint.size, checkpoint.root, note, time)
