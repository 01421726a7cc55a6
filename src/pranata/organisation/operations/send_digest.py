"""Telling somebody by letter, once a day, what their posts were told."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string

from pranata.foundation.letters import message_id
from pranata.foundation.tenancy import current_scope
from pranata.ledger.operations.append_entry import OutsideTenant
from pranata.organisation.models import Assignment, Notice, Person
from pranata.organisation.notices import sentence_of
from pranata.organisation.queries.notices import wants_letter

Post = Callable[[EmailMessage], object]


@transaction.atomic
def send_digest(*, person: Person, on: dt.date, address: str, post: Post, now: dt.datetime) -> bool:
    """Send what no letter said yet and nobody has read; return whether a letter went.

    The system does it, in the open scope of the instansi. The rows are locked meanwhile, so of two workers
    the second leaves them. Between the mail server's yes and our commit a failure sends the same letter once
    more, under the same Message-ID: told twice is better than not at all. Somebody who
    wants no letters is told by the bell only. Raises OutsideTenant, and whatever `post` raises, with nothing
    noted as told.
    """
    if current_scope().tenant_id != person.instansi_id:
        raise OutsideTenant(f"tenant {person.instansi_id}: {current_scope()}")
    account = person.account
    if account is None:
        return False
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    held = Assignment.objects.filter(lasting, person=person, starts_on__lte=on)
    rows = list(
        Notice.objects.select_for_update(skip_locked=True)
        .filter(position_id__in=list(held.values_list("position_id", flat=True)))
        .filter(mailed_at__isnull=True, read_at__isnull=True)
        .order_by("made_at", "pk")
    )
    if not rows:
        return False
    is_wanted = wants_letter(account.pk)
    if is_wanted:
        post(_written(person, rows, address, account.email))
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=now)
    return is_wanted


def _written(person: Person, rows: list[Notice], address: str, to: str) -> EmailMessage:
    context = {
        "name": person.name,
        "instansi": person.instansi,
        "lines": [(sentence_of(row), address + row.link if address and row.link else "") for row in rows],
        "count": len(rows),
        "url": f"{address}/meja/pemberitahuan/" if address else "",
    }
    subject = " ".join(render_to_string("organisation/mail/notices_subject.txt", context).split())
    body = render_to_string("organisation/mail/notices_message.txt", context).strip() + "\n"
    headers = {"Message-ID": message_id("organisation.notices", person.public_id, *(row.pk for row in rows))}
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to], headers=headers)
