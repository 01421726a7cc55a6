"""Taking a proposal back before two persons have ordered it: its documents are free again."""

import datetime as dt

from django.db import transaction

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import DisposalProposal, ItemState, ProposalState, StepKind
from pranata.records.models.disposal import WITHDRAWABLE
from pranata.records.operations._act import act
from pranata.records.operations._disposal import (
    UNSETTLED,
    add_step,
    last_events,
    listed_refs,
    proposal_ref,
    said,
    taken,
)
from pranata.records.policies import APPROVERS, PROPOSERS


@transaction.atomic
def withdraw_proposal(
    *, proposal: DisposalProposal, reason: str, actor: Actor, now: dt.datetime
) -> DisposalProposal:
    """Withdraw what nobody has ordered yet. Raises NotPermitted, ProposalMovedOn or WordsMissing."""
    found = taken(proposal, *PROPOSERS, *APPROVERS, states=WITHDRAWABLE, actor=actor)
    why = said(reason, "reason")
    items = list(found.items.filter(state__in=UNSETTLED).select_related("document"))
    entry = append_entry(
        act(
            events.DISPOSAL_WITHDRAWN,
            actor=actor,
            now=now,
            prev=last_events(found),
            objects=(proposal_ref(found), *listed_refs(items, "dilepas")),
            detail={"alasan": why},
        )
    )
    found.items.filter(state__in=UNSETTLED).update(state=ItemState.WITHDRAWN)
    add_step(
        found, StepKind.WITHDRAW, state=ProposalState.WITHDRAWN, entry=entry, actor=actor, now=now, note=why
    )
    return found
