"""Who is acting: from an account to the position it may act for today."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import F, IntegerField, JSONField, Q
from django.db.models.expressions import RawSQL

from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.canonical import Json
from pranata.ledger.queries.history import OWNER
from pranata.organisation.models import Assignment, Person
from pranata.organisation.policies import Actor


def seats_of(account_id: int) -> list[Person]:
    """Return the account's persons, one an instansi, whichever instansi they are in. One query.

    In the order in which they were connected: a new seat never comes before the one a sign-in begins with.
    """
    earliest = F("account_since").asc(nulls_first=True)
    with tenant_scope(None, account_id=account_id):
        held = Person.objects.filter(account_id=account_id).select_related("instansi")
        return list(held.order_by(earliest, "id"))


def local_date(person: Person, now: dt.datetime) -> dt.date:
    """Return the day it is where the person serves: an assignment begins at midnight there, not in UTC."""
    return now.astimezone(ZoneInfo(person.instansi.time_zone)).date()


def owner(person: Person) -> dict[str, Json]:
    """Return who acts, as an entry holds it, when somebody acts for no position but for themselves."""
    return {"person": str(person.public_id), "capacity": OWNER}


def ends_at(assignment: Assignment) -> dt.datetime | None:
    """Return the second at which an assignment ends: midnight where the instansi is. None while it lasts."""
    if assignment.ends_on is None:
        return None
    return dt.datetime.combine(assignment.ends_on, dt.time(), ZoneInfo(assignment.instansi.time_zone))


def assignments_on(person: Person, on: dt.date) -> list[Assignment]:
    """Return the assignments a person holds on a day, definitif first. One query.

    Each carries `unread_notices`, how much its post was told and nobody read, and `reached`, the roles of its
    post that day: every page asks for both. Needs the tenant's scope.
    """
    roles = RawSQL(_ROLES_OF_ASSIGNMENT, [on, on], output_field=JSONField())  # noqa: S611 -- no input in it
    unread = RawSQL(_UNREAD, [], output_field=IntegerField())  # noqa: S611 -- no input in it
    held = (
        Assignment.objects.filter(person=person, starts_on__lte=on)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
        .annotate(unread_notices=unread, reached=roles)
    )
    found = list(held.select_related("position__unit", "instansi"))
    for assignment in found:
        assignment.roles_on = on  # type: ignore[attr-defined]  # on which day `reached` holds
    return sorted(found, key=lambda a: (a.capacity != "definitif", a.pk))


# Written out: every page asks it, and building it as a query cost more than running it.
_UNREAD = """
    SELECT count(*) FROM organisation_notice n
    WHERE n.position_id = organisation_assignment.position_id AND n.read_at IS NULL
"""


def held_by(account_id: int, now: dt.datetime) -> Iterator[Assignment]:
    """Give the assignments an account may act for now, in every instansi, one query an instansi."""
    for person in seats_of(account_id):
        with tenant_scope(person.instansi_id, account_id=account_id):
            held = assignments_on(person, local_date(person, now))
        for assignment in held:
            assignment.person = person
            yield assignment


def actor_of(assignment: Assignment, on: dt.date) -> Actor:
    """Freeze who acts and with which roles. One query, or none where `assignments_on` read them that day.

    Needs the tenant's scope.
    """
    position, person = assignment.position, assignment.person
    return Actor(
        account_id=person.account_id or 0,
        person_id=person.pk,
        person_public_id=person.public_id,
        person_name=person.name,
        assignment_id=assignment.pk,
        capacity=assignment.capacity,
        decree_number=assignment.decree_number,
        position_id=position.pk,
        position_title=position.title,
        unit_id=position.unit_id,
        unit_name=position.unit.name,
        instansi_id=assignment.instansi_id,
        instansi_name=assignment.instansi.name,
        roles=_roles(assignment, on),
        time_zone=assignment.instansi.time_zone,
    )


_REACHED = """
    WITH RECURSIVE reached(role, unit_id) AS (
        SELECT role::text, unit_id FROM organisation_grant
        WHERE position_id = {position} AND starts_on <= %s AND (ends_on IS NULL OR ends_on > %s)
        UNION
        SELECT r.role, u.id FROM organisation_unit u JOIN reached r ON u.parent_id = r.unit_id
    ) SELECT role, array_agg(unit_id) AS units FROM reached GROUP BY role
"""
_ROLES = _REACHED.format(position="%s")
_ROLES_OF_ASSIGNMENT = (
    "SELECT jsonb_object_agg(role, units) FROM "  # noqa: S608 -- put together from our own text
    f"({_REACHED.format(position='organisation_assignment.position_id')}) held"
)


def _roles(assignment: Assignment, on: dt.date) -> dict[str, frozenset[int]]:
    if getattr(assignment, "roles_on", None) == on:
        known: dict[str, list[int]] = assignment.reached or {}  # type: ignore[attr-defined]
        return {role: frozenset(units) for role, units in known.items()}
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, [assignment.position_id, on, on])
        return {role: frozenset(units) for role, units in cursor.fetchall()}
