"""The archivist corrects what was booked of a daily sheet."""

import datetime as dt
import uuid

from django.db import transaction

from pranata.ledger.operations.append_entry import EntryRef
from pranata.ledger.operations.confirm_sheet import BookedSheet
from pranata.ledger.operations.correct_sheet import correct_sheet
from pranata.organisation.policies import Actor
from pranata.records.policies import require_keeps_all


@transaction.atomic
def correct_booking(
    *, sheet: BookedSheet, corrects: uuid.UUID, reason: str, actor: Actor, now: dt.datetime
) -> EntryRef:
    """Record it for the actor's instansi. Raises NotPermitted, and what `correct_sheet` raises."""
    require_keeps_all(actor, instansi_id=actor.instansi_id)
    return correct_sheet(
        sheet=sheet,
        corrects=corrects,
        reason=reason,
        tenant_id=actor.instansi_id,
        actor=actor.evidence(),
        now=now,
    )
