"""What must be true before anything is signed: our tree is the one that was seen, our clock is right."""

import datetime as dt
from functools import partial

from pranata.engine.merkle import EMPTY_ROOT, TileReader
from pranata.engine.merkle.tree import fold, peaks_of
from pranata.foundation.words import gettext as _
from pranata.ledger.sequencing import store
from pranata.ledger.sequencing.edge import Edge
from pranata.ledger.sequencing.errors import ClockOff, TreeBehind, TreeDiffers, TreeForked
from pranata.ledger.sequencing.last_seen import LastSeen
from pranata.ledger.sequencing.store import Database, Log, SignedTree


def taken_up(database: Database, log: Log) -> Edge:
    """Return the edge of a stored log. Raises TreeDiffers unless it is the tree that was signed last."""
    signed = store.latest_checkpoint(database, log.number)
    size = signed.size if signed else 0
    if store.leaf_count(database, log.number) != size:
        raise TreeDiffers(size)
    try:
        edge = Edge(size, partial(store.load_tile, database, log.number))
    except ValueError as error:
        raise TreeDiffers(size) from error
    if signed and edge.root() != signed.root:
        raise TreeDiffers(size)
    return edge


def require_unchanged(database: Database, log: Log, edge: Edge) -> SignedTree | None:
    """Return the latest checkpoint, which must be that of the edge. Raises TreeDiffers."""
    signed = store.latest_checkpoint(database, log.number)
    if (signed.size if signed else 0) != edge.size or (signed and signed.root != edge.root()):
        raise TreeDiffers(edge.size)
    return signed


def require_not_behind(database: Database, log: Log, edge: Edge, seen: LastSeen) -> None:
    """Refuse to sign a tree that does not contain the one the witness saw. Raises TreeBehind, TreeForked."""
    if seen.size > edge.size:
        raise TreeBehind(edge.size, seen.size)
    if seen.size and root_at(database, log, seen.size) != seen.root:
        raise TreeForked(seen.size)


def root_at(database: Database, log: Log, size: int) -> bytes:
    """Return the root that the stored tree had at a size, computed from its tiles. Raises TreeDiffers."""
    if not size:
        return EMPTY_ROOT
    read = TileReader(size, partial(store.load_tile, database, log.number))
    try:
        return fold([read(*peak) for peak in peaks_of(size)])
    except ValueError as error:
        raise TreeDiffers(size) from error


def require_clock(
    database: Database, now: dt.datetime, signed: SignedTree | None, seen: LastSeen | None, tolerated: int
) -> None:
    """Compare our clock with the database's, the last signature's and the witness's. Raises ClockOff."""
    apart = (store.server_time(database) - now).total_seconds()
    if abs(apart) > tolerated:
        raise ClockOff(_("jam basis data"), apart, tolerated)
    # These two are of the past, so only lying before them is wrong.
    for name, other in _past_readings(signed, seen):
        ahead = (other - now).total_seconds()
        if ahead > tolerated:
            raise ClockOff(name, ahead, tolerated)


def _past_readings(signed: SignedTree | None, seen: LastSeen | None) -> list[tuple[str, dt.datetime]]:
    readings = [(_("tanda tangan terakhir"), signed.signed_at)] if signed else []
    if seen and seen.time is not None:
        readings.append((_("jam saksi"), dt.datetime.fromtimestamp(min(seen.time, 2**33), dt.UTC)))
    return readings
