"""One batch: a transaction that gives waiting entries their places and signs the tree with them in it."""

import datetime as dt
import secrets
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from pranata.engine.merkle import ProofRejected, TileReader, inclusion_path, verify_inclusion
from pranata.foundation.words import gettext as _
from pranata.ledger.keys import LogKeys
from pranata.ledger.notes import Checkpoint, Note, NoteMalformed, NoteRejected, sign, verify
from pranata.ledger.sequencing import store
from pranata.ledger.sequencing.edge import Edge, FullTile
from pranata.ledger.sequencing.errors import EntryDiffers, SignatureDoubtful, TreeDiffers
from pranata.ledger.sequencing.store import Database, Log, Waiting


@dataclass(frozen=True)
class Batch:
    """What one batch did: the sizes before and after. Both are the same when nobody waited."""

    before: int
    after: int


def no_hook(point: str) -> None:
    """Do nothing. Tests put something else here to die at a step; nothing that is configured can."""


def sequence_batch(
    database: Database,
    *,
    log: Log,
    edge: Edge,
    keys: LogKeys,
    now: dt.datetime,
    limit: int,
    at: Callable[[str], None] = no_hook,
) -> Batch:
    """Sequence at most `limit` entries in one transaction, onto an edge that agrees with the database.

    The connection must be idle, hold the sequencer's lock and read repeatably (see `sequencer.locked`). After
    any exception the edge is spoiled: take it up again from the database. Raises EntryDiffers, TreeDiffers or
    SignatureDoubtful.
    """
    before = edge.size
    with database.transaction():
        queue = _Queue(log, store.waiting(database, limit))
        at("read")
        leaves = queue.recompute()
        if not leaves:
            return Batch(before, before)
        at("hashed")
        _grow(database, log, edge, leaves)
        at("grown")
        checkpoint = Checkpoint(log.origin, edge.size, edge.root())
        note = _signed(checkpoint, keys, now)
        at("signed")
        _verify(database, log, checkpoint, note, keys)
        store.write_checkpoint(
            database, log.number, size=edge.size, root=checkpoint.root, note=note.document, signed_at=now
        )
        at("checkpoint")
        if store.take_out(database, queue.last) != len(leaves):
            raise TreeDiffers(edge.size)
        at("taken")
    # At this point the batch is committed: leaves, tiles and checkpoint are there and the queue is without
    # them. Before it, nothing was; the signed note was never shown to anybody.
    at("committed")
    return Batch(before, edge.size)


class _Queue:
    """The waiting entries of this batch."""

    def __init__(self, log: Log, entries: Iterable[Waiting]) -> None:
        self._entries = entries
        self._origin = f'"log":"{log.origin}"'.encode()
        self.last = 0

    def recompute(self) -> list[tuple[uuid.UUID, bytes]]:
        """Hash every entry from its bytes. Raises EntryDiffers."""
        leaves = []
        for waiting in self._entries:
            leaves.append((waiting.event_id, self._leaf(waiting)))
            self.last = waiting.position
        return leaves

    def _leaf(self, waiting: Waiting) -> bytes:
        entry = waiting.entry
        if entry is None:
            raise EntryDiffers(waiting.event_id, _("catatannya hilang"))
        leaf = sha256(b"\x00" + entry).digest()
        if leaf != waiting.leaf_hash:
            raise EntryDiffers(waiting.event_id, _("sidik tidak cocok"))
        # Canonical JSON writes a key in one way only; the audit reads the whole document.
        if self._origin not in entry:
            raise EntryDiffers(waiting.event_id, _("bukan milik log ini"))
        if f'"event_id":"{waiting.event_id}"'.encode() not in entry:
            raise EntryDiffers(waiting.event_id, _("nomornya lain"))
        return leaf


def _grow(database: Database, log: Log, edge: Edge, leaves: list[tuple[uuid.UUID, bytes]]) -> None:
    first, tiles = edge.size, list[FullTile]()
    for _event_id, leaf in leaves:
        tiles += edge.append(leaf)
    store.write_leaves(database, log.number, first, leaves)
    if tiles:
        store.write_tiles(database, log.number, tiles)


def _signed(checkpoint: Checkpoint, keys: LogKeys, now: dt.datetime) -> Note:
    return sign(checkpoint.text, *keys.signers, time=int(now.timestamp()))


def _verify(database: Database, log: Log, checkpoint: Checkpoint, note: Note, keys: LogKeys) -> None:
    """Check what was signed as a stranger would, and that one leaf chosen at random is in it."""
    seq = secrets.randbelow(checkpoint.size)
    read = TileReader(checkpoint.size, partial(store.load_tile, database, log.number))
    try:
        for key in keys.verifiers:
            verify(Note.parse(bytes(note)), [key])
        verify_inclusion(
            index=seq,
            size=checkpoint.size,
            leaf=store.leaf_at(database, log.number, seq),
            path=inclusion_path(seq, checkpoint.size, read),
            root=checkpoint.root,
        )
    except (NoteRejected, NoteMalformed) as error:
        raise SignatureDoubtful(str(error)) from error
    except (ProofRejected, ValueError) as error:
        raise TreeDiffers(checkpoint.size) from error
