"""Ending the addresses of one account and assignment."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted
from pranata.organisation.models import CalendarFeed
from pranata.organisation.policies import Actor


def end_feeds(actor: Actor, now: dt.datetime) -> int:
    """End what is in force; return how many. Raises NotPermitted for who acts without an account."""
    if not actor.account_id:
        raise NotPermitted(_("Alamat kalender hanya untuk pemegang akun."))
    rows = CalendarFeed.objects.filter(
        account_id=actor.account_id, assignment_id=actor.assignment_id, revoked_at__isnull=True
    )
    return rows.update(revoked_at=now)
