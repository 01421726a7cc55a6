"""Putting somebody in a post gives them its roles, so it asks for what granting those asks for."""

import datetime as dt
from typing import Any

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.foundation.models import Account
from pranata.organisation.models import Assignment, Capacity, Grant, Person
from pranata.organisation.operations.assign_person import assign_person
from pranata.organisation.operations.end_person import end_person
from pranata.organisation.operations.invite_account import invite_account
from pranata.organisation.tests.acts import at_home, make_assignment, make_person, make_position, reach
from pranata.organisation.tests.cast import NOW, SINCE

pytestmark = pytest.mark.django_db
MID, LATER = dt.date(2026, 7, 1), dt.date(2027, 1, 1)


@pytest.fixture
def cast():
    with at_home() as found:
        yield found


@pytest.fixture
def local(cast):
    """Bob as he administers the health service, and nothing else."""
    return reach(cast.bob, cast.dinkes)


def powerful(cast, role="coordinator", on=None, **dates):
    """Return a post in the health service that carries a role."""
    position = make_position(cast, "kuat")
    given = {"instansi": cast.instansi, "unit": on or cast.dinkes, "role": role, "starts_on": SINCE}
    Grant.objects.create(position=position, **(given | dates))
    return position


def assign(position, person, actor, **changes):
    given: dict[str, Any] = {"capacity": Capacity.DEFINITIF, "decree_number": "SK", "starts_on": MID}
    return assign_person(position=position, person=person, **(given | changes), actor=actor, now=NOW)


class TestAssigning:
    @pytest.mark.parametrize("capacity", list(Capacity))
    def test_it_refuses_a_local_administrator_the_post_of_a_coordinator(self, cast, local, capacity):
        with pytest.raises(NotPermitted):
            assign(powerful(cast), make_person(cast), local, capacity=capacity)

    @pytest.mark.parametrize("role", ["administrator", "internal_assessor", "auditor"])
    def test_it_refuses_a_post_whose_role_reaches_further_than_the_administrator(self, cast, local, role):
        with pytest.raises(NotPermitted):
            assign(powerful(cast, role, on=cast.root), make_person(cast), local)

    def test_it_refuses_a_post_that_becomes_powerful_while_it_is_held(self, cast, local):
        position = powerful(cast, starts_on=LATER)
        with pytest.raises(NotPermitted):
            assign(position, make_person(cast), local)

    @pytest.mark.parametrize(
        ("grant", "assignment"), [({"starts_on": LATER}, {"ends_on": LATER}), ({"ends_on": MID}, {})]
    )
    def test_a_time_without_the_role_stays_local(self, cast, local, grant, assignment):
        assert assign(powerful(cast, **grant), make_person(cast), local, **assignment)

    def test_who_administers_everything_may(self, cast):
        assert assign(powerful(cast), make_person(cast), cast.olga)

    def test_an_ordinary_post_stays_local(self, cast, local):
        assert assign(powerful(cast, "contributor"), make_person(cast), local)


class TestWhoHoldsAPowerfulPost:
    @pytest.fixture
    def holder(self, cast):
        person = make_person(cast, account=Account.objects.create_user("rini@contoh.test", name="Rini"))
        make_assignment(cast, powerful(cast), person)
        return person

    def test_it_refuses_a_local_administrator_the_link_to_their_password(self, cast, local, holder):
        with pytest.raises(NotPermitted):
            invite_account(person=holder, email=holder.account.email, actor=local, now=NOW)
        assert invite_account(
            person=holder, email=holder.account.email, actor=cast.olga, now=NOW
        ).needs_password

    def test_it_refuses_a_local_administrator_to_end_their_service(self, cast, local, holder):
        with pytest.raises(NotPermitted):
            end_person(person=holder, ended_on=MID, reason="", actor=local, now=NOW)
        end_person(person=holder, ended_on=MID, reason="", actor=cast.olga, now=NOW)
        assert Assignment.objects.get(person=Person.objects.get(pk=holder.pk)).ends_on == MID
