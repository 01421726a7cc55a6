"""How records writes an act: what about, with which bytes."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, ObjectRef
from pranata.organisation.policies import Actor
from pranata.records.models import Document, Evidence, Version


def act(
    action: ActionKind,
    *,
    actor: Actor,
    now: dt.datetime,
    objects: Sequence[ObjectRef],
    detail: Json = None,
    authority: str = "",
    prev: Sequence[uuid.UUID] = (),
    result: Mapping[str, Json] | None = None,
) -> Act:
    """Return the act, ready for `append_entry`. What is personal belongs in `detail`: it is sealed."""
    return Act(
        action=action,
        tenant_id=actor.instansi_id,
        actor=actor.evidence(),
        occurred_at=now,
        objects=tuple(objects),
        detail=detail,
        authority=authority or None,
        prev=tuple(prev),
        result=result,
    )


def document_ref(document: Document) -> ObjectRef:
    """Name a document, in the class it has now."""
    return ObjectRef(role="naskah", type="document", id=str(document.public_id), security=document.security)


def version_ref(version: Version) -> ObjectRef:
    """Name a version by the document it is of, and fix its bytes."""
    return ObjectRef(
        role="versi",
        type="document",
        id=str(version.document.public_id),
        sha256=version.sha256,
        size=version.size,
        media=version.media,
        security=version.document.security,
    )


def evidence_ref(evidence: Evidence) -> ObjectRef:
    """Name an item of evidence."""
    return ObjectRef(role="bukti", type="evidence", id=str(evidence.public_id))


def written(day: dt.date | None) -> str | None:
    """Return a date as an entry holds it."""
    return day.isoformat() if day else None
