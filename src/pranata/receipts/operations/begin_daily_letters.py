"""Noting from when on somebody is told by letter, before the first letter is tried."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from pranata.foundation.tenancy import current_scope
from pranata.ledger.operations.append_entry import OutsideTenant
from pranata.organisation.models import Instansi, Person
from pranata.receipts.models import DailyLetter
from pranata.receipts.queries.letters import DAY, until_of


@transaction.atomic
def begin_daily_letters(*, instansi: Instansi, people: Sequence[Person], now: dt.datetime) -> None:
    """Note for whoever was never told that the day before is the first one; nothing for the others.

    A transaction of its own: were it that of the letter, a mail server that is away would undo it, and the
    first letter that goes would not tell the days since. Raises OutsideTenant.
    """
    if current_scope().tenant_id != instansi.pk:
        raise OutsideTenant(f"tenant {instansi.pk}: {current_scope()}")
    since = until_of(now, instansi.time_zone) - DAY
    DailyLetter.objects.bulk_create(
        [DailyLetter(instansi=instansi, person=person, told_until=since) for person in people],
        ignore_conflicts=True,
    )
