"""Granting and revoking roles, and beginning an organisation."""

import datetime as dt

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Capacity, Grant, Position
from pranata.organisation.operations._last import LastAdministrator
from pranata.organisation.operations._rules import DatesOutside, RuleBroken
from pranata.organisation.operations.found_organisation import AlreadyFounded, found_organisation
from pranata.organisation.operations.grant_role import OwnPosition, grant_role
from pranata.organisation.operations.revoke_role import GrantEnded, revoke_role
from pranata.organisation.queries.actor import actor_of
from pranata.organisation.tests.acts import at_home, make_assignment, make_position, reach, recorded
from pranata.organisation.tests.cast import NOW, SINCE, TODAY, make_account, make_instansi

pytestmark = pytest.mark.django_db
MID = dt.date(2024, 7, 1)
OTHERS = pytest.mark.parametrize("name", ["alice", "bob", "dana", "charlie"])


@pytest.fixture
def cast():
    with at_home() as found:
        yield found


class TestGrantRole:
    def grant(self, cast, position, **changes):
        given = {
            "unit": cast.dinkes,
            "role": "contributor",
            "starts_on": MID,
            "actor": cast.olga,
            "now": NOW,
        }
        return grant_role(position=position, **(given | changes))

    def test_whoever_holds_the_post_may_from_then_on(self, cast):
        self.grant(cast, Position.objects.get(pk=cast.dana.position_id))
        dana = actor_of(Assignment.objects.get(pk=cast.dana.assignment_id), TODAY)
        assert dana.has_role("contributor", unit_id=cast.dinkes.pk)
        assert recorded()[0] == "peran.beri"

    def test_it_refuses_olga_a_role_for_her_own_post(self, cast):
        with pytest.raises(OwnPosition):
            self.grant(cast, Position.objects.get(pk=cast.olga.position_id), role="coordinator")

    def test_it_refuses_olga_a_role_for_a_post_she_holds_as_plt(self, cast):
        position = make_position(cast, "lain")
        olga = Assignment.objects.get(pk=cast.olga.assignment_id).person
        make_assignment(cast, position, olga, capacity=Capacity.PLT, ends_on=dt.date(2027, 1, 1))
        with pytest.raises(OwnPosition):
            self.grant(cast, position)

    def test_only_who_administers_everything_names_a_coordinator(self, cast):
        position, local = make_position(cast, "lain"), reach(cast.bob, cast.dinkes)
        self.grant(cast, position, actor=local)
        with pytest.raises(NotPermitted):
            self.grant(cast, position, role="coordinator", actor=local)
        self.grant(cast, position, role="coordinator")

    def test_it_refuses_a_unit_beyond_her_reach(self, cast):
        local = reach(cast.bob, cast.dinkes)
        with pytest.raises(NotPermitted):
            self.grant(cast, Position.objects.get(pk=cast.dana.position_id), unit=cast.root, actor=local)

    def test_it_refuses_the_same_role_twice(self, cast):
        with pytest.raises(RuleBroken):
            self.grant(cast, Position.objects.get(pk=cast.bob.position_id))

    def test_it_refuses_a_time_before_the_post(self, cast):
        with pytest.raises(DatesOutside):
            self.grant(cast, make_position(cast, "x"), starts_on=dt.date(2019, 1, 1))

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            self.grant(cast, make_position(cast, "x"), actor=getattr(cast, name))


class TestRevokeRole:
    def revoke(self, grant, actor, on=MID):
        return revoke_role(grant=grant, ends_on=on, actor=actor, now=NOW)

    def test_it_ends_the_role_and_records_it(self, cast):
        grant = Grant.objects.get(position_id=cast.bob.position_id)
        assert self.revoke(grant, cast.olga).ends_on == MID
        assert recorded()[0] == "peran.cabut"

    def test_it_refuses_what_ended_before(self, cast):
        grant = Grant.objects.get(position_id=cast.bob.position_id)
        self.revoke(grant, cast.olga)
        with pytest.raises(GrantEnded):
            self.revoke(grant, cast.olga, TODAY)

    def test_it_refuses_olga_her_own_role(self, cast):
        with pytest.raises(OwnPosition):
            self.revoke(Grant.objects.get(position_id=cast.olga.position_id), cast.olga)

    def test_it_refuses_to_take_the_last_administrator(self, cast):
        second = reach(cast.dana, cast.root)
        with pytest.raises(LastAdministrator):
            self.revoke(Grant.objects.get(position_id=cast.olga.position_id), second)

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            self.revoke(Grant.objects.get(position_id=cast.bob.position_id), getattr(cast, name))


class TestFoundOrganisation:
    def found(self, instansi, actor=None):
        return found_organisation(
            instansi=instansi,
            account=make_account("Pertama"),
            title="Kepala Bagian Organisasi",
            starts_on=SINCE,
            actor=actor,
            now=NOW,
        )

    def test_it_begins_with_one_administrator(self):
        instansi = make_instansi("Kota Baru")
        founded = self.found(instansi)
        with tenant_scope(instansi.pk):
            first = actor_of(founded.assignment, TODAY)
            assert first.has_role("administrator", unit_id=founded.root.pk)
            assert recorded() == ["organisasi.mulai"]

    def test_it_refuses_an_official(self, cast):
        with pytest.raises(NotPermitted):
            self.found(make_instansi("Kota Baru"), actor=cast.olga)

    def test_it_refuses_a_second_beginning(self, cast):
        with pytest.raises(AlreadyFounded):
            self.found(cast.instansi)
