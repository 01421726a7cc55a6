"""What the tests of operations share: a scope that is open, and the acts that were recorded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.queries.history import tenant_history
from pranata.organisation.models import Assignment, Person, Position, Unit
from pranata.organisation.policies import Actor
from pranata.organisation.tests.cast import SINCE, Cast, make_cast


@contextmanager
def at_home() -> Iterator[Cast]:
    """Make the cast and open the scope of Alice's instansi."""
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


def recorded() -> list[str]:
    """Return the codes of the acts recorded in the open scope, latest first."""
    return [line.action for line in tenant_history()]


def make_position(cast: Cast, code: str, **given: object) -> Position:
    """Create a position since 2020, in the health service unless said otherwise."""
    values = {"unit": cast.dinkes, "title": code, "starts_on": SINCE} | given
    return Position.objects.create(instansi=cast.instansi, code=code, **values)


def make_person(cast: Cast, name: str = "Rini Contoh", **given: object) -> Person:
    """Create a person of the instansi."""
    return Person.objects.create(instansi=cast.instansi, name=name, **given)


def make_assignment(cast: Cast, position: Position, person: Person, **given: object) -> Assignment:
    """Assign a person definitif since 2020 unless said otherwise."""
    values = {"starts_on": SINCE} | given
    return Assignment.objects.create(instansi=cast.instansi, position=position, person=person, **values)


def reach(actor: Actor, *units: Unit) -> Actor:
    """Return the actor as they come in again, administering these units too: reach is frozen at the edge."""
    held = actor.roles.get("administrator", frozenset()) | {unit.pk for unit in units}
    return replace(actor, roles=actor.roles | {"administrator": held})
