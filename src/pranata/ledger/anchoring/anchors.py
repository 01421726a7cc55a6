"""What fixes a checkpoint in time and place outside the log: rows of `ledger.anchor`, never changed."""

import datetime as dt
import json
from hashlib import sha256

from pranata.ledger.notes import Note
from pranata.ledger.sequencing.store import Database, Log, SignedTree

STAMPED = "rfc3161"
PRINTED = "cetak"


def keep_anchor(
    database: Database, log: Log, size: int, *, kind: str, token: bytes, now: dt.datetime
) -> None:
    """Keep an anchor of a checkpoint."""
    database.execute(
        "INSERT INTO ledger.anchor (log, size, kind, token, received_at) VALUES (%s, %s, %s, %s, %s)",
        [log.number, size, kind, token, now],
    )


def latest_anchor(database: Database, log: Log, kind: str) -> tuple[int, dt.datetime] | None:
    """Return size and time of the largest checkpoint of a log that has an anchor of this kind."""
    row = database.execute(
        "SELECT size, received_at FROM ledger.anchor WHERE log = %s AND kind = %s ORDER BY size DESC LIMIT 1",
        [log.number, kind],
    ).fetchone()
    return (row[0], row[1]) if row else None


def printed_token(log: Log, signed: SignedTree, day: dt.date) -> bytes:
    """Return what is kept of a sheet that was printed: which note it carries, for which day."""
    document = {
        "date": day.isoformat(),
        "note_sha256": sha256(signed.note.encode()).hexdigest(),
        "origin": log.origin,
        "root": signed.root.hex(),
        "size": signed.size,
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


def checkpoint_at(database: Database, log: Log, size: int) -> SignedTree | None:
    """Return the checkpoint of a log of exactly this size."""
    row = database.execute(
        "SELECT size, root, signed_at, note FROM ledger.checkpoint WHERE log = %s AND size = %s",
        [log.number, size],
    ).fetchone()
    return SignedTree(*row) if row else None


def log_named(database: Database, origin: str) -> Log | None:
    """Return one of our logs by its origin."""
    row = database.execute("SELECT number, origin FROM ledger.log WHERE origin = %s", [origin]).fetchone()
    return Log(*row) if row else None


def cosigned_note(database: Database, log: Log, signed: SignedTree) -> Note:
    """Return a checkpoint with the lines that came in for it."""
    rows = database.execute(
        "SELECT line FROM ledger.cosignature WHERE log = %s AND size = %s ORDER BY witness",
        [log.number, signed.size],
    ).fetchall()
    return Note.parse((signed.note + "".join(f"{row[0].rstrip()}\n" for row in rows)).encode())


def checkpoints_until(database: Database, log: Log, end: dt.datetime, limit: int = 50) -> list[SignedTree]:
    """Return the latest checkpoints signed before a moment, largest first."""
    rows = database.execute(
        "SELECT size, root, signed_at, note FROM ledger.checkpoint WHERE log = %s AND signed_at < %s "
        "ORDER BY size DESC LIMIT %s",
        [log.number, end, limit],
    ).fetchall()
    return [SignedTree(*row) for row in rows]
