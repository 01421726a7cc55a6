"""How far an administrator reaches: a part of the instansi, or the whole of it."""

import datetime as dt

from django.db.models import Q

from pranata.organisation.models import Assignment, Person, Position, Role, Unit, UnitKind
from pranata.organisation.policies import Actor, require_role
from pranata.organisation.queries.administration import WHOLE


def administers_all(actor: Actor, instansi_id: int) -> bool:
    """Whether the actor administers the whole instansi. One query."""
    return actor.instansi_id == instansi_id and actor.has_role(Role.ADMINISTRATOR, unit_id=_top(instansi_id))


def require_administers_all(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor administers the whole instansi."""
    require_role(actor, Role.ADMINISTRATOR, instansi_id=instansi_id, unit_id=_top(instansi_id))


def _top(instansi_id: int) -> int | None:
    tops = Unit.objects.filter(kind=UnitKind.ROOT, instansi_id=instansi_id).order_by("-starts_on")
    return tops.values_list("pk", flat=True).first()


def require_administers_post(
    actor: Actor, position: Position, starts_on: dt.date, ends_on: dt.date | None = None
) -> None:
    """Raise NotPermitted unless the actor could grant what whoever holds the post in that time may do.

    A post carries its roles to whoever is put in it, so putting somebody in asks for what granting asks
    for: the unit of each role, and the whole instansi for a role that speaks for all of it.
    """
    require_role(actor, Role.ADMINISTRATOR, instansi_id=position.instansi_id, unit_id=position.unit_id)
    carried = position.grants.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
    if ends_on is not None:
        carried = carried.filter(starts_on__lt=ends_on)
    for role, unit_id in carried.values_list("role", "unit_id").distinct():
        require_role(actor, Role.ADMINISTRATOR, instansi_id=position.instansi_id, unit_id=unit_id)
        if role in WHOLE:
            require_administers_all(actor, position.instansi_id)


def require_administers_person(actor: Actor, person: Person, now: dt.datetime) -> None:
    """Raise NotPermitted unless the actor could put the person in every post they hold, now or later.

    Who holds none may be served by any administrator of the instansi.
    """
    require_role(actor, Role.ADMINISTRATOR, instansi_id=person.instansi_id)
    today = actor.local_date(now)
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    for held in Assignment.objects.filter(lasting, person=person).select_related("position"):
        require_administers_post(actor, held.position, max(held.starts_on, today), held.ends_on)
