"""Who is acting: from an account to the position it may act for today."""

import datetime as dt

from django.db import connection
from django.db.models import Q

from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Grant, Person
from pranata.organisation.policies import Actor


def seats_of(account_id: int) -> list[Person]:
    """Return the account's persons, one an instansi, whichever instansi they are in. One query."""
    with tenant_scope(None, account_id=account_id):
        return list(Person.objects.filter(account_id=account_id).select_related("instansi").order_by("id"))


def assignments_on(person: Person, on: dt.date) -> list[Assignment]:
    """Return the assignments a person holds on a day, definitif first. Needs the tenant's scope."""
    held = Assignment.objects.filter(person=person, starts_on__lte=on).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    )
    return sorted(
        held.select_related("position__unit", "instansi"), key=lambda a: (a.capacity != "definitif", a.pk)
    )


def actor_of(assignment: Assignment, on: dt.date) -> Actor:
    """Freeze who acts and with which roles. Two queries. Needs the tenant's scope."""
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
        roles=_roles(position.pk, on),
    )


def _roles(position_id: int, on: dt.date) -> dict[str, frozenset[int]]:
    grants = Grant.objects.filter(position_id=position_id, starts_on__lte=on).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    )
    reached: dict[str, frozenset[int]] = {}
    for role, unit_id in grants.values_list("role", "unit_id"):
        reached[role] = reached.get(role, frozenset()) | _unit_and_below(unit_id)
    return reached


def _unit_and_below(unit_id: int) -> frozenset[int]:
    sql = """
        WITH RECURSIVE below(id) AS (
            SELECT %s::bigint UNION SELECT u.id FROM organisation_unit u JOIN below b ON u.parent_id = b.id
        ) SELECT id FROM below
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [unit_id])
        return frozenset(row[0] for row in cursor.fetchall())
