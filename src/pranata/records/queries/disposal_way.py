"""How far a proposal has come, and whose turn it is."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from pranata.foundation.errors import Text
from pranata.organisation.policies import Actor
from pranata.records.models import (
    DisposalPath,
    DisposalProposal,
    DisposalStep,
    ItemState,
    ProposalState,
    StepKind,
)
from pranata.records.models.disposal import PATIENCE, WITHDRAWABLE
from pranata.records.policies import APPRAISERS, APPROVERS, EXECUTORS, PROPOSERS
from pranata.records.queries.disposal import OPEN_STATES, steps_of


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One station of the way: what it is called, and the step that was taken there, if it was."""

    label: Text
    step: DisposalStep | None
    is_next: bool


WAYS = {
    DisposalPath.DESTROY: (
        StepKind.PROPOSE, StepKind.APPRAISE, StepKind.APPROVE, StepKind.BEGIN, StepKind.ORDER,
    ),
    DisposalPath.HAND_OVER: (
        StepKind.PROPOSE, StepKind.APPRAISE, StepKind.APPROVE, StepKind.HAND_OVER, StepKind.RECEIVE,
    ),
}  # fmt: skip
NEXT = {
    ProposalState.PROPOSED: StepKind.APPRAISE,
    ProposalState.APPRAISED: StepKind.APPROVE,
    ProposalState.BEGUN: StepKind.ORDER,
    ProposalState.HANDED_OVER: StepKind.RECEIVE,
}


def track_of(proposal: DisposalProposal, steps: list[DisposalStep]) -> list[Mark]:
    """Return the stations of a proposal's way, each with the latest step taken there."""
    latest = {step.kind: step for step in steps}
    way = WAYS[DisposalPath(proposal.path)]
    waits = NEXT.get(ProposalState(proposal.state))
    if proposal.state == ProposalState.APPROVED:
        waits = way[3]
    done = way[: way.index(waits)] if waits in way else way
    marks = [
        Mark(label=kind.label, step=latest.get(kind) if kind in done else None, is_next=kind == waits)
        for kind in way
    ]
    if StepKind.WITHDRAW in latest:
        marks.append(Mark(label=StepKind.WITHDRAW.label, step=latest[StepKind.WITHDRAW], is_next=False))
    return marks


def counts_of(proposal: DisposalProposal) -> dict[str, int]:
    """Return how many documents there are, and how many stand how. One query."""
    states = list(proposal.items.values_list("state", flat=True))
    waiting = (ItemState.LOCKED, ItemState.ERASING)
    return {
        "all": len(states),
        "done": states.count(ItemState.DONE),
        "kept": states.count(ItemState.KEPT),
        "held": states.count(ItemState.HELD),
        "waiting": sum(state in waiting for state in states),
    }


def next_steps(proposal: DisposalProposal, actor: Actor, *, now: dt.datetime) -> list[str]:
    """Return the steps, by the names of their pages, that the actor may take now. At most three queries.

    The operations judge again; this is what the page offers.
    """
    steps = steps_of(proposal)
    taken = {step.kind for step in steps if is_of(step, actor)}
    return [name for name in _open(proposal, steps, actor, now) if not taken & _CLOSED.get(name, set())]


def open_steps(actor: Actor, *, now: dt.datetime) -> list[tuple[DisposalProposal, str]]:
    """Return what waits for the actor in every open proposal: which one, and the step. Two queries.

    That a proposal may be withdrawn waits for nobody, and is left out.
    """
    found = DisposalProposal.objects.filter(state__in=OPEN_STATES).order_by("changed_at", "pk")
    steps = DisposalStep.objects.select_related("by").order_by("at", "pk")
    open_now: list[tuple[DisposalProposal, str]] = []
    for proposal in found.prefetch_related(Prefetch("steps", steps, to_attr="taken")):
        taken: list[DisposalStep] = proposal.taken
        own = {step.kind for step in taken if is_of(step, actor)}
        names = (n for n in _open(proposal, taken, actor, now) if not own & _CLOSED.get(n, set()))
        open_now += [(proposal, name) for name in names if name != "tarik"]
    return open_now


_CLOSED: dict[str, set[str]] = {
    "nilai": {StepKind.PROPOSE},
    "setujui": {StepKind.PROPOSE, StepKind.APPRAISE},
}


def _open(
    proposal: DisposalProposal, steps: list[DisposalStep], actor: Actor, now: dt.datetime
) -> Iterator[str]:
    state, destroys = proposal.state, proposal.path == DisposalPath.DESTROY
    if state == ProposalState.PROPOSED and actor.has_role(*APPRAISERS):
        yield "nilai"
    if state == ProposalState.APPRAISED and actor.has_role(*APPROVERS):
        yield "setujui"
    if destroys and actor.has_role(*EXECUTORS):
        yield from _executing(proposal, steps, actor, now)
    if state == ProposalState.APPROVED and not destroys and actor.has_role(*PROPOSERS):
        yield "serahkan"
    if state == ProposalState.HANDED_OVER and actor.has_role(*PROPOSERS):
        yield "terima"
    if state in WITHDRAWABLE and actor.has_role(*PROPOSERS, *APPROVERS):
        yield "tarik"


def _executing(
    proposal: DisposalProposal, steps: list[DisposalStep], actor: Actor, now: dt.datetime
) -> Iterator[str]:
    if proposal.state == ProposalState.APPROVED:
        yield "mulai"
    if proposal.state == ProposalState.ORDERED:
        yield "lanjutkan"
    if proposal.state == ProposalState.BEGUN:
        first = [step for step in steps if step.kind == StepKind.BEGIN][-1]
        late = now - first.at >= PATIENCE
        if late:
            yield "mulai"
        elif not is_of(first, actor):
            yield "musnahkan"


def is_of(step: DisposalStep, actor: Actor) -> bool:
    """Whether the actor is who took the step: the same person, or another one with the same account."""
    return step.by.person_id == actor.person_id or step.account_id_then == actor.account_id
