"""What the database refuses, whoever writes and however."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Capacity, Grant, PendingImport, Person, Position, Unit
from pranata.organisation.tests.cast import SINCE, make_cast, make_instansi, make_unit

pytestmark = pytest.mark.django_db

MID, END = dt.date(2024, 1, 1), dt.date(2025, 1, 1)


@pytest.fixture
def cast():
    found = make_cast()
    with tenant_scope(found.instansi.pk):
        yield found


def refused(rule):
    return pytest.raises(IntegrityError, match=rule)


def post(cast, code, **more):
    given = {"instansi": cast.instansi, "unit": cast.dinkes, "title": code, "starts_on": SINCE} | more
    return Position.objects.create(code=code, **given)


def hold(cast, position, person, **more):
    given = {"starts_on": SINCE} | more
    return Assignment.objects.create(instansi=cast.instansi, position=position, person=person, **given)


def someone(cast, name="Seseorang"):
    return Person.objects.create(instansi=cast.instansi, name=name)


class TestOneInstansi:
    def test_a_unit_cannot_hang_under_a_unit_of_another_instansi(self, cast):
        with refused("unit_parent_id_same_instansi"), transaction.atomic():
            make_unit(cast.instansi, "Selundupan", parent=cast.other_root)

    def test_a_post_cannot_be_in_a_unit_of_another_instansi(self, cast):
        with refused("position_unit_id_same_instansi"), transaction.atomic():
            post(cast, "x", unit=cast.other_root)

    def test_a_post_cannot_report_to_a_post_of_another_instansi(self, cast):
        with refused("position_superior_id_same_instansi"), transaction.atomic():
            post(cast, "x", superior_id=cast.charlie.position_id)

    def test_a_person_of_another_instansi_cannot_be_assigned(self, cast):
        with refused("assignment_person_id_same_instansi"), transaction.atomic():
            Assignment.objects.create(
                instansi=cast.instansi,
                position=post(cast, "x"),
                person_id=cast.charlie.person_id,
                starts_on=SINCE,
            )

    def test_a_post_of_another_instansi_cannot_be_granted_a_role_here(self, cast):
        with refused("grant_position_id_same_instansi"), transaction.atomic():
            Grant.objects.create(
                instansi=cast.instansi,
                position_id=cast.charlie.position_id,
                unit=cast.root,
                role="coordinator",
                starts_on=SINCE,
            )


class TestNoCircles:
    def test_a_unit_is_not_its_own_grandparent(self, cast):
        child = make_unit(cast.instansi, "Bidang", parent=cast.dinkes, kind="bidang")
        with refused("unit_not_above_itself"), transaction.atomic():
            Unit.objects.filter(pk=cast.dinkes.pk).update(parent=child)

    def test_a_unit_is_not_its_own_parent(self, cast):
        with refused("unit_not_above_itself"), transaction.atomic():
            Unit.objects.filter(pk=cast.dinkes.pk).update(parent_id=cast.dinkes.pk)

    def test_a_post_does_not_report_to_its_own_subordinate(self, cast):
        chief = post(cast, "kepala")
        head = post(cast, "kabid", superior=chief)
        clerk = post(cast, "staf", superior=head)
        with refused("position_not_above_itself"), transaction.atomic():
            Position.objects.filter(pk=chief.pk).update(superior=clerk)


class TestDatesInsideDates:
    def test_a_unit_does_not_outlive_its_parent(self, cast):
        make_unit(cast.instansi, "Bidang", parent=cast.dinkes)
        with refused("unit_within_parent"), transaction.atomic():
            Unit.objects.filter(pk=cast.dinkes.pk).update(ends_on=END)

    def test_a_unit_does_not_begin_before_its_parent(self, cast):
        with refused("unit_within_parent"), transaction.atomic():
            Unit.objects.create(
                instansi=cast.instansi,
                parent=cast.dinkes,
                kind="bidang",
                code="b",
                starts_on=dt.date(2019, 1, 1),
            )

    def test_a_unit_does_not_end_while_it_has_a_post(self, cast):
        with refused("position_within_unit"), transaction.atomic():
            Unit.objects.filter(pk=cast.dinkes.pk).update(ends_on=END)

    def test_a_post_does_not_end_while_it_is_held(self, cast):
        with refused("assignment_within_position"), transaction.atomic():
            Position.objects.filter(pk=cast.bob.position_id).update(ends_on=END)

    def test_a_post_does_not_end_while_a_role_is_granted_to_it(self, cast):
        Assignment.objects.filter(position_id=cast.bob.position_id).update(ends_on=END)
        with refused("grant_within_position"), transaction.atomic():
            Position.objects.filter(pk=cast.bob.position_id).update(ends_on=END)

    def test_a_unit_does_not_end_while_a_role_is_granted_on_it(self, cast):
        unit = make_unit(cast.instansi, "Sementara", parent=cast.root)
        Grant.objects.create(
            instansi=cast.instansi,
            position_id=cast.bob.position_id,
            unit=unit,
            role="contributor",
            starts_on=SINCE,
        )
        with refused("grant_within_unit"), transaction.atomic():
            Unit.objects.filter(pk=unit.pk).update(ends_on=END)

    def test_nobody_who_left_holds_a_post(self, cast):
        with refused("assignment_within_service"), transaction.atomic():
            Person.objects.filter(pk=cast.bob.person_id).update(ended_on=END)

    def test_nothing_ends_before_it_begins(self, cast):
        with refused("unit_ends_after_start"), transaction.atomic():
            Unit.objects.filter(pk=cast.dinkes.pk).update(ends_on=SINCE)


class TestOneAtATime:
    def test_two_definitif_holders_at_once_are_refused(self, cast):
        with refused("one_definitif_at_a_time"), transaction.atomic():
            hold(cast, Position(pk=cast.bob.position_id), someone(cast), starts_on=MID)

    def test_one_definitif_follows_the_other_on_the_same_day(self, cast):
        Assignment.objects.filter(pk=cast.bob.assignment_id).update(ends_on=MID)
        hold(cast, Position(pk=cast.bob.position_id), someone(cast), starts_on=MID)

    @pytest.mark.parametrize("capacity", [c for c in Capacity if c != Capacity.DEFINITIF])
    def test_an_acting_holder_stands_beside_the_definitif(self, cast, capacity):
        hold(cast, Position(pk=cast.bob.position_id), someone(cast), starts_on=MID, capacity=capacity)

    def test_two_units_do_not_share_a_code_at_one_time(self, cast):
        with refused("unit_code_one_at_a_time"), transaction.atomic():
            Unit.objects.create(
                instansi=cast.instansi, parent=cast.root, kind="opd", code=cast.dinkes.code, starts_on=MID
            )

    def test_a_code_is_free_again_after_its_unit_ended(self, cast):
        old = make_unit(cast.instansi, "Lama", parent=cast.root)
        Unit.objects.filter(pk=old.pk).update(ends_on=MID)
        Unit.objects.create(instansi=cast.instansi, parent=cast.root, kind="opd", code="lama", starts_on=MID)

    def test_two_instansi_may_use_one_code(self, cast):
        with tenant_scope(cast.other_instansi.pk):
            make_unit(cast.other_instansi, "Dinas Kesehatan", parent=cast.other_root)

    def test_an_instansi_has_one_root(self, cast):
        with refused("unit_one_root_at_a_time"), transaction.atomic():
            make_unit(cast.instansi, "Akar kedua", kind="instansi")

    def test_the_same_role_is_not_granted_twice_at_one_time(self, cast):
        with refused("grant_one_at_a_time"), transaction.atomic():
            Grant.objects.create(
                instansi=cast.instansi,
                position_id=cast.bob.position_id,
                unit=cast.dinkes,
                role="contributor",
                starts_on=MID,
            )


@pytest.mark.parametrize(
    "nip", ["1.98E+17", "12345", "19800101200501100", "1980010120050110011", "19800101 20050110"]
)
def test_a_nip_that_is_not_18_digits_is_refused(cast, nip):
    with pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.create(instansi=cast.instansi, name="Salah", nip=nip)


def test_an_import_file_of_another_instansi_is_not_seen(cast):
    PendingImport.objects.create(
        instansi=cast.instansi,
        kind="unit",
        file_name="a.csv",
        content=b"x",
        sha256="0" * 64,
        effective_on=MID,
        uploaded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        uploaded_by_id=cast.olga.assignment_id,
    )
    with tenant_scope(make_instansi("Kota Ketiga").pk):
        assert not PendingImport.objects.exists()
