"""Making the secret address under which a calendar reads the deadlines of a post."""

import datetime as dt
import secrets

from django.db import transaction

from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation import events
from pranata.organisation.models import CalendarFeed
from pranata.organisation.operations._calendar_feed import end_feeds
from pranata.organisation.policies import Actor
from pranata.organisation.queries.calendar_feed import secret_digest


@transaction.atomic
def make_calendar_feed(*, actor: Actor, now: dt.datetime) -> str:
    """Make an address for the actor's account and assignment and return its secret, which is shown once.

    One made before is revoked. Raises NotPermitted for who acts without an account.
    """
    end_feeds(actor, now)
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(
        instansi_id=actor.instansi_id,
        account_id=actor.account_id,
        assignment_id=actor.assignment_id,
        secret_sha256=secret_digest(secret),
        made_at=now,
    )
    append_entry(
        Act(
            action=events.CALENDAR_MADE,
            tenant_id=actor.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(),
            detail={"jabatan": str(actor.position_id)},
        )
    )
    return secret
