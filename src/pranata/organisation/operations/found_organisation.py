"""Beginning an instansi's organisation: the top unit, and the first post that may administer it."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Assignment, Grant, Instansi, Person, Position, Role, Unit, UnitKind
from pranata.organisation.operations._act import act, written
from pranata.organisation.policies import Actor


class AlreadyFounded(ProductError):
    """The instansi has units."""

    def __init__(self, instansi: Instansi) -> None:
        super().__init__(
            _("Organisasi %(name)s sudah dimulai.") % {"name": instansi.name},
            why=_("Pengelola pertama hanya ditetapkan sekali oleh pengelola pemasangan."),
            remedy=_("Pengelola organisasi yang ada dapat memberi peran kepada jabatan lain."),
        )


@dataclass(frozen=True, kw_only=True)
class Founded:
    """What an organisation begins with."""

    root: Unit
    position: Position
    person: Person
    assignment: Assignment


@transaction.atomic
def found_organisation(
    *,
    instansi: Instansi,
    account: Account,
    title: str,
    starts_on: dt.date,
    decree_number: str = "",
    actor: Actor | None = None,
    now: dt.datetime,
) -> Founded:
    """Begin the organisation of an instansi with one administrator, who then enters everything else.

    For the installation's operator: raises NotPermitted when an actor is given, since nobody in an instansi
    may make themselves its first administrator. Raises AlreadyFounded. Opens the tenant's scope itself.
    """
    if actor is not None:
        raise NotPermitted(
            _("Organisasi hanya dapat dimulai oleh pengelola pemasangan."),
            why=_("Pengelola pertama suatu instansi ditetapkan dari luar instansi itu."),
            remedy=_("Mintalah pengelola pemasangan memulai organisasi instansi Anda."),
        )
    with tenant_scope(instansi.pk):
        if Unit.objects.exists():
            raise AlreadyFounded(instansi)
        founded = _begin(instansi, account, title, starts_on, decree_number)
        Person.objects.filter(pk=founded.person.pk).update(account_since=now)
        append_entry(
            act(
                events.ORGANISATION_FOUNDED,
                actor=None,
                instansi_id=instansi.pk,
                now=now,
                about=(founded.root, founded.position, founded.person, founded.assignment),
                detail={"orang": str(founded.person.public_id), "mulai": written(starts_on)},
                authority=decree_number,
            )
        )
    return founded


def _begin(
    instansi: Instansi, account: Account, title: str, starts_on: dt.date, decree_number: str
) -> Founded:
    root = Unit.objects.create(
        instansi=instansi, kind=UnitKind.ROOT, code="0", name=instansi.name, starts_on=starts_on
    )
    position = Position.objects.create(
        instansi=instansi, unit=root, code="0", title=title, starts_on=starts_on
    )
    person = Person.objects.create(
        instansi=instansi,
        account=account,
        name=account.name,
        nip=account.employee_number or "",
        email=account.email,
    )
    Grant.objects.create(
        instansi=instansi, position=position, unit=root, role=Role.ADMINISTRATOR, starts_on=starts_on
    )
    assignment = Assignment.objects.create(
        instansi=instansi,
        position=position,
        person=person,
        decree_number=decree_number,
        starts_on=starts_on,
    )
    return Founded(root=root, position=position, person=person, assignment=assignment)
