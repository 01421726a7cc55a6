"""Whose calendar a secret address shows."""

import datetime as dt
import hashlib
from zoneinfo import ZoneInfo

from pranata.organisation.models import Assignment, CalendarFeed


def secret_digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def assignment_behind(secret: str, *, now: dt.datetime) -> Assignment | None:
    """Return the assignment an address was made for, while it lasts and the account works; else None.

    One query, in the scope of the instansi the address names.
    """
    feed = (
        CalendarFeed.objects.filter(
            secret_sha256=secret_digest(secret), revoked_at__isnull=True, account__ended_at__isnull=True
        )
        .select_related("assignment__position__unit", "assignment__person", "assignment__instansi")
        .first()
    )
    if feed is None or feed.assignment.person.account_id != feed.account_id:
        return None
    held = feed.assignment
    on = now.astimezone(ZoneInfo(held.instansi.time_zone)).date()
    lasts = held.starts_on <= on and (held.ends_on is None or held.ends_on > on)
    return held if lasts else None
