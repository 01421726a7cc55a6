"""Checkpoints: whether a trusted key signed each, and what it signed."""

from collections.abc import Sequence
from dataclasses import dataclass

from pranata.ledger.auditing.finding import Finding
from pranata.ledger.notes import (
    Checkpoint,
    CheckpointMalformed,
    Note,
    NoteMalformed,
    NoteRejected,
    Policy,
    PolicyMalformed,
    SignatureType,
    Verifier,
    verify,
)


@dataclass(frozen=True)
class StoredCheckpoint:
    """A row of ledger.checkpoint."""

    log: int
    size: int
    root: bytes
    note: str


def checkpoint_faults(row: StoredCheckpoint, origin: str, keys: Sequence[Verifier]) -> list[Finding]:
    """Check signature, origin, size and root of one checkpoint against its note and the trusted keys."""
    trusted = [key for key in keys if key.name == origin]
    try:
        note = Note.parse(row.note.encode())
        signed = Checkpoint.parse(note.text)
        # Every trusted key must have signed: a second line that is missing is a downgrade.
        for key in trusted:
            verify(note, [key])
    except (NoteMalformed, NoteRejected, CheckpointMalformed):
        return [Finding("signature-false", row.log, str(row.size))]
    faults = [] if trusted else [Finding("signature-false", row.log, str(row.size))]
    if (signed.origin, signed.size, signed.root) != (origin, row.size, row.root):
        faults.append(Finding("checkpoint-differs", row.log, str(row.size)))
    return faults


def read_keys(document: bytes) -> tuple[Verifier, ...]:
    """Return the keys of logs in a file: a C2SP policy, or lines `log <vkey>` or `<vkey>`.

    Raises ValueError where there is none.
    """
    try:
        return Policy.parse(document).logs
    except PolicyMalformed:
        lines = [line.strip().removeprefix("log ").strip() for line in document.decode().splitlines()]
    keys = tuple(Verifier.parse(line.split()[0]) for line in lines if line and not line.startswith("#"))
    found = tuple(key for key in keys if key.type is not SignatureType.COSIGNATURE_V1)
    if not found:
        raise ValueError("no key of a log")
    return found
