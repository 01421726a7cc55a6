"""Keeping a later version of a document, or one made from another (a derivative)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import Document, Upload, Version
from pranata.records.operations._act import act, document_ref, version_ref
from pranata.records.operations._keep import keep_version
from pranata.records.operations._lock import locked


class SameBytes(ProductError):
    """The document has a version of exactly these bytes."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _("Berkas ini sama persis dengan versi %(number)d naskah ini.") % {"number": number},
            why=_("Versi baru tanpa isi baru membuat riwayat sulit dibaca."),
            remedy=_("Periksa apakah berkas yang dipilih sudah benar."),
        )


class OriginUnknown(ProductError):
    """A derivative must name the version it was made from, of the same document, and how it was made."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Sebutkan versi asal dan cara turunan ini dibuat."),
            why=_("Turunan tanpa asal tidak dapat dibandingkan dengan aslinya."),
        )


@transaction.atomic
def add_version(
    *,
    document: Document,
    upload: Upload,
    expected_revision: int,
    actor: Actor,
    now: dt.datetime,
    note: str = "",
    derived_from: Version | None = None,
    derivation: str = "",
) -> Version:
    """Keep an accepted upload as the document's next version. `expected_revision` is what the person saw.

    Raises NotPermitted, DocumentChangedMeanwhile, SameBytes, OriginUnknown, UploadMissing, UploadUnfinished.
    """
    found = locked(document, expected_revision=expected_revision, actor=actor)
    if (derived_from is None) != (not derivation) or (derived_from and derived_from.document_id != found.pk):
        raise OriginUnknown
    versions = list(found.versions.order_by("number"))
    _require_new(versions, upload)
    version = keep_version(
        found,
        upload,
        number=versions[-1].number + 1,
        note=note,
        derived_from=derived_from,
        derivation=derivation,
        actor=actor,
        now=now,
    )
    found.changed_at = now
    found.save(update_fields=["revision", "changed_at"])
    _append(found, version, actor=actor, now=now)
    return version


def _require_new(versions: list[Version], upload: Upload) -> None:
    for version in versions:
        if upload.sha256 and version.sha256 == upload.sha256:
            raise SameBytes(version.number)


def _append(document: Document, version: Version, *, actor: Actor, now: dt.datetime) -> None:
    origin = version.derived_from
    append_entry(
        act(
            events.VERSION_ADDED,
            actor=actor,
            now=now,
            objects=(document_ref(document), version_ref(version)),
            detail={
                "versi": version.number,
                "keterangan": version.note,
                "nama_berkas": version.original_name,
                "turunan_dari": origin.sha256 if origin else None,
                "cara": version.derivation,
                "pindai": version.scan_verdict,
            },
        )
    )
