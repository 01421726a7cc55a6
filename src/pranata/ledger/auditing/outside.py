"""What fixes the log outside: lines of witnesses, time stamps, sheets. Each is checked, none believed."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import psycopg

from pranata.ledger.auditing.finding import Finding
from pranata.ledger.notes import Checkpoint, Note, Verifier, verify

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

STAMPED, PRINTED = "rfc3161", "cetak"
# A checkpoint is stamped and the answer kept in one go; see `ledger.anchoring.time_stamping`.
TOLERATED = dt.timedelta(minutes=10)

_LINES = """
    SELECT w.size, w.witness, w.line, c.note FROM ledger.cosignature AS w
    LEFT JOIN ledger.checkpoint AS c USING (log, size)
    WHERE w.log = %s AND w.size > %s AND w.size <= %s ORDER BY w.size
"""
_ANCHORS = """
    SELECT a.size, a.kind, a.token, a.received_at, c.note, c.root FROM ledger.anchor AS a
    LEFT JOIN ledger.checkpoint AS c USING (log, size) WHERE a.log = %s ORDER BY a.id
"""


@dataclass
class Cosigned:
    """What a stretch of cosignatures came to: good and unknown ones, and how far each witness saw."""

    checked: int = 0
    unknown: int = 0
    latest: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: "Cosigned") -> None:
        """Take in what another stretch came to."""
        self.checked += other.checked
        self.unknown += other.unknown
        self.findings += other.findings
        for name, size in other.latest.items():
            self.latest[name] = max(size, self.latest.get(name, 0))


@dataclass
class Anchored:
    """What the anchors came to."""

    checked: int = 0
    unchecked: int = 0
    findings: list[Finding] = field(default_factory=list)


def check_cosignatures(
    database: "psycopg.Connection[Any]", log: int, bounds: tuple[int, int], witnesses: Sequence[Verifier]
) -> Cosigned:
    """Check the lines under checkpoints from beyond one size up to another with the keys of witnesses."""
    found = Cosigned()
    for size, witness, line, note in database.execute(_LINES, [log, *bounds]):
        known = _is_by(witnesses, witness, line, note)
        if known is None:
            found.unknown += 1
        elif known:
            found.checked += 1
            found.latest[witness] = size
        else:
            found.findings.append(Finding("cosignature-false", log, f"{size} ({witness})"))
    return found


def _is_by(witnesses: Sequence[Verifier], name: str, line: str, note: str | None) -> bool | None:
    """Whether the witness of that name signed this checkpoint; None if it is not one of those known."""
    keys = [key for key in witnesses if key.name == name]
    if not keys:
        return None
    try:
        signed = Note.parse(((note or "").partition("\n\n")[0] + "\n\n" + line.rstrip() + "\n").encode())
        lines = {(one.name, one.key_id) for one in signed.signatures}
        known = [key for key in keys if (key.name, key.key_id) in lines]
        # Every line of a known key must hold, and there must be one.
        return bool(known) and all(verify(signed, [key]) for key in known)
    except ValueError:
        return False


def check_anchors(
    database: "psycopg.Connection[Any]", log: int, origin: str, roots: "Sequence[Certificate]"
) -> Anchored:
    """Check time stamps with these root certificates, and what was kept of printed sheets."""
    found = Anchored()
    for size, kind, token, received_at, note, root in database.execute(_ANCHORS, [log]).fetchall():
        if kind == PRINTED:
            faults = list(_sheet_faults(bytes(token), size, origin, note, root))
        elif kind == STAMPED and roots:
            faults = list(_stamp_faults(bytes(token), received_at, note, roots))
        else:
            found.unchecked += 1
            continue
        found.checked += 1
        found.findings += [Finding(fault, log, str(size)) for fault in faults]
    return found


def _sheet_faults(
    token: bytes, size: int, origin: str, note: str | None, root: bytes | None
) -> Iterator[str]:
    expected = {
        "note_sha256": sha256((note or "").encode()).hexdigest(),
        "origin": origin,
        "root": root.hex() if root else None,
        "size": size,
    }
    try:
        said = json.loads(token)
        if {key: said[key] for key in expected} != expected or Checkpoint.parse(_text(note)).root != root:
            yield "sheet-differs"
    except (ValueError, KeyError, TypeError):
        yield "sheet-differs"


def _text(note: str | None) -> str:
    return Note.parse((note or "").encode()).text


def _stamp_faults(
    token: bytes, received_at: dt.datetime, note: str | None, roots: "Sequence[Certificate]"
) -> Iterator[str]:
    from pranata.ledger.anchoring.time_stamping import (  # noqa: PLC0415 - fifteen mebibytes, where there are stamps
        Authority,
        StampRefused,
    )

    try:
        stamped_at = Authority("", tuple(roots)).check(token, (note or "").encode())
    except StampRefused:
        yield "stamp-false"
        return
    if abs(stamped_at - received_at) > TOLERATED:
        yield "stamp-time-differs"
