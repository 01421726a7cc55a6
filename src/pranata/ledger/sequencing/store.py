"""The sequencer's statements. Each takes the connection of the batch; nothing here commits."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import psycopg
from psycopg.types.json import Jsonb

from pranata.engine.merkle import Tile
from pranata.ledger.packing import unpacked
from pranata.ledger.sequencing.edge import FullTile

Database: TypeAlias = psycopg.Connection[Any]

READ_AHEAD = 512


@dataclass(frozen=True)
class Log:
    """A log of this installation. The newest is the one that is signed."""

    number: int
    origin: str


@dataclass(frozen=True)
class SignedTree:
    """The latest checkpoint of a log."""

    size: int
    root: bytes
    signed_at: dt.datetime
    note: str


@dataclass(frozen=True)
class Waiting:
    """An entry in the queue; the last two are None where somebody took the entry itself away."""

    position: int
    event_id: uuid.UUID
    entry: bytes | None
    leaf_hash: bytes | None


def newest_log(database: Database) -> Log:
    """Return the log that is being written."""
    row = database.execute("SELECT number, origin FROM ledger.log ORDER BY number DESC LIMIT 1").fetchone()
    assert row is not None  # noqa: S101 - the first migration writes the first
    return Log(*row)


def latest_checkpoint(database: Database, log: int) -> SignedTree | None:
    """Return what was signed last of a log."""
    row = database.execute(
        "SELECT size, root, signed_at, note FROM ledger.checkpoint WHERE log = %s ORDER BY size DESC LIMIT 1",
        [log],
    ).fetchone()
    return SignedTree(*row) if row else None


def leaf_count(database: Database, log: int) -> int:
    """Return how many leaves a log has, by its highest."""
    row = database.execute("SELECT max(seq) FROM ledger.leaf WHERE log = %s", [log]).fetchone()
    return 0 if row is None or row[0] is None else int(row[0]) + 1


def somebody_waits(database: Database) -> bool:
    """Whether there is anything in the queue."""
    row = database.execute("SELECT EXISTS (SELECT FROM ledger.queue)").fetchone()
    return bool(row and row[0])


def waiting(database: Database, limit: int) -> Iterator[Waiting]:
    """Yield the first entries of the queue, a few at a time: they may be 64 KiB each."""
    with database.cursor("waiting", binary=True) as cursor:
        cursor.itersize = READ_AHEAD
        cursor.execute(
            "SELECT q.position, q.event_id, e.entry, e.leaf_hash FROM ledger.queue AS q "
            "LEFT JOIN ledger.entry AS e USING (event_id) ORDER BY q.position LIMIT %s",
            [limit],
        )
        for position, event_id, entry, leaf in cursor:
            yield Waiting(position, event_id, None if entry is None else unpacked(entry), leaf)


def write_leaves(database: Database, log: int, first: int, leaves: Iterable[tuple[uuid.UUID, bytes]]) -> None:
    """Give entries their places, from `first` on."""
    with (
        database.cursor() as cursor,
        cursor.copy("COPY ledger.leaf (seq, log, event_id, leaf_hash) FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.write(_rows(log, first, leaves))


def _rows(log: int, first: int, leaves: Iterable[tuple[uuid.UUID, bytes]]) -> bytes:
    """Return rows in the binary format of COPY; by hand, for a tenth of the time."""
    head, number = b"\x00\x04\x00\x00\x00\x08", b"\x00\x00\x00\x02" + log.to_bytes(2) + b"\x00\x00\x00\x10"
    parts = [b"PGCOPY\n\xff\r\n\x00" + bytes(8)]
    for seq, (event_id, leaf) in enumerate(leaves, first):
        parts += [head, seq.to_bytes(8), number, event_id.bytes, b"\x00\x00\x00\x20", leaf]
    parts.append(b"\xff\xff")
    return b"".join(parts)


def write_tiles(database: Database, log: int, tiles: list[FullTile]) -> None:
    """Keep tiles that are complete; of level 0 the root, for its hashes are those of the leaves."""
    with database.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ledger.tile (log, level, idx, root, hashes) VALUES (%s, %s, %s, %s, %s)",
            [(log, t.level, t.index, t.root, t.hashes if t.level else None) for t in tiles],
        )


def write_checkpoint(
    database: Database, log: int, *, size: int, root: bytes, note: str, signed_at: dt.datetime
) -> None:
    """Keep what was signed."""
    database.execute(
        "INSERT INTO ledger.checkpoint (log, size, root, note, signed_at) VALUES (%s, %s, %s, %s, %s)",
        [log, size, root, note, signed_at],
    )


def take_out(database: Database, last: int) -> int:
    """Empty the queue up to a position and return how many there were.

    Only in a repeatable read: an entry that was committed meanwhile with a lower position is not seen, and
    stays.
    """
    return database.execute("DELETE FROM ledger.queue WHERE position <= %s", [last]).rowcount


def load_tile(database: Database, log: int, tile: Tile) -> bytes:
    """Return the hashes of a tile of a log, full or partial."""
    return _single(database, *tile_statement(log, tile))


def tile_statement(log: int, tile: Tile) -> tuple[str, tuple[int, ...]]:
    """Return the statement, and its parameters, that reads the hashes of a tile, full or partial."""
    if tile.is_full and tile.level:
        statement = "SELECT hashes FROM ledger.tile WHERE log = %s AND level = %s AND idx = %s"
        return statement, (log, tile.level, tile.index)
    first = tile.index * 256
    if tile.level:
        statement = (
            "SELECT string_agg(root, '' ORDER BY idx) FROM ledger.tile "
            "WHERE log = %s AND level = %s AND idx >= %s AND idx < %s"
        )
        return statement, (log, tile.level - 1, first, first + tile.width)
    statement = (
        "SELECT string_agg(leaf_hash, '' ORDER BY seq) FROM ledger.leaf "
        "WHERE log = %s AND seq >= %s AND seq < %s"
    )
    return statement, (log, first, first + tile.width)


def _single(database: Database, statement: str, parameters: Sequence[object]) -> bytes:
    row = database.cursor(binary=True).execute(statement.encode(), parameters).fetchone()
    return bytes(row[0]) if row and row[0] is not None else b""


def leaf_at(database: Database, log: int, seq: int) -> bytes:
    """Return one leaf hash."""
    return _single(database, "SELECT leaf_hash FROM ledger.leaf WHERE log = %s AND seq = %s", [log, seq])


def server_time(database: Database) -> dt.datetime:
    """Return the clock of the database."""
    row = database.execute("SELECT clock_timestamp()").fetchone()
    assert row is not None  # noqa: S101 - a SELECT without FROM has a row
    found: dt.datetime = row[0]
    return found


def beat(database: Database, now: dt.datetime, fault: dict[str, str] | None) -> None:
    """Say that the sequencer lives, how many wait, and what stops it."""
    database.execute(
        "INSERT INTO ledger.heartbeat (beat_at, waiting, fault) "
        "VALUES (%s, (SELECT count(*) FROM ledger.queue), %s) ON CONFLICT (id) DO UPDATE "
        "SET beat_at = EXCLUDED.beat_at, waiting = EXCLUDED.waiting, fault = EXCLUDED.fault",
        [now, Jsonb(fault) if fault else None],
    )
