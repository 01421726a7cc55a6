"""The log as anybody may read it: checkpoint, tiles and entry bundles of C2SP `tlog-tiles`."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection

from pranata.engine.merkle import HASH_SIZE, Tile, TileReader, inclusion_path
from pranata.engine.merkle.tiles import pack_bundle
from pranata.ledger.notes import Note, TlogProof
from pranata.ledger.packing import unpacked
from pranata.ledger.queries.tiles import read_tile


@dataclass(frozen=True)
class ServedLog:
    """A log of this installation, and how many leaves are signed; 0 before the first checkpoint."""

    number: int
    origin: str
    size: int


def served_log(number: int | None = None) -> ServedLog | None:
    """Return the log of that number, by default the newest, or None. One query, in any scope or none."""
    row = _one(
        "SELECT number, origin, coalesce((SELECT max(size) FROM ledger.checkpoint WHERE log = number), 0) "
        "FROM ledger.log WHERE %s IS NULL OR number = %s ORDER BY number DESC LIMIT 1",
        [number, number],
    )
    return ServedLog(*row) if row else None


def checkpoint_note(log: ServedLog) -> str | None:
    """Return the latest checkpoint with the cosignatures that came in for it, or None before the first."""
    row = _one(
        "SELECT note || coalesce((SELECT string_agg(rtrim(line, E'\\n') || E'\\n', '' ORDER BY received_at) "
        "FROM ledger.cosignature AS c WHERE c.log = p.log AND c.size = p.size), '') "
        "FROM ledger.checkpoint AS p WHERE log = %s AND size = %s",
        [log.number, log.size],
    )
    return str(row[0]) if row else None


def tile_hashes(log: ServedLog, tile: Tile) -> bytes | None:
    """Return the hashes of a tile, full or partial, or None where the tree does not reach that far."""
    if not _reaches(log, tile):
        return None
    hashes = read_tile(log.number, tile)
    return hashes if len(hashes) == tile.width * HASH_SIZE else None


def entry_bundle(log: ServedLog, tile: Tile) -> bytes | None:
    """Return the entries of a tile of level 0 as a bundle, or None where the tree does not reach that far."""
    if tile.level or not _reaches(log, tile):
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM ledger.entries_at(%s::smallint, %s, %s)", [log.number, tile.start, tile.width]
        )
        entries = [unpacked(bytes(entry)) for (entry,) in cursor.fetchall()]
    return pack_bundle(entries) if len(entries) == tile.width else None


def proof_of_place(log: ServedLog, seq: int) -> TlogProof | None:
    """Return the proof that the leaf of that place is in the log, or None where the tree does not reach it.

    Its checkpoint is the first over the leaf that two witnesses cosigned, else one, else none did.
    """
    if seq >= log.size:
        return None
    row = _one(_BEST_CHECKPOINT, [log.number, seq] * 3)
    if row is None or row[0] is None:
        return None
    signed = ServedLog(log.number, log.origin, int(row[0]))
    note = checkpoint_note(signed)
    if note is None:
        return None
    read = TileReader(signed.size, partial(read_tile, signed.number))
    return TlogProof(seq, tuple(inclusion_path(seq, signed.size, read)), Note.parse(note.encode()))


# Each part stops at the first checkpoint it finds: the log may have millions.
_BEST_CHECKPOINT = """
    SELECT coalesce(
        (SELECT size FROM ledger.cosignature WHERE log = %s AND size > %s
         GROUP BY log, size HAVING count(*) > 1 ORDER BY size LIMIT 1),
        (SELECT size FROM ledger.cosignature WHERE log = %s AND size > %s ORDER BY size LIMIT 1),
        (SELECT size FROM ledger.checkpoint WHERE log = %s AND size > %s ORDER BY size LIMIT 1)
    )
"""


def _reaches(log: ServedLog, tile: Tile) -> bool:
    return tile.index * 256 + tile.width <= log.size >> 8 * tile.level


def _one(statement: str, values: list[int | None]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found
