"""Handing permanent records over: each document an entry, and all of them one bundle for the receiver."""

import datetime as dt

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from pranata.ledger.operations.append_entry import EntryRef, append_entry
from pranata.ledger.operations.export_bundle import export_bundle
from pranata.ledger.queries.detail import sealed_among
from pranata.ledger.queries.history import HistoryLine
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import (
    DisposalItem,
    DisposalPath,
    DisposalProposal,
    Document,
    ItemState,
    ProposalState,
    StepKind,
    Version,
)
from pranata.records.operations._act import act, document_ref, version_ref
from pranata.records.operations._disposal import (
    ProposalMovedOn,
    add_step,
    last_events,
    open_items,
    said,
    settle,
    taken,
)
from pranata.records.operations.export_proof import MOST_BYTES, ProofTooLarge
from pranata.records.policies import PROPOSERS, require_may_read
from pranata.records.queries.holds import holds_of
from pranata.records.queries.proof import acts_of_document, digests


@transaction.atomic
def hand_over_records(
    *, proposal: DisposalProposal, receiver: str, policy: bytes, actor: Actor, now: dt.datetime
) -> EntryRef:
    """Record the handover of what is not held, and return the export whose bundle goes to the receiver.

    The bytes stay here as a copy. Until the receiver's receipt is recorded the documents are not handed over.
    Raises NotPermitted, ProposalMovedOn, WordsMissing, ProofTooLarge or TooManyActs.
    """
    found = taken(proposal, *PROPOSERS, states=(ProposalState.APPROVED,), actor=actor)
    if found.path != DisposalPath.HAND_OVER:
        raise ProposalMovedOn(found.state)
    name = said(receiver, "receiver")
    going = _free(open_items(found))
    if not going:
        raise ProposalMovedOn(found.state)
    for item in going:
        _record(found, item.document, name, actor=actor, now=now)
    export = _exported([item.document for item in going], policy=policy, actor=actor, now=now)
    add_step(
        found,
        StepKind.HAND_OVER,
        state=ProposalState.HANDED_OVER,
        entry=export,
        actor=actor,
        now=now,
        note=name,
    )
    settle(found, now)
    return export


def _free(items: list[DisposalItem]) -> list[DisposalItem]:
    """Return the items that nothing holds, marked as handed over; the others say that they are held."""
    held = holds_of([item.document for item in items])
    for item in items:
        item.state = ItemState.HELD if item.document_id in held else ItemState.HANDED
        item.fault = _("Ada penahanan yang berlaku.") if item.document_id in held else ""
        item.save(update_fields=["state", "fault"])
    return [item for item in items if item.state == ItemState.HANDED]


def _record(
    proposal: DisposalProposal, document: Document, receiver: str, *, actor: Actor, now: dt.datetime
) -> None:
    require_may_read(
        actor, instansi_id=document.instansi_id, unit_id=document.unit_id, security=document.security
    )
    append_entry(
        act(
            events.DOCUMENT_HANDED_OVER,
            actor=actor,
            now=now,
            prev=last_events(proposal),
            objects=(
                document_ref(document),
                *(version_ref(version) for version in document.versions.select_related("document")),
            ),
            detail={"penerima": receiver},
        )
    )


def _exported(documents: list[Document], *, policy: bytes, actor: Actor, now: dt.datetime) -> EntryRef:
    lines: list[HistoryLine] = [line for document in documents for line in acts_of_document(document)]
    files = set(digests(lines))
    total = Version.objects.filter(document__in=documents).aggregate(total=Sum("size"))["total"]
    if (total or 0) > MOST_BYTES:
        raise ProofTooLarge
    return export_bundle(
        event_ids={line.event_id for line in lines},
        readable=files,
        opened=set(sealed_among([line.event_id for line in lines if not line.is_about_dispute])),
        policy=policy,
        tenant_id=actor.instansi_id,
        actor=actor.evidence(),
        now=now,
    )
