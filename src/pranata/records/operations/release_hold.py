"""Releasing a hold: only by another office than the one that placed it, and another person."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted, ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import Hold
from pranata.records.operations._act import act
from pranata.records.operations._retention import hold_refs, lock_retention
from pranata.records.operations.place_hold import HoldReasonMissing
from pranata.records.policies import require_may_hold
from pranata.records.queries.holds import may_release, owner_of


class AlreadyReleased(ProductError):
    """Somebody else released it before."""

    def __init__(self) -> None:
        super().__init__(_("Penahanan ini sudah dilepas."))


class SameOffice(NotPermitted):
    """The office that placed the hold, or the person, cannot release it."""

    def __init__(self) -> None:
        super().__init__(
            _("Penahanan hanya dapat dilepas oleh kantor lain, dan oleh orang lain."),
            why=_("Dengan begitu tidak ada yang menahan dan melepas sendiri tanpa diketahui siapa pun."),
            remedy=_("Mintalah arsiparis, pemeriksa, atau pimpinan di kantor lain melepasnya."),
        )


@transaction.atomic
def release_hold(*, hold: Hold, reason: str, actor: Actor, now: dt.datetime, reference: str = "") -> Hold:
    """Release a hold. Raises NotPermitted, SameOffice, AlreadyReleased or HoldReasonMissing."""
    lock_retention(actor.instansi_id)
    found = Hold.objects.select_for_update().get(pk=hold.pk)
    require_may_hold(actor, instansi_id=found.instansi_id, unit_id=owner_of(found))
    if not may_release(found, actor):
        raise SameOffice
    if found.released_at is not None:
        raise AlreadyReleased
    if not reason.strip():
        raise HoldReasonMissing
    found.released_at, found.released_by_id, found.released_unit_id = now, actor.assignment_id, actor.unit_id
    found.released_title = actor.position_title
    found.release_reference, found.release_reason = reference.strip(), reason.strip()
    found.save(
        update_fields=[
            "released_at",
            "released_by",
            "released_unit",
            "released_title",
            "release_reference",
            "release_reason",
        ]
    )
    append_entry(
        act(
            events.HOLD_RELEASED,
            actor=actor,
            now=now,
            objects=hold_refs(found),
            detail={"nomor": found.release_reference, "alasan": found.release_reason},
        )
    )
    return found
