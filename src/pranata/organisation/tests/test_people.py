"""Registering, assigning, inviting and ending people."""

import datetime as dt

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Capacity, Person, Position
from pranata.organisation.operations._rules import DatesOutside, DefinitifHeld, RuleBroken
from pranata.organisation.operations.assign_person import SelfAssignment, assign_person
from pranata.organisation.operations.end_assignment import AssignmentEnded, end_assignment
from pranata.organisation.operations.end_person import end_person
from pranata.organisation.operations.end_position import BeginsLater
from pranata.organisation.operations.invite_account import (
    AccountWaitsElsewhere,
    AccountWasEnded,
    AccountWorks,
    NipBelongsElsewhere,
    invite_account,
)
from pranata.organisation.operations.register_person import register_person
from pranata.organisation.tests.acts import (
    at_home,
    make_assignment,
    make_person,
    make_position,
    reach,
    recorded,
)
from pranata.organisation.tests.cast import NOW, make_account

pytestmark = pytest.mark.django_db
MID, LATER = dt.date(2024, 7, 1), dt.date(2025, 7, 1)
NIP = "198001012005011001"
OTHERS = pytest.mark.parametrize("name", ["alice", "bob", "dana", "charlie"])


@pytest.fixture
def cast():
    with at_home() as found:
        yield found


class TestRegisterPerson:
    def register(self, cast, *, actor=None, nip="19800101 200501 1 001"):
        return register_person(
            name="Rini", nip=nip, email=" RINI@Contoh.test ", actor=actor or cast.olga, now=NOW
        )

    def test_it_makes_somebody_known_and_records_it_without_their_name(self, cast):
        person = self.register(cast)
        assert (person.nip, person.email) == (NIP, "rini@contoh.test")
        assert recorded()[0] == "orang.daftarkan"

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            self.register(cast, actor=getattr(cast, name))

    def test_it_refuses_a_nip_that_is_taken(self, cast):
        self.register(cast)
        with pytest.raises(RuleBroken) as refusal:
            self.register(cast)
        assert refusal.value.field == "nip"

    @pytest.mark.parametrize("nip", ["123", "1.98001E+17", "abcdefghijklmnopqr", "19800101200501100١"])
    def test_it_refuses_a_nip_that_is_not_18_digits(self, cast, nip):
        with pytest.raises(RuleBroken):
            self.register(cast, nip=nip)


class TestAssignPerson:
    def assign(self, cast, position, person, **changes):
        given = {
            "capacity": Capacity.DEFINITIF,
            "decree_number": "SK 12/2024",
            "starts_on": MID,
            "actor": cast.olga,
            "now": NOW,
        }
        return assign_person(position=position, person=person, **(given | changes))

    @pytest.mark.parametrize("capacity", list(Capacity))
    def test_it_assigns_in_every_capacity_and_records_it(self, cast, capacity):
        assignment = self.assign(cast, make_position(cast, "x"), make_person(cast), capacity=capacity)
        assert assignment.capacity == capacity
        assert recorded()[0] == "penugasan.tetapkan"

    def test_it_refuses_a_second_definitif(self, cast):
        with pytest.raises(DefinitifHeld):
            self.assign(cast, Position.objects.get(pk=cast.bob.position_id), make_person(cast))

    def test_a_successor_ends_the_one_before_on_the_same_day(self, cast):
        position = Position.objects.get(pk=cast.bob.position_id)
        self.assign(cast, position, make_person(cast), end_current=True)
        assert Assignment.objects.get(pk=cast.bob.assignment_id).ends_on == MID

    def test_it_refuses_olga_a_post_of_her_own_choice_that_carries_roles(self, cast):
        olga = Person.objects.get(pk=cast.olga.person_id)
        with pytest.raises(SelfAssignment):
            self.assign(cast, Position.objects.get(pk=cast.alice.position_id), olga, capacity=Capacity.PLT)

    def test_it_refuses_one_who_has_left(self, cast):
        with pytest.raises(DatesOutside):
            self.assign(cast, make_position(cast, "x"), make_person(cast, ended_on=dt.date(2024, 1, 1)))

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            self.assign(cast, make_position(cast, "x"), make_person(cast), actor=getattr(cast, name))


class TestEndAssignment:
    def end(self, assignment, actor, on=MID):
        return end_assignment(assignment=assignment, ends_on=on, decree_number="SK 9", actor=actor, now=NOW)

    def test_it_ends_and_records_it(self, cast):
        assignment = Assignment.objects.get(pk=cast.bob.assignment_id)
        assert self.end(assignment, cast.olga).ends_on == MID
        assert recorded()[0] == "penugasan.akhiri"

    def test_it_refuses_what_ended_before(self, cast):
        assignment = Assignment.objects.get(pk=cast.bob.assignment_id)
        self.end(assignment, cast.olga)
        with pytest.raises(AssignmentEnded):
            self.end(assignment, cast.olga, LATER)

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            self.end(Assignment.objects.get(pk=cast.bob.assignment_id), getattr(cast, name))


