"""Bob leaves the health service; Sari follows him; Alice is his superior; Olga keeps the organisation."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.handover.models import Handover
from pranata.handover.operations.sign_handover import sign_handover
from pranata.handover.policies import Signer
from pranata.handover.queries.leaving import leaving
from pranata.handover.queries.reading import Reading, assignment_for, read_handover
from pranata.organisation.models import Assignment, Person, Position
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import actor_of
from pranata.organisation.tests.cast import Cast, make_account, make_cast

END = dt.date(2026, 3, 2)
ENDS_AT = dt.datetime(2026, 3, 1, 17, 0, tzinfo=dt.UTC)
"""Midnight in Jakarta."""
BEFORE = ENDS_AT - dt.timedelta(seconds=1)
SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Office:
    """The cast, and who leaves and follows. Needs the tenant's scope."""

    cast: Cast
    sari: Actor
    sari_account: Account

    @property
    def leaves(self) -> Assignment:
        """Bob's assignment, as handovers read it."""
        return leaving().get(pk=self.cast.bob.assignment_id)

    @property
    def bob(self) -> Signer:
        """Bob while he holds the position."""
        return Signer.official(self.cast.bob)

    @property
    def bob_gone(self) -> Signer:
        """Bob afterwards: a person and no more."""
        return Signer.former(Person.objects.get(pk=self.cast.bob.person_id), self.leaves)

    def read(self, signer: Signer, now: dt.datetime) -> Reading:
        """Return what somebody reads."""
        parties = assignment_for(self.leaves.pk, signer, (now + dt.timedelta(hours=7)).date())
        return read_handover(parties, signer, now=now)

    def sign(self, signer: Signer, now: dt.datetime, read: str | None = None) -> Handover:
        """Sign what one has just read."""
        seen = self.read(signer, now).read if read is None else read
        return sign_handover(assignment=self.leaves, read=seen, signer=signer, now=now)


def make_office(*, follows: bool = True) -> Office:
    """Make the cast and end Bob's assignment. Needs no scope."""
    cast = make_cast()
    account = make_account("Sari")
    with tenant_scope(cast.instansi.pk):
        position = Position.objects.get(pk=cast.bob.position_id)
        position.superior_id = cast.alice.position_id
        position.save()
        Assignment.objects.filter(pk=cast.bob.assignment_id).update(ends_on=END)
        sari = _sari(cast, account, position) if follows else cast.alice
    return Office(cast, sari, account)


def _sari(cast: Cast, account: Account, position: Position) -> Actor:
    person = Person.objects.create(instansi=cast.instansi, account=account, name="Sari", email=account.email)
    held = Assignment.objects.create(
        instansi=cast.instansi, position=position, person=person, decree_number="SK 2/2026", starts_on=END
    )
    return actor_of(held, END)


@contextmanager
def office(**given: bool) -> Iterator[Office]:
    """Make the office and open its scope."""
    found = make_office(**given)
    with tenant_scope(found.cast.instansi.pk):
        yield found
