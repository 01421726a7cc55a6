"""Exporting a bundle: the act is recorded first, with the list of all that goes out."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.bundles.listing import LIST_ROLE, export_list
from pranata.ledger.canonical import Json
from pranata.ledger.events import BUNDLE_EXPORTED
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import Act, EntryRef, ObjectRef, append_entry


class EntriesNotFound(ProductError):
    """An entry asked for, or one that such an entry rests on, is not of the instansi whose scope is open."""

    status = 404


@transaction.atomic
def export_bundle(
    *,
    event_ids: Collection[uuid.UUID],
    readable: Collection[str],
    opened: Collection[uuid.UUID],
    policy: bytes,
    tenant_id: int,
    actor: Mapping[str, Json],
    now: dt.datetime,
) -> EntryRef:
    """Record the export of these entries and of all they rest on; `queries.bundle` then gives the bundle.

    The caller has judged what the receiver may have: `readable` are the SHA-256 of documents that go along,
    all others are listed as withheld; `opened` are entries whose detail goes along. One query for each step
    backwards through `prev`. Raises EntriesNotFound.
    """
    entries = _with_what_they_rest_on(event_ids)
    needed = {sha256 for entry in entries.values() for sha256 in _documents(entry)}
    listed = export_list(
        entries={str(event_id): bytes(entry.leaf_hash).hex() for event_id, entry in entries.items()},
        documents=needed & set(readable),
        opened={_commit(entries[event_id]) for event_id in opened} - {""},
        withheld=needed - set(readable),
        policy=policy,
    )
    return append_entry(
        Act(
            action=BUNDLE_EXPORTED,
            tenant_id=tenant_id,
            actor=actor,
            occurred_at=now,
            objects=(_list_object(listed),),
            # The list is the detail itself: sealed, and kept as long as the entry can be opened.
            detail=json.loads(listed),
        )
    )


def _list_object(listed: bytes) -> ObjectRef:
    digest = hashlib.sha256(listed).hexdigest()
    return ObjectRef(
        role=LIST_ROLE,
        type="export-list",
        id=digest[:16],
        sha256=digest,
        size=len(listed),
        media="application/json",
    )


def _with_what_they_rest_on(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Entry]:
    found: dict[uuid.UUID, Entry] = {}
    wanted = set(event_ids)
    while wanted:
        more = {entry.event_id: entry for entry in Entry.objects.filter(event_id__in=wanted)}
        if wanted - set(more):
            raise EntriesNotFound(
                _("Sebagian catatan tidak ada dalam instansi ini."),
                why=_("Paket bukti memuat catatan instansi Anda saja, beserta semua yang disandarinya."),
                remedy=_("Pilih catatan dari riwayat instansi Anda, lalu ulangi."),
            )
        found |= more
        wanted = {uuid.UUID(earlier) for entry in more.values() for earlier in entry.document["prev"]}
        wanted -= set(found)
    return found


def _documents(entry: Entry) -> set[str]:
    return {thing["sha256"] for thing in entry.document["objects"] if thing.get("sha256")}


def _commit(entry: Entry) -> str:
    return str((entry.document["payload"] or {}).get("commit", ""))
