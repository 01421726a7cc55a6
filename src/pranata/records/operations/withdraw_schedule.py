"""Taking a schedule back that was adopted by mistake: the one before it rules again."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import RetentionSchedule
from pranata.records.operations._act import act
from pranata.records.operations._retention import lock_retention, schedule_ref
from pranata.records.operations.withdraw_evidence import ReasonMissing
from pranata.records.policies import require_keeps_all


class ScheduleWithdrawn(ProductError):
    """Somebody withdrew it before."""

    def __init__(self) -> None:
        super().__init__(_("Jadwal ini sudah ditarik sebelumnya."))


@transaction.atomic
def withdraw_schedule(
    *, schedule: RetentionSchedule, reason: str, actor: Actor, now: dt.datetime
) -> RetentionSchedule:
    """Withdraw a schedule; it stays readable. Raises NotPermitted, ScheduleWithdrawn or ReasonMissing."""
    require_keeps_all(actor, instansi_id=schedule.instansi_id)
    lock_retention(actor.instansi_id)
    found = RetentionSchedule.objects.select_for_update().get(pk=schedule.pk)
    if found.withdrawn_at is not None:
        raise ScheduleWithdrawn
    if not reason.strip():
        raise ReasonMissing
    found.withdrawn_at, found.withdrawn_reason = now, reason.strip()
    found.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    append_entry(
        act(
            events.SCHEDULE_WITHDRAWN,
            actor=actor,
            now=now,
            objects=(schedule_ref(found),),
            detail={"alasan": found.withdrawn_reason},
        )
    )
    return found
