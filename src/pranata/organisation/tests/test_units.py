"""Registering, ending and moving units."""

import datetime as dt

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Grant, Position, Unit
from pranata.organisation.operations import move_unit as move_module
from pranata.organisation.operations import register_unit as register_module
from pranata.organisation.operations._rules import CodeTaken, DatesOutside
from pranata.organisation.operations.end_unit import UnitStillInUse, end_unit
from pranata.organisation.operations.move_unit import (
    BelowItself,
    MovedTooEarly,
    RootStays,
    move_unit,
)
from pranata.organisation.operations.register_unit import RootIsFounded, register_unit
from pranata.organisation.queries.tree import tree_on
from pranata.organisation.tests.acts import (
    at_home,
    make_assignment,
    make_person,
    make_position,
    reach,
    recorded,
)
from pranata.organisation.tests.cast import NOW, SINCE, TODAY, make_unit

pytestmark = pytest.mark.django_db
MID = dt.date(2024, 7, 1)


@pytest.fixture
def cast():
    with at_home() as found:
        yield found


@pytest.fixture
def broken_ledger(monkeypatch):
    def fail(act):
        raise RuntimeError("the ledger refuses")

    monkeypatch.setattr(register_module, "append_entry", fail)
    monkeypatch.setattr(move_module, "append_entry", fail)


class TestRegisterUnit:
    def register(self, cast, **changes):
        given = {
            "parent": cast.dinkes,
            "kind": "bidang",
            "code": "BID-1",
            "name": "Bidang Pelayanan",
            "starts_on": MID,
            "actor": cast.olga,
            "now": NOW,
        }
        return register_unit(**(given | changes))

    def test_it_adds_the_unit_and_records_it(self, cast):
        unit = self.register(cast, legal_basis="Perbup 5/2024")
        assert (unit.parent, unit.starts_on) == (cast.dinkes, MID)
        assert recorded()[0] == "unit.daftarkan"

    @pytest.mark.parametrize("name", ["alice", "bob", "dana", "charlie"])
    def test_it_refuses_everybody_who_does_not_administer_the_parent(self, cast, name):
        with pytest.raises(NotPermitted):
            self.register(cast, actor=getattr(cast, name))

    def test_it_refuses_a_parent_in_another_instansi(self, cast):
        with pytest.raises(NotPermitted):
            self.register(cast, parent=cast.other_root)

    def test_it_refuses_a_second_root(self, cast):
        with pytest.raises(RootIsFounded):
            self.register(cast, kind="instansi")

    def test_it_refuses_a_code_in_use(self, cast):
        with pytest.raises(CodeTaken) as refusal:
            self.register(cast, code=cast.dinkes.code)
        assert refusal.value.field == "code"

    def test_it_refuses_dates_outside_the_parent(self, cast):
        with pytest.raises(DatesOutside):
            self.register(cast, starts_on=dt.date(2019, 12, 31))

    def test_it_leaves_nothing_behind_when_the_ledger_fails(self, cast, broken_ledger):
        with pytest.raises(RuntimeError):
            self.register(cast)
        assert not Unit.objects.filter(code="BID-1").exists()


class TestEndUnit:
    def end(self, unit, actor, ends_on=MID):
        return end_unit(unit=unit, ends_on=ends_on, legal_basis="Perbup 5/2024", actor=actor, now=NOW)

    def test_it_ends_an_empty_unit_and_the_roles_on_it(self, cast):
        unit = make_unit(cast.instansi, "Sementara", parent=cast.root)
        grant = Grant.objects.create(
            instansi=cast.instansi,
            position_id=cast.bob.position_id,
            unit=unit,
            role="contributor",
            starts_on=SINCE,
        )
        self.end(unit, reach(cast.olga, unit))
        grant.refresh_from_db()
        assert (unit.ends_on, grant.ends_on) == (MID, MID)
        assert recorded()[0] == "unit.akhiri"

    def test_it_refuses_while_something_lives_in_it(self, cast):
        with pytest.raises(UnitStillInUse) as refusal:
            self.end(cast.dinkes, cast.olga)
        assert (refusal.value.units, refusal.value.positions) == (0, 1)

    def test_it_refuses_a_day_before_it_began(self, cast):
        unit = make_unit(cast.instansi, "Sementara", parent=cast.root)
        with pytest.raises(DatesOutside):
            self.end(unit, reach(cast.olga, unit), SINCE)

    @pytest.mark.parametrize("name", ["alice", "bob", "dana", "charlie"])
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            self.end(cast.dinkes, getattr(cast, name))


