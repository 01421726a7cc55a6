"""Forming and ending positions, and to whom they report."""

import datetime as dt

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.organisation.models import Assignment, Grant, Position
from pranata.organisation.operations._last import LastAdministrator
from pranata.organisation.operations._rules import Circle, CodeTaken, DatesOutside
from pranata.organisation.operations.change_superior import SuperiorUnchanged, change_superior
from pranata.organisation.operations.create_position import create_position
from pranata.organisation.operations.end_position import BeginsLater, end_position
from pranata.organisation.tests.acts import (
    at_home,
    make_assignment,
    make_person,
    make_position,
    recorded,
)
from pranata.organisation.tests.cast import NOW, SINCE

pytestmark = pytest.mark.django_db
MID = dt.date(2024, 7, 1)
OTHERS = pytest.mark.parametrize("name", ["alice", "bob", "dana", "charlie"])


@pytest.fixture
def cast():
    with at_home() as found:
        yield found


class TestCreatePosition:
    def create(self, cast, **changes):
        given = {
            "unit": cast.dinkes,
            "code": "DINKES-1",
            "title": "Kepala Dinas Kesehatan",
            "superior": None,
            "starts_on": MID,
            "actor": cast.olga,
            "now": NOW,
        }
        return create_position(**(given | changes))

    def test_it_forms_the_position_and_records_it(self, cast):
        position = self.create(cast, superior=Position.objects.get(pk=cast.alice.position_id))
        assert position.superior_id == cast.alice.position_id
        assert recorded()[0] == "jabatan.buat"

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            self.create(cast, actor=getattr(cast, name))

    def test_it_refuses_a_code_in_use(self, cast):
        self.create(cast)
        with pytest.raises(CodeTaken):
            self.create(cast)

    def test_it_refuses_dates_outside_the_unit(self, cast):
        with pytest.raises(DatesOutside):
            self.create(cast, starts_on=dt.date(2019, 1, 1))


class TestEndPosition:
    def end(self, cast, position, *, actor=None, ends_on=MID):
        return end_position(
            position=position, ends_on=ends_on, legal_basis="Perbup 5/2024", actor=actor or cast.olga, now=NOW
        )

    def test_who_holds_it_and_what_was_granted_end_with_it(self, cast):
        self.end(cast, Position.objects.get(pk=cast.bob.position_id))
        assert Assignment.objects.get(pk=cast.bob.assignment_id).ends_on == MID
        assert Grant.objects.get(position_id=cast.bob.position_id).ends_on == MID
        assert recorded()[0] == "jabatan.akhiri"

    def test_it_refuses_while_somebody_is_to_begin_later(self, cast):
        position = make_position(cast, "baru")
        make_assignment(cast, position, make_person(cast), starts_on=dt.date(2025, 1, 1))
        with pytest.raises(BeginsLater):
            self.end(cast, position)

    def test_it_refuses_to_end_the_last_administrator(self, cast):
        with pytest.raises(LastAdministrator):
            self.end(cast, Position.objects.get(pk=cast.olga.position_id))

    def test_it_refuses_a_day_before_it_began(self, cast):
        with pytest.raises(DatesOutside):
            self.end(cast, make_position(cast, "baru"), ends_on=SINCE)

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        with pytest.raises(NotPermitted):
            self.end(cast, make_position(cast, "baru"), actor=getattr(cast, name))


class TestChangeSuperior:
    def test_it_changes_to_whom_a_position_reports_and_records_it(self, cast):
        chief, clerk = make_position(cast, "kepala"), make_position(cast, "staf")
        change_superior(position=clerk, superior=chief, actor=cast.olga, now=NOW)
        assert Position.objects.get(pk=clerk.pk).superior == chief
        assert recorded()[0] == "jabatan.ubah_atasan"

    def test_it_refuses_a_circle(self, cast):
        chief = make_position(cast, "kepala")
        clerk = make_position(cast, "staf", superior=chief)
        with pytest.raises(Circle):
            change_superior(position=chief, superior=clerk, actor=cast.olga, now=NOW)

    def test_it_refuses_to_do_nothing(self, cast):
        with pytest.raises(SuperiorUnchanged):
            change_superior(position=make_position(cast, "x"), superior=None, actor=cast.olga, now=NOW)

    @OTHERS
    def test_it_refuses_everybody_else(self, cast, name):
        chief, clerk = make_position(cast, "kepala"), make_position(cast, "staf")
        with pytest.raises(NotPermitted):
            change_superior(position=clerk, superior=chief, actor=getattr(cast, name), now=NOW)
