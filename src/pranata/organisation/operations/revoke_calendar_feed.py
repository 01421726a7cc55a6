"""Revoking the secret address of a calendar."""

import datetime as dt

from django.db import transaction

from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation import events
from pranata.organisation.operations._calendar_feed import end_feeds
from pranata.organisation.policies import Actor


@transaction.atomic
def revoke_calendar_feed(*, actor: Actor, now: dt.datetime) -> int:
    """Revoke the address of the actor's account and assignment; return how many were in force.

    Nothing in force, nothing written. Raises NotPermitted for who acts without an account.
    """
    ended = end_feeds(actor, now)
    if ended:
        append_entry(
            Act(
                action=events.CALENDAR_REVOKED,
                tenant_id=actor.instansi_id,
                actor=actor.evidence(),
                occurred_at=now,
                objects=(),
                detail={"jabatan": str(actor.position_id)},
            )
        )
    return ended
