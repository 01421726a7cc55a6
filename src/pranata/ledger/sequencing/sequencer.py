"""The loop of the sequencer: one connection, one lock, a batch whenever somebody waits."""

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from pranata.ledger.keys import LogKeys, kept_keys, made_keys
from pranata.ledger.notes import Note, NoteRejected, verify
from pranata.ledger.sequencing import safeguards, store
from pranata.ledger.sequencing.batch import Batch, no_hook, sequence_batch
from pranata.ledger.sequencing.edge import Edge
from pranata.ledger.sequencing.errors import KeyMissing, SequencingStopped, WitnessUnreachable
from pranata.ledger.sequencing.last_seen import AskWitness, LastSeen
from pranata.ledger.sequencing.store import Database, Log, SignedTree

# From commit to checkpoint at most this and one batch; a checkpoint each time somebody waited.
PAUSE = 0.7
# A batch takes about a tenth of a second then.
MOST = 4096
PAUSE_WHEN_STOPPED = 5.0
BEAT_EVERY = dt.timedelta(seconds=10)
LOCK = 7_310_245_118  # any number that nothing else in the database uses

logger = logging.getLogger("pranata.ledger.sequencing")


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """Where the sequencer works, whom it asks, and what it tolerates."""

    conninfo: str
    home: Path
    clock: Callable[[], dt.datetime]
    ask: AskWitness | None = None
    tolerated_seconds: int = 120
    most: int = MOST


@dataclass
class _Held:
    """What is known of the log between batches; spoiled by any refusal and taken up again then."""

    log: Log
    edge: Edge
    keys: LogKeys


class Sequencer:
    """Sequences one installation's log, in one connection."""

    def __init__(
        self, database: Database, configuration: Configuration, at: Callable[[str], None] = no_hook
    ) -> None:
        """Work in a connection in autocommit mode that holds the lock (see `locked`)."""
        self._database = database
        self._configuration = configuration
        self._at = at
        self._held: _Held | None = None
        self._seen: LastSeen | None = None
        self._beaten_at: dt.datetime | None = None
        self._fault: dict[str, str] | None = None

    def step(self) -> Batch | None:
        """Sequence a batch if somebody waits. Raises SequencingStopped; nothing was written then."""
        try:
            done = self._batch() if store.somebody_waits(self._database) else None
        except SequencingStopped as refusal:
            self._held = None
            self._beat(_fault(refusal))
            raise
        except BaseException:
            self._held = None
            raise
        self._beat(None)
        return done

    def _batch(self) -> Batch:
        database, configuration = self._database, self._configuration
        held = self._take_up()
        now = configuration.clock()
        signed = safeguards.require_unchanged(database, held.log, held.edge)
        seen = self._ask(held.log.origin)
        if seen:
            safeguards.require_not_behind(database, held.log, held.edge, seen)
        safeguards.require_clock(database, now, signed, seen, configuration.tolerated_seconds)
        return sequence_batch(
            database,
            log=held.log,
            edge=held.edge,
            keys=held.keys,
            now=now,
            limit=configuration.most,
            at=self._at,
        )

    def _take_up(self) -> _Held:
        log = store.newest_log(self._database)
        if self._held is None or self._held.log != log:
            edge = safeguards.taken_up(self._database, log)
            signed = store.latest_checkpoint(self._database, log.number)
            self._held = _Held(log, edge, keys_of(self._configuration.home, log, signed))
        return self._held

    def _ask(self, origin: str) -> LastSeen | None:
        """Ask the witness; while it does not answer, what it said last to this process is what we know."""
        if self._configuration.ask is None:
            return None
        try:
            self._seen = self._configuration.ask(origin)
        except WitnessUnreachable:
            if self._seen is None:
                raise
        return self._seen

    def _beat(self, fault: dict[str, str] | None) -> None:
        now = self._configuration.clock()
        if fault == self._fault and self._beaten_at and now - self._beaten_at < BEAT_EVERY:
            return
        if fault and fault != self._fault:
            logger.error("%s %s %s", fault["what"], fault["why"], fault["remedy"])
        store.beat(self._database, now, fault)
        self._beaten_at, self._fault = now, fault


def _fault(refusal: SequencingStopped) -> dict[str, str]:
    return {
        "code": refusal.code,
        "what": str(refusal.what),
        "why": str(refusal.why),
        "remedy": str(refusal.remedy),
    }


def keys_of(home: Path, log: Log, signed: SignedTree | None) -> LogKeys:
    """Return the keys that sign a log; new ones only for a log that was never signed. Raises KeyMissing."""
    if signed is None:
        return made_keys(home, log.origin)
    keys = kept_keys(home, log.origin)
    if keys is None:
        raise KeyMissing(log.origin)
    try:
        verify(Note.parse(signed.note.encode()), keys.verifiers)
    except NoteRejected as error:
        raise KeyMissing(log.origin) from error
    return keys


@contextmanager
def locked(conninfo: str, stop: threading.Event) -> Iterator[Database | None]:
    """Connect and wait for the lock that only one sequencer holds; None when told to stop before.

    The lock belongs to the connection: if that breaks, somebody else may go on, and this one cannot.
    """
    with psycopg.connect(
        conninfo, autocommit=True, connect_timeout=10, application_name="pranata-sequencer"
    ) as database:
        # A snapshot for the whole batch: see `store.take_out`.
        database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        while not stop.is_set():
            row = database.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()
            if row and row[0]:
                yield database
                return
            stop.wait(PAUSE)
        yield None


def run(configuration: Configuration, stop: threading.Event) -> None:
    """Sequence until told to stop; a lost database is connected to again."""
    while not stop.is_set():
        try:
            with locked(configuration.conninfo, stop) as database:
                if database is not None:
                    _work(Sequencer(database, configuration), configuration.most, stop)
        except psycopg.Error as error:
            logger.warning("%s", str(error).strip())
            stop.wait(PAUSE)


def _work(sequencer: Sequencer, most: int, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            done = sequencer.step()
        except SequencingStopped:  # it is logged and shown where it is raised
            stop.wait(PAUSE_WHEN_STOPPED)
            continue
        if done is None or done.after - done.before < most:
            stop.wait(PAUSE)
