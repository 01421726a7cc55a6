"""Correcting what is said about a document. Its versions stay as they are."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import Document
from pranata.records.operations._act import act, document_ref
from pranata.records.operations._keep import index_document, require_codes
from pranata.records.operations._lock import locked
from pranata.records.operations._retention import lock_retention
from pranata.records.operations.add_document import Description
from pranata.records.queries.holds import holds_of


class NothingCorrected(ProductError):
    """What was to be said is what is said already."""

    def __init__(self) -> None:
        super().__init__(_("Tidak ada keterangan yang berubah, jadi tidak ada yang dicatat."))


class HeldByItsClass(ProductError):
    """A hold on a class keeps the document; in another class it would slip out of it."""

    field = "classification"

    def __init__(self) -> None:
        super().__init__(
            _("Naskah ini ditahan lewat kode klasifikasinya, jadi kodenya belum dapat diubah."),
            why=_("Dengan kode lain naskah ini lepas dari penahanan tanpa ada yang melepasnya."),
            remedy=_("Tunggu sampai penahanannya dilepas."),
        )


@transaction.atomic
def describe_document(
    *,
    document: Document,
    description: Description,
    expected_revision: int,
    actor: Actor,
    now: dt.datetime,
) -> Document:
    """Correct the description; before and after stand in the sealed detail of the act.

    Raises NotPermitted, DocumentChangedMeanwhile, CodeUnknown, HeldByItsClass or NothingCorrected.
    """
    found = locked(document, expected_revision=expected_revision, actor=actor)
    require_codes(
        kind=description.kind, security=description.security, classification=description.classification
    )
    wanted = vars(description)
    before = {name: getattr(found, name) for name in wanted}
    changed = {name: value for name, value in wanted.items() if before[name] != value}
    if not changed:
        raise NothingCorrected
    if "classification" in changed:
        _require_not_held(found)
    for name, value in changed.items():
        setattr(found, name, value)
    found.changed_at = now
    found.save()
    index_document(found)
    append_entry(
        act(
            events.DOCUMENT_DESCRIBED,
            actor=actor,
            now=now,
            objects=(document_ref(found),),
            detail={
                "sebelum": {name: str(before[name] or "") for name in changed},
                "sesudah": {name: str(value or "") for name, value in changed.items()},
            },
        )
    )
    return found


def _require_not_held(document: Document) -> None:
    lock_retention(document.instansi_id)
    if any(hold.classification for hold in holds_of([document]).get(document.pk, ())):
        raise HeldByItsClass
