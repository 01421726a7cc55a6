"""Withdrawing the question to the owner of an account."""

import datetime as dt

from django.db import transaction

from pranata.organisation import events
from pranata.organisation.models import AccountLink, LinkState
from pranata.organisation.operations._account_link import finish, record, waiting
from pranata.organisation.operations._reach import require_administers_person
from pranata.organisation.policies import Actor


@transaction.atomic
def cancel_account_link(*, link: AccountLink, actor: Actor, now: dt.datetime) -> AccountLink:
    """Withdraw a question; its letter leads nowhere from then on. Raises NotPermitted or LinkNotWaiting."""
    require_administers_person(actor, link.person, now)
    link = waiting(link)
    finish(link, LinkState.CANCELLED, now)
    record(events.LINK_CANCELLED, link, by=actor, now=now)
    return link
