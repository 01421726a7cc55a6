"""The people of the demonstration, and what each of them is there."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Role
from pranata.organisation.queries.actor import actor_of, assignments_on, seats_of


@dataclass(frozen=True, kw_only=True)
class Persona:
    """Somebody to sign in as: who, as what, and what that lets them do."""

    account_id: int
    name: str
    position: str = ""
    unit: str = ""
    instansi: str = ""
    roles: tuple[str, ...] = ()


def personas(on: dt.date) -> list[Persona]:
    """Return the demonstration accounts that may sign in. Five queries each, for a handful of people."""
    accounts = Account.objects.filter(is_demonstration=True, ended_at__isnull=True).order_by("pk")
    return [_persona(account, on) for account in accounts]


def _persona(account: Account, on: dt.date) -> Persona:
    for person in seats_of(account.pk):
        with tenant_scope(person.instansi_id, account_id=account.pk):
            held = assignments_on(person, on)
            if held:
                actor = actor_of(held[0], on)
                return Persona(
                    account_id=account.pk,
                    name=person.name,
                    position=actor.position_title,
                    unit=actor.unit_name,
                    instansi=actor.instansi_name,
                    roles=tuple(str(Role(code).label) for code in sorted(actor.roles)),
                )
            left = person.assignments.select_related("position").order_by("-ends_on").first()
        if left is not None:
            title = _("Dahulu %(position)s") % {"position": left.position.title}
            return Persona(account_id=account.pk, name=person.name, unit=title, instansi=person.instansi.name)
    return Persona(account_id=account.pk, name=str(account))