class TestMoveUnit:
    def move(self, cast, unit, parent, *, on=MID, actor=None):
        return move_unit(
            unit=unit,
            parent=parent,
            on=on,
            legal_basis="Perbup 5/2024",
            actor=actor or reach(cast.olga, unit, parent),
            now=NOW,
        )

    def test_the_old_row_ends_and_a_new_one_continues_it(self, cast):
        bidang = make_unit(cast.instansi, "Bidang Aptika", parent=cast.dinkes, kind="bidang")
        moved = self.move(cast, bidang, cast.diskominfo)
        bidang.refresh_from_db()
        assert (bidang.ends_on, bidang.parent) == (MID, cast.dinkes)
        assert (moved.starts_on, moved.parent, moved.continues) == (MID, cast.diskominfo, bidang)
        assert recorded()[0] == "unit.pindahkan"

    def test_the_tree_of_a_day_before_stays_as_it_was(self, cast):
        bidang = make_unit(cast.instansi, "Bidang Aptika", parent=cast.dinkes, kind="bidang")
        before = [(b.unit.pk, b.depth) for b in tree_on(TODAY.replace(year=2021))]
        self.move(cast, bidang, cast.diskominfo)
        assert [(b.unit.pk, b.depth) for b in tree_on(TODAY.replace(year=2021))] == before

    def test_everything_in_it_goes_along(self, cast):
        chief = make_position(cast, "kepala", unit=cast.dinkes)
        make_assignment(cast, chief, make_person(cast), decree_number="SK 7/2020")
        deputy = make_position(cast, "wakil", unit=cast.inspektorat, superior=chief)
        section = make_unit(cast.instansi, "Seksi", parent=cast.dinkes, kind="bidang")
        moved = self.move(cast, cast.dinkes, cast.diskominfo)
        now = Position.objects.get(continues=chief)
        deputy.refresh_from_db()
        assert now.unit == moved
        assert deputy.superior == now
        assert Unit.objects.get(continues=section).parent == moved
        held = Assignment.objects.get(position=now)
        assert (held.starts_on, held.decree_number) == (MID, "SK 7/2020")

    def test_a_role_on_it_continues_on_the_new_row(self, cast):
        moved = self.move(cast, cast.dinkes, cast.diskominfo)
        old, new = Grant.objects.filter(role="contributor").order_by("starts_on")
        assert (old.unit, old.ends_on) == (cast.dinkes, MID)
        assert (new.unit, new.starts_on, new.position.continues_id) == (moved, MID, cast.bob.position_id)

    def test_it_refuses_a_place_below_itself(self, cast):
        bidang = make_unit(cast.instansi, "Bidang", parent=cast.dinkes, kind="bidang")
        with pytest.raises(BelowItself):
            self.move(cast, cast.dinkes, bidang)

    def test_it_refuses_the_root(self, cast):
        with pytest.raises(RootStays):
            self.move(cast, cast.root, cast.dinkes)

    def test_it_refuses_a_day_on_which_part_of_it_has_not_begun(self, cast):
        make_position(cast, "nanti", starts_on=MID)
        with pytest.raises(MovedTooEarly):
            self.move(cast, cast.dinkes, cast.diskominfo)

    def test_it_refuses_a_parent_that_ends_too_soon(self, cast):
        short = make_unit(cast.instansi, "Pendek", parent=cast.root)
        Unit.objects.filter(pk=short.pk).update(ends_on=TODAY)
        with pytest.raises(DatesOutside):
            self.move(cast, cast.dinkes, short)

    @pytest.mark.parametrize("name", ["alice", "bob", "dana", "charlie"])
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            self.move(cast, cast.dinkes, cast.diskominfo, actor=getattr(cast, name))

    def test_it_refuses_one_who_administers_only_the_unit_that_moves(self, cast):
        local = reach(cast.bob, cast.dinkes)
        with pytest.raises(NotPermitted):
            self.move(cast, cast.dinkes, cast.diskominfo, actor=local)

    def test_it_leaves_nothing_behind_when_the_ledger_fails(self, cast, broken_ledger):
        with pytest.raises(RuntimeError):
            self.move(cast, cast.dinkes, cast.diskominfo)
        cast.dinkes.refresh_from_db()
        assert cast.dinkes.ends_on is None
        assert not Unit.objects.filter(continues=cast.dinkes).exists()

    def test_charlie_sees_nothing_of_it(self, cast):
        self.move(cast, cast.dinkes, cast.diskominfo)
        with tenant_scope(cast.other_instansi.pk):
            assert Unit.objects.count() == 1
