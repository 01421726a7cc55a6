"""Destroying once more what a restored backup brought back, as the deletion journal says."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.ledger.shredding import shred_details
from pranata.records import events
from pranata.records.destruction.erasing import forget_words, own_details, remove
from pranata.records.destruction.journal import Destroyed
from pranata.records.models import DisposalItem, Document, ItemState
from pranata.records.models.disposal import LISTED
from pranata.records.operations._act import document_ref, version_ref
from pranata.records.operations._disposal import settle
from pranata.records.operations._retention import lock_retention
from pranata.records.queries.live import is_wanted
from pranata.records.uploads.receiving import lock_digest

SYSTEM: dict[str, Json] = {"system": "pengulangan pemusnahan"}


class AnotherInstansi(ProductError):
    """The journal's line is about an instansi whose scope is not open."""

    def __init__(self) -> None:
        super().__init__(_("Baris jurnal ini milik instansi lain."))


@transaction.atomic
def repeat_destruction(*, line: Destroyed, instansi_id: int, now: dt.datetime) -> None:
    """Remove the bytes, words and keys a line names, and record it. The system's own act; safe to repeat.

    A hold does not stop it: two persons destroyed this when nothing held it, and a hold that a backup brings
    back was released since. Bytes that a standing document needs stay. Raises AnotherInstansi, PlaceRefused,
    or OutsideTenant unless the instansi's scope is open.
    """
    if line.tenant != instansi_id:
        raise AnotherInstansi
    lock_retention(instansi_id)
    document = Document.objects.select_for_update().filter(public_id=line.document).first()
    if document is not None:
        _mark(document, dt.datetime.fromisoformat(line.at), now)
    for digest in line.digests:
        lock_digest(digest)
    removed = [digest for digest in line.digests if not is_wanted(digest)]
    remove(instansi_id, removed)
    details = own_details(document) if document is not None else []
    entry = append_entry(
        Act(
            action=events.DOCUMENT_DESTROYED,
            tenant_id=instansi_id,
            actor=SYSTEM,
            occurred_at=now,
            objects=_objects(line, document),
            result={"bita_dihapus": len(removed), "rincian_dihapus": len(details), "perintah": line.order},
        )
    )
    shred_details(details, by=entry)


def _mark(document: Document, destroyed_at: dt.datetime, now: dt.datetime) -> None:
    Document.objects.filter(pk=document.pk, destroyed_at__isnull=True).update(destroyed_at=destroyed_at)
    forget_words(document)
    for item in DisposalItem.objects.filter(document=document, state__in=LISTED).select_related("proposal"):
        item.state, item.done_at, item.fault = ItemState.DONE, now, ""
        item.save(update_fields=["state", "done_at", "fault"])
        settle(item.proposal, now)


def _objects(line: Destroyed, document: Document | None) -> tuple[ObjectRef, ...]:
    if document is None:  # It came after the backup was written: nobody here knows more than its name.
        return (ObjectRef(role="naskah", type="document", id=line.document),)
    versions = document.versions.select_related("document")
    return (document_ref(document), *(version_ref(version) for version in versions))
