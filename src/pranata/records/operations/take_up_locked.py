"""Going on with a document that its place of storage kept when its destruction was ordered."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.records import events
from pranata.records.models import DisposalItem, ItemState
from pranata.records.operations._disposal import last_events, listed_refs, proposal_ref, settle
from pranata.records.operations._retention import lock_retention
from pranata.records.operations._taking import take
from pranata.records.operations.order_destruction import ROLES

SYSTEM: dict[str, Json] = {"system": "pemusnahan arsip"}


class NothingToTakeUp(ProductError):
    """The item does not wait for its place, or its place still keeps it."""

    def __init__(self) -> None:
        super().__init__(_("Naskah ini tidak menunggu tempat penyimpanannya, atau kuncinya masih berlaku."))


@transaction.atomic
def take_up_locked(*, item: DisposalItem, on: dt.date, now: dt.datetime) -> DisposalItem:
    """Look at the item once more, under the lock, and take it if nothing keeps it. The system's own act.

    The order of two persons stands; a hold that came meanwhile wins. Raises NothingToTakeUp, or
    OutsideTenant unless the instansi's scope is open.
    """
    lock_retention(item.instansi_id)
    found = DisposalItem.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=item.pk)
    if found.state != ItemState.LOCKED or (found.locked_until and found.locked_until > now):
        raise NothingToTakeUp
    before = (found.state, found.locked_until)
    take(found, on=on, now=now)
    if (found.state, found.locked_until) == before:
        return found  # The place still does not answer: nothing was done, and nothing is to be recorded.
    append_entry(
        Act(
            action=events.DESTRUCTION_TAKEN_UP,
            tenant_id=found.instansi_id,
            actor=SYSTEM,
            occurred_at=now,
            prev=last_events(found.proposal),
            objects=(proposal_ref(found.proposal), *listed_refs([found], ROLES[ItemState(found.state)])),
        )
    )
    settle(found.proposal, now)
    return found
