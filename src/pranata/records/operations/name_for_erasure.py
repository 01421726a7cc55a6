"""Naming a document that a request for erasure is about."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import Document, ErasureItem, ErasureRequest
from pranata.records.operations._act import act, document_ref
from pranata.records.operations._retention import erasure_ref, open_request
from pranata.records.operations.add_evidence import PartUnknown
from pranata.records.policies import may_read, require_keeps_all

MOST_ITEMS = 200


class NamedAlready(ProductError):
    """The document is named in this request."""

    def __init__(self) -> None:
        super().__init__(_("Naskah ini sudah ada dalam permintaan itu."))


class TooManyItems(ProductError):
    """More documents than one decision can be made about."""

    def __init__(self) -> None:
        super().__init__(
            _("Satu permintaan paling banyak memuat %(most)d naskah.") % {"most": MOST_ITEMS},
            remedy=_("Catat selebihnya sebagai permintaan lain dengan nomor surat yang sama."),
        )


@transaction.atomic
def name_for_erasure(
    *, request: ErasureRequest, document: Document, actor: Actor, now: dt.datetime
) -> ErasureItem:
    """Name a document in an undecided request.

    Raises NotPermitted, RequestDecided, PartUnknown, NamedAlready or TooManyItems.
    """
    require_keeps_all(actor, instansi_id=request.instansi_id)
    found = open_request(request)
    if document.instansi_id != found.instansi_id or not may_read(
        actor, unit_id=document.unit_id, security=document.security
    ):
        raise PartUnknown
    if found.items.filter(document=document).exists():
        raise NamedAlready
    if found.items.count() >= MOST_ITEMS:
        raise TooManyItems
    item = ErasureItem.objects.create(instansi_id=found.instansi_id, request=found, document=document)
    append_entry(
        act(
            events.ERASURE_NAMED,
            actor=actor,
            now=now,
            objects=(erasure_ref(found), document_ref(document)),
            authority="UU 27/2022",
        )
    )
    return item
