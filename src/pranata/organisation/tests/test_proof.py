"""Power waits while an administrator of a part may know the password of whoever is to have it."""

import datetime as dt
from typing import Any

import pytest

from pranata.foundation.accounts.ownership import prove_address
from pranata.foundation.errors import NotPermitted
from pranata.foundation.models import Account
from pranata.organisation.models import Assignment, Grant, Person, Position, Unit
from pranata.organisation.operations._proof import AddressNotProved
from pranata.organisation.operations.apply_import import apply_import
from pranata.organisation.operations.assign_person import assign_person
from pranata.organisation.operations.end_assignment import end_assignment
from pranata.organisation.operations.end_position import end_position
from pranata.organisation.operations.end_unit import end_unit
from pranata.organisation.operations.grant_role import grant_role
from pranata.organisation.operations.invite_account import invite_account
from pranata.organisation.operations.receive_import import receive_import
from pranata.organisation.operations.revoke_role import revoke_role
from pranata.organisation.tests.acts import at_home, make_assignment, make_person, make_position, reach
from pranata.organisation.tests.cast import NOW, PASSWORD, SINCE, TODAY, make_unit

pytestmark = pytest.mark.django_db
NIP = "198001012005011001"
PAST, SOON = dt.date(2024, 1, 1), dt.date(2026, 6, 1)
POWER = pytest.mark.parametrize("role", ["coordinator", "administrator"])


@pytest.fixture
def cast():
    with at_home() as found:
        yield found


@pytest.fixture
def local(cast):
    """Bob as he administers the health service, and nothing else."""
    return reach(cast.bob, cast.dinkes)


def invited(cast, actor) -> Person:
    """Return somebody whose password was set through the link the actor saw."""
    person = make_person(cast, nip=NIP)
    account = invite_account(person=person, email="rini@contoh.test", actor=actor, now=NOW).account
    account.set_password(PASSWORD)
    account.save()
    return person


def powerful(cast, role="coordinator", **dates) -> Position:
    position = make_position(cast, "kuat", unit=cast.root)
    given: dict[str, Any] = {"instansi": cast.instansi, "unit": cast.root, "role": role, "starts_on": SINCE}
    Grant.objects.create(position=position, **(given | dates))
    return position


def assign(cast, position, person, **changes) -> Assignment:
    given: dict[str, Any] = {
        "capacity": "definitif",
        "decree_number": "SK",
        "starts_on": TODAY,
        "actor": cast.olga,
    }
    return assign_person(position=position, person=person, **(given | changes), now=NOW)


def grant(cast, position, role="coordinator") -> Grant:
    given: dict[str, Any] = {"unit": cast.root, "role": role, "starts_on": TODAY, "actor": cast.olga}
    return grant_role(position=position, **given, now=NOW)


class TestAnAccountWhoseLinkALocalAdministratorSaw:
    @POWER
    def test_it_refuses_the_post(self, cast, local, role):
        person = invited(cast, local)
        with pytest.raises(AddressNotProved):
            assign(cast, powerful(cast, role), person)
        assert not person.assignments.exists()

    @POWER
    def test_it_refuses_the_role_for_the_post_they_hold(self, cast, local, role):
        post = make_position(cast, "biasa")
        make_assignment(cast, post, invited(cast, local))
        with pytest.raises(AddressNotProved):
            grant(cast, post, role)
        assert not post.grants.exists()

    def test_it_refuses_the_file_that_would_put_them_there(self, cast, local):
        powerful(cast)
        person = invited(cast, local)
        head = "nama,nip,kode jabatan,kapasitas,nomor sk,mulai"
        file = f"{head}\n{person.name},{NIP},kuat,definitif,SK 2,2026-01-01\n"
        given: dict[str, Any] = {"file_name": "a.csv", "content": file.encode(), "effective_on": SINCE}
        pending = receive_import(kind="orang", **given, actor=cast.olga, now=NOW)
        with pytest.raises(AddressNotProved):
            apply_import(pending=pending, actor=cast.olga, now=NOW)
        assert not person.assignments.exists()

    def test_before_a_password_is_set_the_shown_link_still_works_so_it_is_refused_too(self, cast, local):
        person = make_person(cast)
        invite_account(person=person, email="rini@contoh.test", actor=local, now=NOW)
        with pytest.raises(AddressNotProved):
            assign(cast, powerful(cast), person)

    def test_inviting_again_by_who_administers_everything_does_not_unsee_the_first_link(self, cast, local):
        person = make_person(cast)
        for actor in (local, cast.olga):
            invite_account(person=person, email="rini@contoh.test", actor=actor, now=NOW)
        with pytest.raises(AddressNotProved):
            assign(cast, powerful(cast), person)

    def test_a_password_set_by_mail_opens_the_way(self, cast, local):
        person = invited(cast, local)
        prove_address(Account.objects.get(people=person))
        assert assign(cast, powerful(cast), Person.objects.get(pk=person.pk)).pk

    def test_an_ordinary_post_is_theirs_at_once(self, cast, local):
        assert assign(cast, powerful(cast, "contributor"), invited(cast, local)).pk

    def test_a_time_without_the_power_is_theirs_too(self, cast, local):
        assert assign(cast, powerful(cast, ends_on=PAST), invited(cast, local)).pk

    def test_who_left_the_post_does_not_keep_it_from_having_a_role(self, cast, local):
        post = make_position(cast, "biasa")
        make_assignment(cast, post, invited(cast, local), ends_on=PAST)
        assert grant(cast, post).pk


