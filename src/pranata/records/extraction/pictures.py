"""Pages that were drawn once and are kept: derivatives of a version, bounded, gone with the document."""

from django.db import transaction

from pranata.foundation.blobs import blobs_of
from pranata.foundation.tenancy import tenant_scope
from pranata.records.extraction.finding import draw_page
from pranata.records.models import Document, PagePicture, Version

MOST_KEPT = 400
LARGEST_KEPT = 1_000_000
"""Of one instansi, in pictures and in bytes of each: what is beyond is drawn anew."""


def picture_of(version: Version, page: int, *, patience_s: float) -> bytes:
    """Return a page as PNG: the one that is kept, or one drawn now from bytes that are what they were.

    The caller has found that the version may be seen. Raises BlobDamaged, BlobMissing, PlaceRefused or
    NotReadable.
    """
    # An assessor of another instansi looks too, where a task proves it.
    with tenant_scope(version.instansi_id):
        kept = PagePicture.objects.filter(version=version, page=page).first()
        if kept is not None:
            return bytes(kept.content)
        blobs_of(version.instansi_id).verify(version.sha256)
        drawn = draw_page(version, page, patience_s=patience_s)
        if len(drawn) <= LARGEST_KEPT:
            _keep(version, page, drawn)
        return drawn


@transaction.atomic
def _keep(version: Version, page: int, drawn: bytes) -> None:
    # Destruction takes the same lock: no picture comes after it.
    documents = Document.objects.select_for_update().filter(pk=version.document_id)
    if not documents.filter(destroyed_at__isnull=True).exists():
        return
    row = PagePicture(instansi_id=version.instansi_id, version=version, page=page, content=drawn)
    PagePicture.objects.bulk_create([row], ignore_conflicts=True)
    spare = PagePicture.objects.order_by("-pk").values_list("pk", flat=True)[MOST_KEPT : MOST_KEPT + 1]
    for oldest in list(spare):
        PagePicture.objects.filter(pk__lte=oldest).delete()
