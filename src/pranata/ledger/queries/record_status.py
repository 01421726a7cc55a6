"""How far a record is from being deniable: grey, yellow, green, blue."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

WITNESSES_NEEDED = 2


class RecordState(StrEnum):
    """What holds a record in place, each more than the one before it."""

    RECORDED = "recorded"
    CHECKPOINTED = "checkpointed"
    WITNESSED = "witnessed"
    ANCHORED = "anchored"


class RecordUnknown(LookupError):
    """No entry of that number is visible."""


@dataclass(frozen=True)
class RecordStatus:
    """State of an entry, and its place: log, index, and the sizes from which it was signed and witnessed."""

    state: RecordState
    log: int | None = None
    index: int | None = None
    signed_size: int | None = None
    witnessed_size: int | None = None
    anchored_size: int | None = None


_STATUS = """
    SELECT l.log, l.seq,
           (SELECT min(c.size) FROM ledger.checkpoint AS c WHERE c.log = l.log AND c.size > l.seq),
           (SELECT size FROM ledger.cosignature AS w WHERE w.log = l.log AND w.size > l.seq
            GROUP BY size HAVING count(*) >= %s ORDER BY size LIMIT 1),
           (SELECT min(a.size) FROM ledger.anchor AS a WHERE a.log = l.log AND a.size > l.seq)
    FROM ledger.entry AS e LEFT JOIN ledger.leaf AS l USING (event_id) WHERE e.event_id = %s
"""


def record_status(event_id: uuid.UUID, *, witnesses_needed: int = WITNESSES_NEEDED) -> RecordStatus:
    """Return how far an entry of the open scope is. One query. Raises RecordUnknown.

    It is anchored only where it is witnessed too: a time stamp alone does not show that others saw the same
    log.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATUS, [witnesses_needed, event_id])
        row = cursor.fetchone()
    if row is None:
        raise RecordUnknown(event_id)
    return RecordStatus(_state(*row[2:]), *row)


def _state(signed: int | None, witnessed: int | None, anchored: int | None) -> RecordState:
    if signed is None:
        return RecordState.RECORDED
    if witnessed is None:
        return RecordState.CHECKPOINTED
    return RecordState.WITNESSED if anchored is None else RecordState.ANCHORED