class TestEndPerson:
    def end(self, person, actor):
        return end_person(person=person, ended_on=MID, reason="pensiun", actor=actor, now=NOW)

    def test_assignments_end_and_the_account_stays(self, cast):
        self.end(Person.objects.get(pk=cast.bob.person_id), cast.olga)
        assert Assignment.objects.get(pk=cast.bob.assignment_id).ends_on == MID
        assert Account.objects.get(pk=cast.bob_account.pk).ended_at is None
        assert recorded()[0] == "orang.akhiri"

    def test_it_refuses_one_who_serves_beyond_ones_reach(self, cast):
        local = reach(cast.bob, cast.dinkes)
        with pytest.raises(NotPermitted):
            self.end(Person.objects.get(pk=cast.olga.person_id), local)
        self.end(Person.objects.get(pk=cast.bob.person_id), local)

    def test_it_refuses_while_an_assignment_begins_later(self, cast):
        person = make_person(cast)
        make_assignment(cast, make_position(cast, "x"), person, starts_on=LATER)
        with pytest.raises(BeginsLater):
            self.end(person, cast.olga)

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            self.end(Person.objects.get(pk=cast.bob.person_id), getattr(cast, name))


class TestInviteAccount:
    def invite(self, cast, person, email="rini@contoh.test", actor=None):
        return invite_account(person=person, email=email, actor=actor or cast.olga, now=NOW)

    def test_it_makes_an_account_that_cannot_sign_in_yet(self, cast):
        person = make_person(cast, nip=NIP)
        invitation = self.invite(cast, person)
        assert invitation.needs_password
        assert not invitation.account.has_usable_password()
        assert invitation.account.employee_number == NIP
        assert recorded()[0] == "akun.undang"

    def test_inviting_again_keeps_the_account(self, cast):
        person = make_person(cast)
        first = self.invite(cast, person).account
        assert self.invite(cast, person).account == first

    def test_somebody_with_an_account_elsewhere_keeps_it(self, cast):
        account = make_account("Pindahan")
        invitation = self.invite(cast, make_person(cast), "PINDAHAN@contoh.test")
        assert (invitation.account, invitation.needs_password) == (account, False)

    def test_it_refuses_one_whose_account_works(self, cast):
        with pytest.raises(AccountWorks):
            self.invite(cast, Person.objects.get(pk=cast.bob.person_id))

    def test_it_refuses_an_ended_account(self, cast):
        Account.objects.create(email="rini@contoh.test", ended_at=NOW)
        with pytest.raises(AccountWasEnded):
            self.invite(cast, make_person(cast))

    def test_it_gives_nobody_the_link_to_an_account_another_instansi_invited(self, cast):
        waiting = Account.objects.create_user("tunggu@contoh.test", name="Tunggu")
        with tenant_scope(cast.other_instansi.pk):
            Person.objects.create(instansi=cast.other_instansi, account=waiting, name="Tunggu")
        invitation = self.invite(cast, make_person(cast), waiting.email)
        assert invitation.link is not None
        assert not invitation.needs_password
        person = make_person(cast, account=waiting)
        with pytest.raises(AccountWaitsElsewhere):
            self.invite(cast, person, waiting.email)

    def test_a_mistyped_address_is_put_right_by_inviting_again(self, cast):
        person = make_person(cast, nip=NIP)
        wrong = self.invite(cast, person, "rinni@contoh.test").account
        right = self.invite(cast, person).account
        assert (person.account, right.email, right.employee_number) == (right, "rini@contoh.test", NIP)
        assert Account.objects.get(pk=wrong.pk).employee_number is None

    def test_who_lost_an_account_for_good_gets_another_address(self, cast):
        ended = Account.objects.create(
            email="lama@contoh.test", employee_number=NIP, ended_at=NOW, password="x"
        )
        person = make_person(cast, nip=NIP, account=ended)
        with pytest.raises(AccountWasEnded):
            self.invite(cast, person, ended.email)
        assert self.invite(cast, person).account.employee_number == NIP

    def test_it_gives_no_link_to_who_serves_beyond_ones_reach(self, cast):
        person = make_person(cast, account=Account.objects.create_user("rini@contoh.test", name="Rini"))
        make_assignment(cast, make_position(cast, "x", unit=cast.root), person)
        with pytest.raises(NotPermitted):
            self.invite(cast, person, actor=reach(cast.bob, cast.dinkes))
        assert self.invite(cast, person).needs_password

    def test_it_refuses_the_account_of_a_colleague(self, cast):
        with pytest.raises(RuleBroken):
            self.invite(cast, make_person(cast), cast.bob_account.email)

    def test_it_refuses_a_nip_that_signs_in_elsewhere(self, cast):
        Account.objects.create(email="lain@contoh.test", employee_number=NIP)
        with pytest.raises(NipBelongsElsewhere):
            self.invite(cast, make_person(cast, nip=NIP))

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            self.invite(cast, make_person(cast), actor=getattr(cast, name))
