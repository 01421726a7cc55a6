"""How far an administrator reaches: a part of the instansi, or the whole of it."""

import datetime as dt

from django.db.models import Q

from pranata.organisation.models import Assignment, Person, Role, Unit, UnitKind
from pranata.organisation.policies import Actor, require_role


def require_administers_all(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor administers the whole instansi."""
    root = Unit.objects.filter(kind=UnitKind.ROOT, instansi_id=instansi_id).order_by("-starts_on").first()
    require_role(
        actor, Role.ADMINISTRATOR, instansi_id=instansi_id, unit_id=root.pk if root is not None else None
    )


def require_administers_person(actor: Actor, person: Person, now: dt.datetime) -> None:
    """Raise NotPermitted unless the actor administers every unit the person holds a post in, now or later.

    Who holds none may be served by any administrator of the instansi.
    """
    require_role(actor, Role.ADMINISTRATOR, instansi_id=person.instansi_id)
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=actor.local_date(now))
    held = Assignment.objects.filter(lasting, person=person)
    for unit_id in held.values_list("position__unit_id", flat=True).distinct():
        require_role(actor, Role.ADMINISTRATOR, instansi_id=person.instansi_id, unit_id=unit_id)