def test_a_link_that_only_who_administers_everything_saw_holds_nobody_back(cast):
    assert assign(cast, powerful(cast), invited(cast, cast.olga)).pk


class TestTakingPowerAway:
    """Who may not give it may not take it."""

    @pytest.fixture
    def seat(self, cast) -> Assignment:
        post = make_position(cast, "koordinator")
        seat = make_assignment(cast, post, make_person(cast))
        fields: dict[str, Any] = {"instansi": cast.instansi, "unit": cast.dinkes, "starts_on": SINCE}
        Grant.objects.create(position=post, role="coordinator", **fields)
        return seat

    def test_it_refuses_a_local_administrator_to_end_the_assignment(self, cast, local, seat):
        given: dict[str, Any] = {"assignment": seat, "ends_on": SOON, "decree_number": "SK", "now": NOW}
        with pytest.raises(NotPermitted):
            end_assignment(**given, actor=local)
        assert end_assignment(**given, actor=cast.olga).ends_on == SOON

    def test_it_refuses_a_local_administrator_to_end_the_position(self, cast, local, seat):
        given: dict[str, Any] = {"position": seat.position, "ends_on": SOON, "legal_basis": "", "now": NOW}
        with pytest.raises(NotPermitted):
            end_position(**given, actor=local)
        assert end_position(**given, actor=cast.olga).ends_on == SOON

    def test_it_refuses_a_local_administrator_to_revoke_the_role(self, cast, local, seat):
        given: dict[str, Any] = {"grant": seat.position.grants.get(), "ends_on": SOON, "now": NOW}
        with pytest.raises(NotPermitted):
            revoke_role(**given, actor=local)
        assert revoke_role(**given, actor=cast.olga).ends_on == SOON

    def test_it_refuses_a_local_administrator_to_end_the_unit_a_coordinator_works_on(self, cast, local):
        unit: Unit = make_unit(cast.instansi, "Puskesmas", parent=cast.dinkes)
        fields: dict[str, Any] = {"instansi": cast.instansi, "unit": unit, "starts_on": SINCE}
        Grant.objects.create(position_id=cast.alice.position_id, role="coordinator", **fields)
        given: dict[str, Any] = {"unit": unit, "ends_on": SOON, "legal_basis": "", "now": NOW}
        with pytest.raises(NotPermitted):
            end_unit(**given, actor=reach(local, unit))
        assert end_unit(**given, actor=reach(cast.olga, cast.root, unit)).ends_on == SOON

    def test_an_ordinary_holder_stays_a_local_matter(self, cast, local):
        seat = make_assignment(cast, make_position(cast, "biasa"), make_person(cast))
        given: dict[str, Any] = {"ends_on": SOON, "decree_number": "SK", "now": NOW}
        assert end_assignment(assignment=seat, actor=local, **given).ends_on == SOON
