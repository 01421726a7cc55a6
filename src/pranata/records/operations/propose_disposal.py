"""Proposing documents whose time has come for destruction, or for the archive institution."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor, require_role
from pranata.records import events
from pranata.records.models import (
    DisposalItem,
    DisposalPath,
    DisposalProposal,
    Document,
    ProposalState,
    StepKind,
)
from pranata.records.operations._act import act
from pranata.records.operations._disposal import add_step, listed_refs, proposal_ref, said
from pranata.records.operations._lock import require_unlisted
from pranata.records.operations._retention import erasure_ref, lock_retention
from pranata.records.policies import PROPOSERS
from pranata.records.queries.disposal import basis_of, fits
from pranata.records.queries.erasure import granted_for
from pranata.records.queries.retention import Retention, retentions_of

# An entry names each document of the list, and one destruction each version of its document.
MOST_DOCUMENTS, MOST_VERSIONS = 300, 150


class NothingProposed(ProductError):
    """A list without documents."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Belum ada naskah yang dipilih."), remedy=_("Pilih paling sedikit satu naskah."))


class TooManyProposed(ProductError):
    """More than one list holds."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Satu usul paling banyak memuat %(most)d naskah, masing-masing sampai %(versions)d versi.")
            % {"most": MOST_DOCUMENTS, "versions": MOST_VERSIONS},
            remedy=_("Bagilah menjadi beberapa usul."),
        )


class NotDue(ProductError):
    """A document may not be disposed of on this path on this day."""

    def __init__(self, retention: Retention) -> None:
        super().__init__(
            _("%(title)s belum boleh diusulkan.") % {"title": retention.document.title},
            why=_(
                "Hanya naskah yang jatuh tempo menurut JRA yang sudah ditetapkan, bernasib sesuai, "
                "dan tidak ditahan yang boleh diusulkan."
            ),
            remedy=_("Lepaskan naskah itu dari daftar, lalu kirim sekali lagi."),
        )


@transaction.atomic
def propose_disposal(
    *, documents: Sequence[Document], path: DisposalPath, note: str, actor: Actor, now: dt.datetime
) -> DisposalProposal:
    """List documents for destruction or handover. `note` says why now.

    Raises NotPermitted, NothingProposed, TooManyProposed, WordsMissing, NotDue, DocumentListed or
    DocumentDestroyed.
    """
    require_role(actor, *PROPOSERS, instansi_id=actor.instansi_id)
    reason = said(note, "note")
    lock_retention(actor.instansi_id)
    found = _judged(documents, path, actor, now)
    proposal = DisposalProposal.objects.create(
        instansi_id=actor.instansi_id,
        number=_next_number(),
        path=path,
        note=reason,
        proposed_at=now,
        changed_at=now,
    )
    items = [
        DisposalItem.objects.create(
            instansi_id=actor.instansi_id,
            proposal=proposal,
            document=retention.document,
            basis=basis_of(retention),
        )
        for retention in found
    ]
    _record(proposal, items, actor=actor, now=now)
    return proposal


def _judged(
    documents: Sequence[Document], path: DisposalPath, actor: Actor, now: dt.datetime
) -> list[Retention]:
    ids = {document.pk for document in documents}
    locked = list(Document.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    if not locked or len(locked) < len(ids):
        raise NothingProposed
    versions = Document.objects.filter(pk__in=ids).annotate(n=Count("versions")).aggregate(most=Max("n"))
    if len(locked) > MOST_DOCUMENTS or (versions["most"] or 0) > MOST_VERSIONS:
        raise TooManyProposed
    for document in locked:
        require_role(actor, *PROPOSERS, instansi_id=document.instansi_id, unit_id=document.unit_id)
        require_unlisted(document)
    found = retentions_of(locked, on=actor.local_date(now))
    for retention in found:
        if not fits(retention, path):
            raise NotDue(retention)
    return found


def _next_number() -> int:
    return (DisposalProposal.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def _record(proposal: DisposalProposal, items: list[DisposalItem], *, actor: Actor, now: dt.datetime) -> None:
    # Whoever was granted an erasure can show that this is what carries it out.
    granted = granted_for([item.document_id for item in items])
    requests = {request.pk: request for found in granted.values() for request in found}
    entry = append_entry(
        act(
            events.DISPOSAL_PROPOSED,
            actor=actor,
            now=now,
            objects=(
                proposal_ref(proposal),
                *listed_refs(items, "diusulkan"),
                *map(erasure_ref, requests.values()),
            ),
            detail={
                "jalur": proposal.path,
                "alasan": proposal.note,
                "dasar": {str(item.document.public_id): item.basis for item in items},
            },
        )
    )
    add_step(
        proposal,
        StepKind.PROPOSE,
        state=ProposalState.PROPOSED,
        entry=entry,
        actor=actor,
        now=now,
        note=proposal.note,
    )
