"""What was told a post, and to whom it goes by letter."""

import datetime as dt

from django.db.models import Q, QuerySet

from pranata.organisation.models import Assignment, Notice, NoticeSetting, Person


def notices_of(position_id: int) -> QuerySet[Notice]:
    """Return what a post was told, latest first. Needs the tenant's scope."""
    return Notice.objects.filter(position_id=position_id).order_by("-made_at", "-pk")


def wants_letter(account_id: int) -> bool:
    """Whether the account wants the daily letter about notices. One query."""
    return not NoticeSetting.objects.filter(account_id=account_id, wants_letter=False).exists()


def people_to_tell(on: dt.date) -> list[Person]:
    """Return who holds a post of the open scope that was told something no letter said yet. One query.

    Everybody whose account works and has an address; accounts of the demonstration have none.
    """
    waiting = Notice.objects.filter(mailed_at__isnull=True, read_at__isnull=True).values("position_id")
    held = Assignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), position_id__in=waiting, starts_on__lte=on
    )
    found = Person.objects.filter(
        pk__in=held.values("person_id"), account__ended_at__isnull=True, account__is_demonstration=False
    )
    return list(found.exclude(account__email="").select_related("account", "instansi").order_by("pk"))
