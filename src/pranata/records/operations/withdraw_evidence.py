"""Taking an item of evidence back. It stays readable, with the reason; its documents stay as they are."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.policies import Actor
from pranata.records import events
from pranata.records.models import Evidence
from pranata.records.operations._act import act, evidence_ref
from pranata.records.policies import require_may_change


class AlreadyWithdrawn(ProductError):
    """The item was withdrawn before."""

    def __init__(self) -> None:
        super().__init__(_("Bukti ini sudah ditarik sebelumnya."))


class ReasonMissing(ProductError):
    """A withdrawal says why."""

    status = 422
    field = "reason"

    def __init__(self) -> None:
        super().__init__(_("Tuliskan alasan penarikan."))


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, reason: str, actor: Actor, now: dt.datetime) -> Evidence:
    """Mark an item as withdrawn. Raises NotPermitted, AlreadyWithdrawn or ReasonMissing."""
    found = Evidence.objects.select_for_update().get(pk=evidence.pk)
    require_may_change(actor, instansi_id=found.instansi_id, unit_id=found.unit_id)
    if found.withdrawn_at is not None:
        raise AlreadyWithdrawn
    if not reason.strip():
        raise ReasonMissing
    found.withdrawn_at, found.withdrawn_reason = now, reason.strip()
    found.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    append_entry(
        act(
            events.EVIDENCE_WITHDRAWN,
            actor=actor,
            now=now,
            objects=(evidence_ref(found),),
            detail={"alasan": found.withdrawn_reason},
        )
    )
    return found
