"""One stretch of the log, hashed again from the bytes. This is where an audit spends its time.

A stretch that is sound is accepted column by column, without a decision for each entry. Only where the
columns differ is each entry looked at by itself, to say which and why.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import psycopg

from pranata.engine.merkle import HASH_SIZE, WIDTH, root_of
from pranata.ledger.auditing.entry import Columns, all_repeat, repeats
from pranata.ledger.auditing.finding import Finding
from pranata.ledger.packing import unpacked_all

_ROWS = """
    SELECT l.seq, l.leaf_hash, textsend(l.event_id::text), e.leaf_hash, e.tenant_id,
           extract(epoch FROM e.recorded_at)::bigint, e.entry
    FROM ledger.leaf AS l LEFT JOIN ledger.entry AS e USING (event_id)
    WHERE l.log = %s AND l.seq >= %s AND l.seq < %s ORDER BY l.seq
"""
_TILES = "SELECT idx, root FROM ledger.tile WHERE log = %s AND level = 0 AND idx >= %s AND idx < %s"


@dataclass(frozen=True)
class Stretch:
    """Which leaves to look at: from a multiple of 256 to the end or another such multiple."""

    log: int
    origin: str
    start: int
    end: int


@dataclass
class Hashed:
    """What the stretch hashes to, and what is wrong in it."""

    stretch: Stretch
    leaves: bytes = b""
    tile_roots: list[bytes] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    """A place of the log as stored, and the hash that its bytes have; without bytes, the stored one."""

    seq: int
    leaf: bytes
    event_id: bytes
    stored: bytes | None
    tenant: int | None
    recorded_at: int
    entry: bytes | None
    computed: bytes


def hash_stretch(database: "psycopg.Connection[Any]", stretch: Stretch) -> Hashed:
    """Compute leaves and tiles of a stretch from the bytes of its entries, and compare what is stored."""
    with _no_collector():
        return _hashed(database, stretch)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Keep the collector of cycles from looking through tuples that are in none, time and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _hashed(database: "psycopg.Connection[Any]", stretch: Stretch) -> Hashed:
    bounds = [stretch.log, stretch.start, stretch.end]
    rows = _unpacked(database.cursor(binary=True).execute(_ROWS, bounds).fetchall())
    computed = [leaf if entry is None else sha256(b"\x00" + entry).digest() for _, leaf, *_, entry in rows]
    found = Hashed(stretch)
    if not _is_sound(stretch, rows, computed):
        read = [_Row(*parts) for parts in zip(*zip(*rows, strict=True), computed, strict=True)]
        found.findings += _faults(stretch, read)
        computed = _without_gaps(stretch, read)
    found.leaves = b"".join(computed)
    found.tile_roots = [root_of(computed[i : i + WIDTH]) for i in range(0, len(computed) - WIDTH + 1, WIDTH)]
    found.findings += _tile_faults(database, found)
    return found


def _unpacked(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows with the canonical bytes of their entries, the last column."""
    columns = list(zip(*rows, strict=True))
    return list(zip(*columns[:-1], unpacked_all(columns[-1]), strict=True)) if rows else []


def _is_sound(stretch: Stretch, rows: list[tuple[Any, ...]], computed: list[bytes]) -> bool:
    """Whether everything agrees with everything."""
    if not rows:
        return stretch.start == stretch.end
    places, leaves, event_ids, stored, tenants, times, entries = zip(*rows, strict=True)
    if places != tuple(range(stretch.start, stretch.end)) or None in entries:
        return False
    hashes = tuple(computed)
    if hashes != leaves or hashes != stored:
        return False
    return all_repeat(stretch.origin, Columns(event_ids, tenants, times), entries)


def _faults(stretch: Stretch, rows: list[_Row]) -> Iterator[Finding]:
    """Yield what is wrong with each place and each entry."""
    there = {row.seq for row in rows}
    for place in range(stretch.start, stretch.end):
        if place not in there:
            yield Finding("leaf-missing", stretch.log, str(place))
    for row in rows:
        name = row.event_id.decode()
        for kind in _entry_faults(row):
            yield Finding(kind, stretch.log, name, name)


def _entry_faults(row: _Row) -> Iterator[str]:
    if row.entry is None:
        yield "entry-missing"
        return
    if row.computed != row.leaf:
        yield "entry-changed"
    if row.computed != row.stored:
        yield "hash-changed"
    if not repeats(row.entry, row.event_id, row.tenant, row.recorded_at):
        yield "columns-differ"


def _without_gaps(stretch: Stretch, rows: list[_Row]) -> list[bytes]:
    """Return a hash for every place; where nothing is, one that nothing has."""
    there = {row.seq: row.computed for row in rows}
    return [there.get(place, bytes(HASH_SIZE)) for place in range(stretch.start, stretch.end)]


def _tile_faults(database: "psycopg.Connection[Any]", found: Hashed) -> list[Finding]:
    """Compare the full tiles of level 0 with what was computed; their hashes are the leaves."""
    first = found.stretch.start // WIDTH
    last = first + len(found.tile_roots)
    rows = database.cursor(binary=True).execute(_TILES, [found.stretch.log, first, last]).fetchall()
    stored = dict(rows)
    return [
        Finding("tile-differs", found.stretch.log, f"0/{index}")
        for index, root in zip(range(first, last), found.tile_roots, strict=True)
        if stored.get(index) != root
    ]
