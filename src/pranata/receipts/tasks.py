"""What receipts do by themselves once a day."""

import datetime as dt

from django.utils import timezone, translation

from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.queries.deeds import tenants_active_since
from pranata.organisation.models import Instansi
from pranata.receipts.operations.begin_daily_letters import begin_daily_letters
from pranata.receipts.operations.send_daily_letter import Post, send_daily_letter
from pranata.receipts.queries.letters import due_people

LOOKED_BACK = dt.timedelta(days=8)
"""An instansi in which nothing was signed for so long has nothing to tell."""


def send_due_letters(*, address: str, post: Post, now: dt.datetime) -> int:
    """Send every daily letter that is due; return how many went. One short transaction a person.

    What `post` raises ends the round: a mail server that is away is away for the next person too. Whoever was
    not told is told next time, from where they were told last.
    """
    sent = 0
    active = tenants_active_since(now - LOOKED_BACK)
    for instansi in Instansi.objects.filter(pk__in=active).order_by("pk"):
        with tenant_scope(instansi.pk), timezone.override(instansi.time_zone), translation.override("id"):
            people = due_people(instansi, now=now)
            begin_daily_letters(instansi=instansi, people=people, now=now)
            for person in people:
                sent += send_daily_letter(person=person, address=address, post=post, now=now)
    return sent
