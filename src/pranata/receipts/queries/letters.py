"""Who is to be told by letter what was done in their name, up to when, and in which words."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse

from pranata.foundation.letters import message_id
from pranata.ledger.queries.acts import Accounting, Whose, accounting_of
from pranata.ledger.queries.deeds import Deed, deeds_between
from pranata.organisation.models import Assignment, Instansi, Person
from pranata.receipts.models import DailyLetter

HOUR = 6
"""From then on, in the zone of the instansi, yesterday is told."""
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a letter says."""

    person: Person
    since: dt.datetime
    until: dt.datetime
    deeds: list[Deed]
    accounting: Accounting

    @property
    def done(self) -> list[Deed]:
        """What the person did."""
        return [deed for deed in self.deeds if not deed.received]

    @property
    def received(self) -> list[Deed]:
        """What reached their positions."""
        return [deed for deed in self.deeds if deed.received]

    @property
    def last(self) -> dt.datetime:
        """An instant of the last day that is told."""
        return self.until - dt.timedelta(seconds=1)

    @property
    def is_one_day(self) -> bool:
        """Whether it tells of one day, as it does where a letter goes every day."""
        return self.until - self.since <= DAY

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell: no letter then."""
        return not self.deeds and not self.accounting.missing


def until_of(now: dt.datetime, zone: str) -> dt.datetime:
    """Return up to when people of a zone are told: the midnight of today, or before six of yesterday."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() if local.hour >= HOUR else local.date() - DAY
    return dt.datetime.combine(day, dt.time(), ZoneInfo(zone))


def due_people(instansi: Instansi, *, now: dt.datetime) -> list[Person]:
    """Return who was not told yet, in the open scope. One query.

    Everybody whose account works and has an address of its own; accounts of the demonstration have none.
    """
    until = until_of(now, instansi.time_zone)
    told = DailyLetter.objects.filter(told_until__gte=until).values("person_id")
    found = Person.objects.filter(
        account__isnull=False, account__ended_at__isnull=True, account__is_demonstration=False
    ).exclude(Q(account__email="") | Q(pk__in=told))
    return list(found.select_related("account", "instansi").order_by(F("pk")))


def told_of(person: Person, *, since: dt.datetime, until: dt.datetime, now: dt.datetime) -> Told:
    """Return what a person is told of a span. Three queries, in the open scope."""
    held = Assignment.objects.filter(person=person, starts_on__lte=until.date()).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=since.date())
    )
    name = str(person.public_id)
    positions = list(held.values_list("position_id", flat=True))
    return Told(
        person=person,
        since=since,
        until=until,
        deeds=deeds_between(person=name, positions=positions, since=since, until=until),
        accounting=accounting_of(Whose(person=name), now=now),
    )


def written(told: Told, address: str) -> EmailMessage:
    """Return the letter. `address` is where the pages are, empty where that is not known."""
    context = {
        "told": told,
        "name": told.person.name,
        "instansi": told.person.instansi,
        "url": address + reverse("desk:receipts") if address else "",
        "security_url": address + reverse("account_security") if address else "",
    }
    subject = " ".join(render_to_string("receipts/mail/day_subject.txt", context).split())
    body = render_to_string("receipts/mail/day_message.txt", context).strip() + "\n"
    account = told.person.account
    assert account is not None  # noqa: S101 - due_people gives nobody without one
    name = message_id("receipts.day", told.person.public_id, told.since.timestamp(), told.until.timestamp())
    headers = {"Message-ID": name}
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [account.email], headers=headers)


def letter_of(person_id: int) -> DailyLetter | None:
    """Return when somebody was last told, for their own page. One query."""
    return DailyLetter.objects.filter(person_id=person_id).first()
