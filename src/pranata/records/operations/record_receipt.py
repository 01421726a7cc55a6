"""Recording the receipt of the archive institution: from then on it answers for the documents."""

import datetime as dt

from django.db import transaction

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import (
    DisposalProposal,
    Document,
    ItemState,
    ProposalState,
    StepKind,
    Upload,
)
from pranata.records.operations._act import act, version_ref
from pranata.records.operations._disposal import (
    add_step,
    last_events,
    listed_refs,
    proposal_ref,
    settle,
    taken,
)
from pranata.records.operations.approve_disposal import Letter, keep_letter
from pranata.records.policies import PROPOSERS


@transaction.atomic
def record_receipt(
    *, proposal: DisposalProposal, upload: Upload, letter: Letter, actor: Actor, now: dt.datetime
) -> DisposalProposal:
    """Keep the receipt as a document and mark what it is for as handed over.

    Raises NotPermitted, ProposalMovedOn, WordsMissing, UploadMissing or UploadUnfinished.
    """
    found = taken(proposal, *PROPOSERS, states=(ProposalState.HANDED_OVER,), actor=actor)
    items = list(found.items.filter(state=ItemState.HANDED).select_related("document"))
    version = keep_letter(
        upload, letter, title=f"Tanda terima penyerahan usul {found.number}", actor=actor, now=now
    )
    entry = append_entry(
        act(
            events.HANDOVER_RECEIVED,
            actor=actor,
            now=now,
            prev=last_events(found),
            objects=(proposal_ref(found), version_ref(version), *listed_refs(items, "diterima")),
            detail={
                "penerima": letter.issuer.strip(),
                "nomor": letter.number.strip(),
                "tanggal": letter.dated_on.isoformat(),
            },
        )
    )
    Document.objects.filter(pk__in=[item.document_id for item in items]).update(handed_over_at=now)
    found.items.filter(state=ItemState.HANDED).update(state=ItemState.DONE, done_at=now)
    add_step(
        found,
        StepKind.RECEIVE,
        state=ProposalState.DONE,
        entry=entry,
        actor=actor,
        now=now,
        note=f"{letter.issuer.strip()}, {letter.number.strip()}",
        document=version.document,
    )
    settle(found, now)
    return found
