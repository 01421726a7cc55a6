"""Removing the bytes and keys of a document whose destruction was ordered, and recording that it is done."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.ledger.shredding import shred_details
from pranata.records import events
from pranata.records.destruction.erasing import Erased, erase_bytes
from pranata.records.models import DisposalItem, DisposalProposal, Document, ItemState, StepKind
from pranata.records.operations._act import document_ref, version_ref
from pranata.records.operations._disposal import proposal_ref, settle
from pranata.records.operations.take_up_locked import SYSTEM


class NothingToFinish(ProductError):
    """Nobody ordered it, or it is done."""

    def __init__(self) -> None:
        super().__init__(_("Naskah ini tidak sedang dimusnahkan."))


@transaction.atomic
def finish_destruction(*, item: DisposalItem, now: dt.datetime) -> DisposalItem:
    """Destroy the bytes, words and keys of an item past the point of no return. The system's own act.

    It rests on the order of two persons. Killed anywhere, it is done once more from the start. Raises
    NothingToFinish; PlaceRefused where a place does not let go, with nothing recorded as done; or
    OutsideTenant unless the instansi's scope is open.
    """
    found = DisposalItem.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=item.pk)
    if found.state != ItemState.ERASING:
        raise NothingToFinish
    document = Document.objects.select_for_update().get(pk=found.document_id)
    order = _order(found.proposal)
    erased = erase_bytes(document, order=str(order), now=now)
    entry = append_entry(
        Act(
            action=events.DOCUMENT_DESTROYED,
            tenant_id=found.instansi_id,
            actor=SYSTEM,
            occurred_at=now,
            prev=(order,),
            objects=(
                document_ref(document),
                *(version_ref(version) for version in document.versions.select_related("document")),
                proposal_ref(found.proposal),
            ),
            result=_counts(erased),
        )
    )
    shred_details(erased.details, by=entry)
    found.state, found.done_at, found.fault, found.locked_until = ItemState.DONE, now, "", None
    found.save(update_fields=["state", "done_at", "fault", "locked_until"])
    settle(found.proposal, now)
    return found


def _order(proposal: DisposalProposal) -> uuid.UUID:
    latest = proposal.steps.filter(kind=StepKind.ORDER).order_by("-at", "-pk")
    return latest.values_list("event_id", flat=True)[0]


def _counts(erased: Erased) -> dict[str, Json]:
    return {
        "bita_dihapus": len(erased.removed),
        "bita_dipakai_bersama": len(erased.shared),
        "rincian_dihapus": len(erased.details),
    }
