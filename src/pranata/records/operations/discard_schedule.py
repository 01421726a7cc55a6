"""Setting a waiting file with a schedule aside."""

import datetime as dt

from django.db import transaction

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import ScheduleFile, ScheduleFileState
from pranata.records.operations._act import act
from pranata.records.operations._retention import file_ref
from pranata.records.operations._schedule_file import waiting_file
from pranata.records.policies import require_keeps_all


@transaction.atomic
def discard_schedule(*, file: ScheduleFile, actor: Actor, now: dt.datetime) -> ScheduleFile:
    """Set a waiting file aside; it stays readable. Raises NotPermitted or FileDecided."""
    require_keeps_all(actor, instansi_id=file.instansi_id)
    found = waiting_file(file)
    found.state, found.finished_at = ScheduleFileState.DISCARDED, now
    found.save(update_fields=["state", "finished_at"])
    append_entry(act(events.SCHEDULE_DISCARDED, actor=actor, now=now, objects=(file_ref(found),)))
    return found
