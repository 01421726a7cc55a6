"""The reader of the mailbox does not want the connection."""

import datetime as dt

from django.db import transaction

from pranata.foundation.tenancy import tenant_scope
from pranata.organisation import events
from pranata.organisation.models import AccountLink, LinkState
from pranata.organisation.operations._account_link import asked, finish, record
from pranata.organisation.queries.account_links import Ticket
from pranata.organisation.queries.actor import owner


@transaction.atomic
def decline_account_link(*, ticket: Ticket, now: dt.datetime) -> AccountLink:
    """Say no by the letter's ticket; the account stays as it is. Opens the scope itself. Raises LinkGone."""
    with tenant_scope(ticket.instansi_id):
        link, _account, person = asked(ticket, now)
        finish(link, LinkState.DECLINED, now)
        record(events.LINK_DECLINED, link, by=owner(person), now=now)
        return link
