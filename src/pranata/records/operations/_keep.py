"""Writing a document and its versions: the one place that turns an upload into a version."""

import datetime as dt

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from pranata.foundation.blobs import BlobMissing, blobs_of
from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor
from pranata.records import codes
from pranata.records.models import Document, Upload, Version, VersionText
from pranata.records.uploads import UploadMissing
from pranata.records.uploads.receiving import lock_digest

LANGUAGE = "indonesian"


class UploadUnfinished(ProductError):
    """Not all bytes have come, or nobody has looked at them yet."""

    def __init__(self) -> None:
        super().__init__(
            _("Berkas ini belum selesai diunggah."),
            why=_("Hanya berkas yang sudah utuh dan diperiksa yang dapat disimpan."),
            remedy=_("Tunggu sampai unggahannya selesai, lalu simpan."),
        )


class CodeUnknown(ProductError):
    """A kind, class or classification that is on no list. `field` names which."""

    status = 422

    def __init__(self, field: str, code: str) -> None:
        super().__init__(
            _("Kode %(code)s tidak dikenal.") % {"code": code[:24]}, remedy=_("Pilih dari daftar.")
        )
        self.field = field


def require_codes(*, kind: str, security: str, classification: str) -> None:
    """Raise CodeUnknown unless every code is offered."""
    if kind not in {c.code for c in codes.document_kinds() if not c.ended}:
        raise CodeUnknown("kind", kind)
    if security not in {c.code for c in codes.security_classes() if not c.ended}:
        raise CodeUnknown("security", security)
    if classification and not codes.CLASSIFICATION.fullmatch(classification):
        raise CodeUnknown("classification", classification)


def keep_version(
    document: Document,
    upload: Upload,
    *,
    number: int,
    actor: Actor,
    now: dt.datetime,
    note: str = "",
    derived_from: Version | None = None,
    derivation: str = "",
) -> Version:
    """Write the upload's bytes as a version. At this point they are durable in every place, or it raises.

    Raises UploadMissing, UploadUnfinished, BlobMissing.
    """
    taken = _take(upload, actor=actor, now=now)
    version = Version.objects.create(
        instansi_id=document.instansi_id,
        document=document,
        number=number,
        sha256=taken.sha256,
        size=taken.length,
        media=taken.media,
        original_name=taken.name,
        note=note,
        derived_from=derived_from,
        derivation=derivation,
        scan_verdict=taken.scan_verdict,
        stored_at=now,
        stored_by_id=actor.assignment_id,
        **actor.name_and_post(),
    )
    VersionText.objects.create(instansi_id=document.instansi_id, version=version)
    return version


def index_document(document: Document) -> None:
    """Make the document findable by its title, number and classification."""
    Document.objects.filter(pk=document.pk).update(
        search=SearchVector(Value(document.title), weight="A", config=LANGUAGE)
        + SearchVector(Value(f"{document.number} {document.classification}"), weight="A", config="simple")
    )


def _take(upload: Upload, *, actor: Actor, now: dt.datetime) -> Upload:
    own = Upload.objects.select_for_update().filter(pk=upload.pk, assignment_id=actor.assignment_id)
    found = own.filter(taken_at__isnull=True, expires_at__gt=now).first()
    if found is None:
        raise UploadMissing
    if not found.is_accepted:
        raise UploadUnfinished
    lock_digest(found.sha256)
    if blobs_of(found.instansi_id).stat(found.sha256) is None:
        raise BlobMissing(found.sha256)
    found.taken_at = now
    found.save(update_fields=["taken_at"])
    return found
