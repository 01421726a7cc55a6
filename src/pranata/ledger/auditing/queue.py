"""Entries without a place in a log: each must wait for one, unchanged."""

from hashlib import sha256
from typing import Any
from uuid import UUID

import psycopg

from pranata.ledger.auditing.entry import repeats
from pranata.ledger.auditing.finding import Finding
from pranata.ledger.packing import unpacked

_WAITING = """
    SELECT q.event_id, e.entry, e.leaf_hash, e.tenant_id, extract(epoch FROM e.recorded_at)::bigint
    FROM ledger.queue AS q LEFT JOIN ledger.entry AS e USING (event_id) ORDER BY q.position
"""
# An entry that waited when its log was ended is named, with its hash, in an entry of the successor.
_NOWHERE = """
    SELECT e.event_id FROM ledger.entry AS e
    WHERE NOT EXISTS (SELECT FROM ledger.leaf AS l WHERE l.event_id = e.event_id)
      AND NOT EXISTS (SELECT FROM ledger.queue AS q WHERE q.event_id = e.event_id)
      AND NOT EXISTS (
          SELECT FROM ledger.entry AS named
          WHERE ledger.things(named.entry) && ARRAY[ledger.thing(NULL, 'entry', e.event_id::text)])
    ORDER BY e.event_id LIMIT 1000
"""


def queue_faults(database: "psycopg.Connection[Any]") -> tuple[int, list[Finding]]:
    """Return how many entries wait, and what is wrong with them and with those that are nowhere."""
    database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    with database.transaction():
        log = _newest(database)
        rows = database.cursor(binary=True).execute(_WAITING).fetchall()
        nowhere = database.execute(_NOWHERE).fetchall()
    faults = [(kind, row[0]) for row in rows if (kind := _fault(*row))]
    faults += [("not-in-log", event_id) for (event_id,) in nowhere]
    return len(rows), [Finding(kind, log, str(event_id), str(event_id)) for kind, event_id in faults]


def _fault(
    event_id: UUID, entry: bytes | None, leaf: bytes | None, tenant: int | None, recorded_at: int
) -> str | None:
    entry = None if entry is None else unpacked(entry)
    if entry is None or sha256(b"\x00" + entry).digest() != leaf:
        return "waiting-changed"
    return None if repeats(entry, str(event_id).encode(), tenant, recorded_at) else "columns-differ"


def _newest(database: "psycopg.Connection[Any]") -> int:
    row = database.execute("SELECT max(number) FROM ledger.log").fetchone()
    return int(row[0]) if row else 0
