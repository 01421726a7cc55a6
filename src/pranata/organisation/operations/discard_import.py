"""Setting a waiting file aside."""

import datetime as dt

from django.db import transaction

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import ImportState, PendingImport
from pranata.organisation.operations._act import act
from pranata.organisation.operations._importing import held, require_may_import
from pranata.organisation.policies import Actor


@transaction.atomic
def discard_import(*, pending: PendingImport, actor: Actor, now: dt.datetime) -> PendingImport:
    """Set a waiting file aside; it stays readable. Raises NotPermitted or NotWaiting."""
    require_may_import(actor, pending.instansi_id)
    pending = held(pending, ImportState.WAITING)
    pending.state, pending.finished_at = ImportState.DISCARDED, now
    pending.save(update_fields=["state", "finished_at"])
    append_entry(
        act(
            events.IMPORT_DISCARDED,
            actor=actor,
            instansi_id=pending.instansi_id,
            now=now,
            about=(pending,),
        )
    )
    return pending
