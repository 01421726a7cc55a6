"""Writes and reads the history an account's owner sees."""

import datetime as dt

from django.db.models import QuerySet

from pranata.foundation.accounts.client import Client
from pranata.foundation.models import Account, SecurityEvent, SecurityEventKind

DETAIL_LENGTH = 200


def record_event(
    account: Account,
    kind: SecurityEventKind,
    *,
    now: dt.datetime,
    client: Client | None = None,
    detail: str = "",
) -> SecurityEvent:
    """Append one line to an account's history. It can be read afterwards, and nothing else."""
    seen = client or Client()
    return SecurityEvent.objects.create(
        account=account,
        kind=kind,
        occurred_at=now,
        device=seen.device,
        address_digest=seen.address_digest,
        detail=detail[:DETAIL_LENGTH],
    )


def events_of(account: Account) -> QuerySet[SecurityEvent]:
    """Return the history of an account, newest first."""
    return SecurityEvent.objects.filter(account=account).order_by("-occurred_at", "-pk")
