"""Recomputing stored entries: the seed of the audit.

It finds an entry whose bytes, hash or columns no longer agree. It cannot find an entry that was rewritten
together with its hash, or one that was removed: that takes the checkpoints and witnesses still to come.
"""

import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from pranata.ledger.canonical import canonical
from pranata.ledger.models import Entry


@dataclass(frozen=True)
class Finding:
    """What is wrong with one entry; `fault` is `leaf_hash`, `not_canonical` or the name of a column."""

    event_id: uuid.UUID
    fault: str


@dataclass(frozen=True)
class CheckResult:
    """How many entries were looked at, and what was found."""

    checked: int
    findings: tuple[Finding, ...]


def check_entries(entries: QuerySet[Entry] | None = None) -> CheckResult:
    """Recompute every entry that is visible: the tenant's own, or all of them as the owner role."""
    checked, findings = 0, list[Finding]()
    chosen = Entry.objects.order_by("event_id") if entries is None else entries
    for entry in chosen.iterator(chunk_size=500):
        checked += 1
        findings.extend(Finding(entry.event_id, fault) for fault in _faults(entry))
    return CheckResult(checked, tuple(findings))


def leaf_hash(entry: bytes) -> bytes:
    """Return the RFC 6962 leaf hash of an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def _faults(entry: Entry) -> Iterator[str]:
    raw = bytes(entry.entry)
    if leaf_hash(raw) != bytes(entry.leaf_hash):
        yield "leaf_hash"
    try:
        document = json.loads(raw)
        is_canonical = canonical(document) == raw
    except ValueError:
        yield "not_canonical"
        return
    if not is_canonical:
        yield "not_canonical"
    yield from _columns(entry, document)


def _columns(entry: Entry, document: dict[str, Any]) -> Iterator[str]:
    if document.get("event_id") != str(entry.event_id):
        yield "event_id"
    if document.get("tenant") != entry.tenant_id:
        yield "tenant_id"
    if document.get("recorded_at") != entry.recorded_at.strftime("%Y-%m-%dT%H:%M:%SZ"):
        yield "recorded_at"
