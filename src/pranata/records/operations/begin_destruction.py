"""The first of two persons who destroy: from here the second has a limited time."""

import datetime as dt

from django.db import transaction

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import DisposalPath, DisposalProposal, ProposalState, StepKind
from pranata.records.operations._act import act
from pranata.records.operations._disposal import (
    ProposalMovedOn,
    add_step,
    last_events,
    proposal_ref,
    taken,
)
from pranata.records.policies import EXECUTORS


@transaction.atomic
def begin_destruction(*, proposal: DisposalProposal, actor: Actor, now: dt.datetime) -> DisposalProposal:
    """Confirm as the first person; nothing is destroyed yet. Whoever begins anew becomes the first.

    Raises NotPermitted or ProposalMovedOn.
    """
    states = (ProposalState.APPROVED, ProposalState.BEGUN)
    found = taken(proposal, *EXECUTORS, states=states, actor=actor)
    if found.path != DisposalPath.DESTROY:
        raise ProposalMovedOn(found.state)
    entry = append_entry(
        act(
            events.DESTRUCTION_BEGUN,
            actor=actor,
            now=now,
            prev=last_events(found),
            objects=(proposal_ref(found),),
        )
    )
    add_step(found, StepKind.BEGIN, state=ProposalState.BEGUN, entry=entry, actor=actor, now=now)
    return found
