"""Keeping a new document with its first version."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.models import Unit
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import Document, Upload, Version
from pranata.records.operations._act import act, document_ref, version_ref, written
from pranata.records.operations._keep import index_document, keep_version, require_codes
from pranata.records.policies import require_may_change


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a document is, as a person says it."""

    title: str
    kind: str
    security: str
    number: str = ""
    dated_on: dt.date | None = None
    classification: str = ""


@transaction.atomic
def add_document(
    *, upload: Upload, unit: Unit, description: Description, actor: Actor, now: dt.datetime
) -> Version:
    """Make a document of an accepted upload, owned by `unit`, and return its first version.

    Raises NotPermitted, CodeUnknown, UploadMissing, UploadUnfinished or BlobMissing.
    """
    require_may_change(actor, instansi_id=unit.instansi_id, unit_id=unit.pk)
    return keep_document(upload=upload, unit=unit, description=description, actor=actor, now=now)


def keep_document(
    *, upload: Upload, unit: Unit, description: Description, actor: Actor, now: dt.datetime
) -> Version:
    """Make the document for an operation that has judged who may. Raises what `add_document` raises."""
    require_codes(
        kind=description.kind, security=description.security, classification=description.classification
    )
    document = Document.objects.create(
        instansi_id=unit.instansi_id, unit=unit, added_at=now, changed_at=now, **vars(description)
    )
    index_document(document)
    version = keep_version(document, upload, number=1, actor=actor, now=now)
    append_entry(
        act(
            events.DOCUMENT_ADDED,
            actor=actor,
            now=now,
            objects=(document_ref(document), version_ref(version)),
            detail={
                "judul": document.title,
                "nomor": document.number,
                "jenis": document.kind,
                "klasifikasi": document.classification,
                "keamanan": document.security,
                "tanggal": written(document.dated_on),
                "nama_berkas": version.original_name,
                "pindai": version.scan_verdict,
                "unit": str(unit.pk),
            },
        )
    )
    return version
