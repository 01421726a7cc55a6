"""Opening a successor to a log that must not be signed any more. The old one is never repaired."""

import datetime as dt
import uuid

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from pranata.engine.merkle import leaf_hash
from pranata.foundation.errors import ProductError
from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.events import ENTRIES_CARRIED, LOG_SUCCEEDED
from pranata.ledger.operations.append_entry import Act, EntryRef, ObjectRef, append_entry
from pranata.ledger.packing import unpacked
from pranata.ledger.sequencing.last_seen import AskWitness, LastSeen

# An entry has at most 65,535 bytes; a reference to another takes about 170 of them.
CARRIED_AT_ONCE = 200
SYSTEM: dict[str, Json] = {"system": "log"}


class ReasonMissing(ProductError):
    """A log does not end without a reason."""

    status = 422


@transaction.atomic
def recover_log(*, reason: str, ask: AskWitness | None, now: dt.datetime) -> EntryRef:
    """End the log that is being written and open its successor, as the owner of the tables.

    Entry 0 of the successor records what the witness saw last of the old log, how far the old one is here,
    and the reason. Entries that were waiting for a place in the old log are named, with their leaf hashes, in
    entries of the new one. Raises ReasonMissing, or WitnessUnreachable from `ask`.
    """
    if not reason.strip():
        raise ReasonMissing(
            _("Sebab pembukaan log penerus belum disebut."),
            why=_("Sebab itu tercatat selamanya sebagai catatan pertama log penerus."),
            remedy=_("Ulangi dengan --reason dan satu kalimat yang menjelaskan apa yang terjadi."),
        )
    with connection.cursor() as cursor:
        # Whoever appends reads this table first. At this point all of them have ended, and the next one will
        # write for the successor.
        cursor.execute("LOCK TABLE ledger.log IN ACCESS EXCLUSIVE MODE")
    number, origin = _newest()
    seen = ask(origin) if ask else None
    waiting = _waiting()
    _open(number + 1, reason.strip())
    first = append_entry(_succession(number, origin, reason.strip(), seen, len(waiting), now))
    for start in range(0, len(waiting), CARRIED_AT_ONCE):
        append_entry(_carrying(waiting[start : start + CARRIED_AT_ONCE], now))
    return first


def _newest() -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, origin FROM ledger.log ORDER BY number DESC LIMIT 1")
        number, origin = cursor.fetchone()
    return number, origin


def _waiting() -> list[tuple[uuid.UUID, bytes]]:
    """Take what waits for a place in the old log out of the queue, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_id, entry FROM ledger.queue JOIN ledger.entry USING (event_id) ORDER BY position"
        )
        found = [(event_id, leaf_hash(unpacked(bytes(entry)))) for event_id, entry in cursor.fetchall()]
        cursor.execute("DELETE FROM ledger.queue")
    return found


def _open(number: int, reason: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.log (number, origin, reason) VALUES "
            "(%s, 'pranata.local/log/' || replace(gen_random_uuid()::text, '-', ''), %s)",
            [number, reason],
        )


def _succession(
    number: int, origin: str, reason: str, seen: LastSeen | None, waiting: int, now: dt.datetime
) -> Act:
    size, root, note = _signed(number)
    result: dict[str, Json] = {
        "size": size,
        "root": root,
        "checkpoint": note,
        "waiting": waiting,
        "seen": None,
    }
    if seen is not None:
        witnessed = seen.note.document if seen.note else None
        result["seen"] = {"size": seen.size, "root": seen.root.hex(), "checkpoint": witnessed}
    predecessor = ObjectRef(role="log_lama", type="log", id=origin)
    return _act(LOG_SUCCEEDED, (predecessor,), now, result=result, detail={"sebab": reason})


def _signed(number: int) -> tuple[int, str | None, str | None]:
    """Return size, root and note of the last checkpoint of a log here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT size, encode(root, 'hex'), note FROM ledger.checkpoint WHERE log = %s "
            "ORDER BY size DESC LIMIT 1",
            [number],
        )
        row = cursor.fetchone()
    return tuple(row) if row else (0, None, None)


def _carrying(waiting: list[tuple[uuid.UUID, bytes]], now: dt.datetime) -> Act:
    objects = tuple(
        ObjectRef(role="catatan", type="entry", id=str(event_id), sha256=leaf.hex())
        for event_id, leaf in waiting
    )
    return _act(ENTRIES_CARRIED, objects, now)


def _act(
    action: ActionKind,
    objects: tuple[ObjectRef, ...],
    now: dt.datetime,
    *,
    result: dict[str, Json] | None = None,
    detail: Json = None,
) -> Act:
    return Act(
        action=action,
        tenant_id=None,
        actor=SYSTEM,
        occurred_at=now,
        objects=objects,
        result=result,
        detail=detail,
    )
