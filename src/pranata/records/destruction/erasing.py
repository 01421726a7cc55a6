"""Taking the bytes, the words and the keys of one document away, in that order, inside one transaction."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pranata.foundation.blobs import PlaceRefused, blobs_of
from pranata.ledger.queries.detail import sealed_among
from pranata.ledger.queries.history import history_of
from pranata.records import events
from pranata.records.destruction import journal
from pranata.records.models import BlobCheck, Document, PagePicture, VersionText
from pranata.records.queries.live import is_wanted
from pranata.records.uploads.receiving import lock_digest

# The acts whose sealed detail speaks of one document and nothing else.
OWN_ACTS = (events.DOCUMENT_ADDED, events.VERSION_ADDED, events.DOCUMENT_DESCRIBED)
MOST_ACTS = 10_000


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What went: the digests whose bytes are gone, those another document keeps, and the acts to shred."""

    removed: list[str]
    shared: list[str]
    details: list[uuid.UUID]


class StillThere(PlaceRefused):
    """A place said it removed the bytes, and still has them."""

    def __init__(self) -> None:
        super().__init__(_("Tempat penyimpanan masih menyimpan bita yang sudah diminta dihapus."))


def own_details(document: Document) -> list[uuid.UUID]:
    """Return the document's own acts whose detail can still be opened. Two queries."""
    codes = {kind.code for kind in OWN_ACTS}
    acts = history_of("document", str(document.public_id), limit=MOST_ACTS)
    return sealed_among([line.event_id for line in acts if line.action in codes])


def erase_bytes(document: Document, *, order: str, now: dt.datetime) -> Erased:
    """Write the journal, then remove the bytes in every place and the words that were found in them.

    The document is past the point of no return. Bytes that a standing document or an upload needs stay.
    Everybody who would name or heal these bytes waits for the lock taken here. A crash anywhere leaves the
    journal at least as far as the bytes; done once more, it finds less to do. Raises PlaceRefused
    (PlaceLocked too) with bytes gone from some places and the rest to be tried again.
    """
    digests = sorted(set(document.versions.values_list("sha256", flat=True)))
    for digest in digests:
        lock_digest(digest)
    shared = [digest for digest in digests if is_wanted(digest)]
    erased = Erased(
        removed=[digest for digest in digests if digest not in shared],
        shared=shared,
        details=own_details(document),
    )
    journal.append(
        journal.Destroyed(
            at=now.isoformat(),
            tenant=document.instansi_id,
            document=str(document.public_id),
            order=order,
            # Those that another document keeps too: a backup may know this one and not the other.
            digests=digests,
            details=[str(event_id) for event_id in erased.details],
        )
    )
    # At this point a restored backup will lose them again; from here on bytes go.
    remove(document.instansi_id, erased.removed)
    forget_words(document)
    return erased


def remove(instansi_id: int, digests: list[str]) -> None:
    """Remove bytes in every place and look that they are gone. Raises PlaceRefused."""
    store = blobs_of(instansi_id)
    for digest in digests:
        store.remove(digest)
        if not store.is_gone(digest):
            raise StillThere
    BlobCheck.objects.filter(instansi_id=instansi_id, sha256__in=digests).delete()


def forget_words(document: Document) -> None:
    """Take the document's text, its drawn pages and its words away; its title stays on the list."""
    PagePicture.objects.filter(version__document=document).delete()
    VersionText.objects.filter(version__document=document).delete()
    Document.objects.filter(pk=document.pk).update(search=None)
