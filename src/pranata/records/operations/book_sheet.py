"""The archivist confirms that a daily sheet is on paper, signed by two and in the book."""

import datetime as dt

from django.db import transaction

from pranata.ledger.operations.append_entry import EntryRef
from pranata.ledger.operations.confirm_sheet import BookedSheet, confirm_sheet
from pranata.organisation.policies import Actor
from pranata.records.policies import require_keeps_all


@transaction.atomic
def book_sheet(*, sheet: BookedSheet, actor: Actor, now: dt.datetime) -> EntryRef:
    """Record it for the actor's instansi. Raises NotPermitted, and what `confirm_sheet` raises."""
    require_keeps_all(actor, instansi_id=actor.instansi_id)
    return confirm_sheet(sheet=sheet, tenant_id=actor.instansi_id, actor=actor.evidence(), now=now)
