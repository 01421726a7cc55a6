"""Opening the sealed detail of an entry."""

import json
import uuid
from collections.abc import Collection

from django.db import connection

from pranata.ledger.canonical import Json
from pranata.ledger.models import Entry
from pranata.ledger.sealing import CannotOpen, Sealed, unseal, unseal_with_salt

__all__ = ["CannotOpen", "DetailErased", "open_detail", "open_with_salt", "sealed_among"]


class DetailErased(LookupError):
    """The key was lawfully destroyed: the entry stands, what it said about people is gone for good."""


_SEALED = """
    SELECT box.key_id, box.nonce_ct, dek.master_id, dek.wrapped
    FROM ledger.sealed AS box JOIN keystore.dek AS dek USING (key_id)
    WHERE box.commit = %s
"""


_OPENABLE = """
    SELECT commit FROM ledger.sealed AS box JOIN keystore.dek AS dek USING (key_id) WHERE commit = ANY(%s)
"""


def open_detail(event_id: uuid.UUID) -> Json:
    """Return the detail of an entry in the open tenant scope, or None if it has none. Two queries.

    The scope decides which instansi's details open at all; who in the instansi may read this one is for
    the caller's policy to decide first. Raises Entry.DoesNotExist, DetailErased, or CannotOpen when what
    is stored is not what the entry commits to.
    """
    payload = Entry.objects.get(event_id=event_id).document["payload"]
    if payload is None:
        return None
    detail: Json = json.loads(unseal(_sealed(bytes.fromhex(payload["commit"]))))
    return detail


def open_with_salt(entry: Entry) -> tuple[bytes, Json]:
    """Return salt and detail of an entry that has one, for a bundle. One query.

    Whoever receives both can prove what was said; the caller's policy decides who may. Raises DetailErased or
    CannotOpen.
    """
    salt, plain = unseal_with_salt(_sealed(bytes.fromhex(entry.document["payload"]["commit"])))
    detail: Json = json.loads(plain)
    return salt, detail


def _sealed(commit: bytes) -> Sealed:
    with connection.cursor() as cursor:
        cursor.execute(_SEALED, [commit])
        row = cursor.fetchone()
    if row is None:
        raise DetailErased(commit.hex())
    key_id, nonce_ct, master_id, wrapped = row
    return Sealed(
        commit=commit, key_id=key_id, nonce_ct=bytes(nonce_ct), master_id=master_id, wrapped=bytes(wrapped)
    )


def sealed_among(event_ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Return those of these entries of the open scope whose detail is there to be opened. Two queries."""
    payloads = {e.event_id: e.document["payload"] for e in Entry.objects.filter(event_id__in=event_ids)}
    commits = {
        bytes.fromhex(payload["commit"]): event_id for event_id, payload in payloads.items() if payload
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPENABLE, [list(commits)])
        return [commits[bytes(commit)] for (commit,) in cursor.fetchall()]
