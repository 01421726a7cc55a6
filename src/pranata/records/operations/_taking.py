"""Taking a document for destruction: the last look, and the point of no return."""

import datetime as dt

from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pranata.foundation.blobs import PlaceRefused, blobs_of
from pranata.records.models import DisposalItem, DisposalPath, Document, ItemState
from pranata.records.queries.disposal import fits
from pranata.records.queries.holds import is_held
from pranata.records.queries.retention import retention_of


def take(item: DisposalItem, *, on: dt.date, now: dt.datetime) -> DisposalItem:
    """Take an item for destruction, or say why not, in its state. The retention lock is held.

    A hold wins, however late it came. So does a rule that no longer makes the document due. A place that
    forbids removal leaves the whole item waiting: nothing goes from one place and stays in another. With
    `erasing` the document is destroyed: once this transaction commits nothing brings it back, and whoever
    finds the item in that state finishes it.
    """
    document = Document.objects.select_for_update().select_related("unit").get(pk=item.document_id)
    item.document, item.fault, item.locked_until = document, "", None
    reason = _kept_by_rule(document, on)
    if reason:
        item.state, item.fault = ItemState.HELD, reason
    elif _locked(item, now):
        item.state = ItemState.LOCKED
    else:
        item.state = ItemState.ERASING
        Document.objects.filter(pk=document.pk).update(destroyed_at=now, revision=F("revision") + 1)
        document.destroyed_at = now
    item.save(update_fields=["state", "fault", "locked_until"])
    return item


def _kept_by_rule(document: Document, on: dt.date) -> str:
    if is_held(document):
        return _("Ada penahanan yang berlaku.")
    if not fits(retention_of(document, on=on), DisposalPath.DESTROY):
        return _("Menurut JRA yang berlaku sekarang, naskah ini belum boleh dimusnahkan.")
    return ""


def _locked(item: DisposalItem, now: dt.datetime) -> bool:
    """Whether a place keeps the bytes for now, or cannot say; the item then tells which and until when."""
    store = blobs_of(item.instansi_id)
    digests = set(item.document.versions.values_list("sha256", flat=True))
    try:
        dates = [until for until in map(store.locked_until, sorted(digests)) if until is not None]
    except PlaceRefused as refusal:
        item.fault = str(refusal.what)[:300]
        return True
    until = max(dates, default=None)
    if until is None or until <= now:
        return False
    item.locked_until = until
    item.fault = _("Kunci objek di tempat penyimpanan berlaku sampai %(day)s.") % {
        "day": date_format(until, "j F Y")
    }
    return True
