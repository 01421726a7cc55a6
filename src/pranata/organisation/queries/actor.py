"""Who is acting: from an account to the position it may act for today."""

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from pranata.foundation.statements import Columns, Statement
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.canonical import Json
from pranata.ledger.queries.history import OWNER
from pranata.organisation.models import Assignment, Instansi, Person, Position, Unit
from pranata.organisation.policies import Actor


def seats_of(account_id: int) -> list[Person]:
    """Return the account's persons, one an instansi, whichever instansi they are in. One query.

    In the order in which they were connected: a new seat never comes before the one a sign-in begins with.
    """
    with tenant_scope(None, account_id=account_id):
        return [_seat(row) for row in _seats().rows(account_id)]


def _seat(row: tuple[Any, ...]) -> Person:
    values = iter(row)
    found = _PERSON.take(values)
    found.instansi = _INSTANSI.take(values)
    return found


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
    found = [_assignment(row, person, on) for row in _held().rows(person.pk, on)]
    return sorted(found, key=lambda a: (a.capacity != "definitif", a.pk))


def _assignment(row: tuple[Any, ...], person: Person, on: dt.date) -> Assignment:
    unread, reached, values = row[0], row[1], iter(row[2:])
    found, position, unit = _ASSIGNMENT.take(values), _POSITION.take(values), _UNIT.take(values)
    position.unit, found.position = unit, position
    found.person, found.instansi = person, person.instansi
    found.unread_notices = unread  # type: ignore[attr-defined]
    found.reached = json.loads(reached or "{}")  # type: ignore[attr-defined]
    found.roles_on = on  # type: ignore[attr-defined]  # on which day `reached` holds
    return found


def held_by(account_id: int, now: dt.datetime) -> Iterator[Assignment]:
    """Give the assignments an account may act for now, in every instansi, one query an instansi."""
    for person in seats_of(account_id):
        with tenant_scope(person.instansi_id, account_id=account_id):
            held = assignments_on(person, local_date(person, now))
        yield from held


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
        WHERE position_id = {position} AND starts_on <= {on} AND (ends_on IS NULL OR ends_on > {on})
        UNION
        SELECT r.role, u.id FROM organisation_unit u JOIN reached r ON u.parent_id = r.unit_id
    ) SELECT role, array_agg(unit_id) AS units FROM reached GROUP BY role
"""
_ROLES = _REACHED.format(position="%s", on="%s")

_PERSON, _INSTANSI = Columns(Person, "p"), Columns(Instansi, "i")
_ASSIGNMENT, _POSITION, _UNIT = Columns(Assignment, "a"), Columns(Position, "p"), Columns(Unit, "u")


@cache
def _seats() -> Statement:
    return Statement(
        "seats_of",
        f"""
        SELECT {_PERSON.sql}, {_INSTANSI.sql}
        FROM organisation_person p JOIN organisation_instansi i ON i.id = p.instansi_id
        WHERE p.account_id = $1 ORDER BY p.account_since NULLS FIRST, p.id
        """,  # noqa: S608 -- put together from our own text
    )


@cache
def _held() -> Statement:
    """What a person holds on a day, with unread notices and roles: every page of an official asks it."""
    return Statement(
        "assignments_on",
        f"""
        SELECT (SELECT count(*) FROM organisation_notice n
                WHERE n.position_id = a.position_id AND n.read_at IS NULL),
            (SELECT jsonb_object_agg(role, units)::text
             FROM ({_REACHED.format(position="a.position_id", on="$2")}) held),
            {_ASSIGNMENT.sql}, {_POSITION.sql}, {_UNIT.sql}
        FROM organisation_assignment a
        JOIN organisation_position p ON p.id = a.position_id
        JOIN organisation_unit u ON u.id = p.unit_id
        WHERE a.person_id = $1 AND a.starts_on <= $2 AND (a.ends_on IS NULL OR a.ends_on > $2)
        """,  # noqa: S608 -- put together from our own text
    )


def _roles(assignment: Assignment, on: dt.date) -> dict[str, frozenset[int]]:
    if getattr(assignment, "roles_on", None) == on:
        known: dict[str, list[int]] = assignment.reached or {}  # type: ignore[attr-defined]
        return {role: frozenset(units) for role, units in known.items()}
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, [assignment.position_id, on, on])
        return {role: frozenset(units) for role, units in cursor.fetchall()}
