"""Power waits until nobody else can know the password of whoever is to have it.

An administrator of only a part may invite anybody who holds no post, and sees the link that sets the
password. What she could not grant herself she must not reach through that account.
"""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Assignment, Grant, Person
from pranata.organisation.operations._rules import RuleBroken
from pranata.organisation.queries.administration import POWERFUL


class AddressNotProved(RuleBroken):
    """Somebody who may not grant this power may know the password of the account that would have it."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            _("Alamat surel %(name)s belum terbukti.") % {"name": person.name},
            why=_(
                "Tautan kata sandinya pernah diperlihatkan kepada pengelola sebagian instansi, sedangkan "
                "peran Koordinator SPBE dan Pengelola organisasi menuntut akun yang hanya dikuasai orangnya."
            ),
            remedy=_(
                "Mintalah ia memakai Lupa kata sandi di halaman masuk dan membuat kata sandi baru melalui "
                "surel, lalu ulangi. Faktor kedua yang sudah dipasang dihapus dahulu dan dipasang lagi "
                "sesudahnya."
            ),
            field="person",
        )
        self.person = person


def require_proved_holders(held: QuerySet[Assignment]) -> None:
    """Raise AddressNotProved if an assignment gives power to an account somebody else may know.

    Call it after the write, inside its transaction. The persons are locked first and judged then: an
    invitation under way is either seen here, or sees what was written. Three queries, and one for each
    holder of power.
    """
    power = Grant.objects.filter(role__in=POWERFUL, position__assignments__in=held)
    spans = [(g.position_id, g.starts_on, g.ends_on) for g in power.distinct()]
    risky = [a for a in held if any(_meet(a, *span) for span in spans)]
    # Without a join: whoever waited for the lock would read the new person beside the old account.
    people = Person.objects.select_for_update().filter(pk__in={a.person_id for a in risky})
    for person in people.order_by("pk"):
        if may_be_known_to_others(person):
            raise AddressNotProved(person)


def may_be_known_to_others(person: Person) -> bool:
    """Whether an administrator of only a part may know the password of the person's account."""
    account = person.account
    return account is not None and person.link_shown_below and not account.address_is_proved


def lasting(held: QuerySet[Assignment], starts_on: dt.date, ends_on: dt.date | None) -> QuerySet[Assignment]:
    """Return the assignments that have a day in common with a time."""
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
    return held if ends_on is None else held.filter(starts_on__lt=ends_on)


def _meet(held: Assignment, position_id: int, starts_on: dt.date, ends_on: dt.date | None) -> bool:
    return (
        held.position_id == position_id
        and (held.ends_on is None or held.ends_on > starts_on)
        and (ends_on is None or ends_on > held.starts_on)
    )
