"""The second of two persons who destroy: with this act what is not held is destroyed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted, ProductError
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import EntryRef, ObjectRef, append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import (
    DisposalItem,
    DisposalProposal,
    DisposalStep,
    ItemState,
    ProposalState,
    StepKind,
)
from pranata.records.models.disposal import PATIENCE
from pranata.records.operations._act import act
from pranata.records.operations._disposal import (
    SamePerson,
    add_step,
    last_events,
    listed_refs,
    open_items,
    proposal_ref,
    settle,
    taken,
)
from pranata.records.operations._taking import take
from pranata.records.policies import EXECUTORS
from pranata.records.queries.disposal import executing_units
from pranata.records.queries.disposal_way import is_of

ROLES = {
    ItemState.ERASING: "dimusnahkan",
    ItemState.HELD: "ditahan",
    ItemState.LOCKED: "menunggu_penyimpanan",
}


class TooLate(ProductError):
    """The first person confirmed too long ago."""

    def __init__(self) -> None:
        super().__init__(
            _("Konfirmasi orang pertama sudah lewat %(hours)d jam dan tidak berlaku lagi.")
            % {"hours": PATIENCE // dt.timedelta(hours=1)},
            why=_("Dua orang harus memutuskannya dalam waktu yang berdekatan, atas daftar yang sama."),
            remedy=_("Mulai sekali lagi dengan orang pertama."),
        )


class SameUnit(NotPermitted):
    """Both persons are of one unit although another unit has somebody who may."""

    def __init__(self) -> None:
        super().__init__(
            _("Orang kedua harus dari unit lain."),
            why=_("Pemusnahan disaksikan unit kerja yang berbeda, misalnya Inspektorat."),
            remedy=_("Mintalah pejabat berwenang dari unit lain menyelesaikannya."),
        )


@transaction.atomic
def order_destruction(*, proposal: DisposalProposal, actor: Actor, now: dt.datetime) -> DisposalProposal:
    """Order the destruction as the second person. Each document is looked at once more under the lock.

    What is held, no longer due or locked by its place stays, and says so. At the end of this transaction the
    others are destroyed: `finish_destruction` removes their bytes. Raises NotPermitted, ProposalMovedOn,
    SamePerson, SameUnit or TooLate.
    """
    found = taken(proposal, *EXECUTORS, states=(ProposalState.BEGUN,), actor=actor)
    first = found.steps.filter(kind=StepKind.BEGIN).select_related("by__position").latest("at", "pk")
    _require_second(first, actor, now)
    on = actor.local_date(now)
    items = [take(item, on=on, now=now) for item in open_items(found)]
    entry = _recorded(found, items, actor=actor, now=now)
    add_step(found, StepKind.ORDER, state=ProposalState.ORDERED, entry=entry, actor=actor, now=now)
    settle(found, now)
    return found


def _require_second(first: DisposalStep, actor: Actor, now: dt.datetime) -> None:
    if is_of(first, actor):
        raise SamePerson
    own = first.by.position.unit_id
    if actor.unit_id == own and executing_units(actor.local_date(now)) - {own}:
        raise SameUnit
    if not first.at <= now < first.at + PATIENCE:
        raise TooLate


def _recorded(
    proposal: DisposalProposal, items: list[DisposalItem], *, actor: Actor, now: dt.datetime
) -> EntryRef:
    by_role = {role: [i for i in items if i.state == state] for state, role in ROLES.items()}
    objects: list[ObjectRef] = [proposal_ref(proposal)]
    for role, found in by_role.items():
        objects += listed_refs(found, role)
    counts: dict[str, Json] = {role: len(found) for role, found in by_role.items()}
    return append_entry(
        act(
            events.DESTRUCTION_ORDERED,
            actor=actor,
            now=now,
            prev=last_events(proposal),
            objects=objects,
            result=counts,
        )
    )
