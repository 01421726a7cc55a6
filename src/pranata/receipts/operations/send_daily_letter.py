"""Telling somebody by letter what was done in their name."""

import datetime as dt
from collections.abc import Callable

from django.core.mail import EmailMessage
from django.db import transaction

from pranata.foundation.tenancy import current_scope
from pranata.ledger.operations.append_entry import OutsideTenant
from pranata.organisation.models import Person
from pranata.receipts.models import DailyLetter
from pranata.receipts.queries.letters import told_of, until_of, written

Post = Callable[[EmailMessage], object]


@transaction.atomic
def send_daily_letter(*, person: Person, address: str, post: Post, now: dt.datetime) -> bool:
    """Send what was not told yet; return whether a letter went. Nothing to tell, no letter.

    From when on is noted by `begin_daily_letters`; for whom nothing is noted, none goes.

    The system does it, in the open scope of the instansi. The row of the person is locked meanwhile: of two
    workers the second finds it done, or held, and leaves it. At this point of failure, between the mail
    server's yes and our commit, the same letter goes once more, under the same Message-ID, by which mail
    systems know it again: told twice is better than not at all. Only when that happens after the day is
    over, the letter is another one: it tells the next day too, and under the old name a mail system would
    drop it with what nobody was told yet. It has a name of its own and says its span in its first line.
    A letter is no act and has no entry of its own: that one would be told in the next. Raises OutsideTenant,
    and whatever `post` raises, with nothing noted as told.
    """
    if current_scope().tenant_id != person.instansi_id:
        raise OutsideTenant(f"tenant {person.instansi_id}: {current_scope()}")
    until = until_of(now, person.instansi.time_zone)
    state = DailyLetter.objects.select_for_update(skip_locked=True).filter(person=person).first()
    if state is None or state.told_until >= until:
        return False
    told = told_of(person, since=state.told_until, until=until, now=now)
    state.told_until = until
    if not told.is_empty:
        post(written(told, address))
        state.sent_at = now
    state.save(update_fields=["told_until", "sent_at"])
    return not told.is_empty
