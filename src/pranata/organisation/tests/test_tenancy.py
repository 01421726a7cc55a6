"""Rows of an instansi are seen and written only inside its scope, whatever the query says."""

import datetime as dt

import pytest
from django.db import ProgrammingError, connection, transaction

from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi, Unit

pytestmark = pytest.mark.django_db


def make_instansi(name: str) -> Instansi:
    return Instansi.objects.create(kind="kota", name=name, slug=name.lower())


def make_unit(instansi: Instansi) -> Unit:
    return Unit.objects.create(
        instansi=instansi, kind="opd", code="1", name="Dinas", starts_on=dt.date(2020, 1, 1)
    )


def test_the_tests_speak_as_the_application_and_not_as_the_owner():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("pranata_app",)


def test_a_row_is_seen_only_in_its_own_scope():
    mine, other = make_instansi("Mine"), make_instansi("Other")
    with tenant_scope(mine.pk):
        make_unit(mine)
        assert Unit.objects.count() == 1
    with tenant_scope(other.pk):
        assert Unit.objects.count() == 0
    assert Unit.objects.count() == 0


def test_a_row_cannot_be_written_into_another_tenant():
    mine, other = make_instansi("Mine"), make_instansi("Other")
    with (
        tenant_scope(mine.pk),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        make_unit(other)


def test_an_inner_scope_gives_back_the_outer_one():
    mine, other = make_instansi("Mine"), make_instansi("Other")
    with tenant_scope(mine.pk):
        make_unit(mine)
        with tenant_scope(other.pk):
            assert not Unit.objects.exists()
        assert Unit.objects.exists()


def test_an_error_inside_a_scope_is_reported_as_itself_and_the_scope_is_left():
    mine = make_instansi("Mine")
    with (
        pytest.raises(ProgrammingError, match="no_such_table"),
        transaction.atomic(),
        tenant_scope(mine.pk),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM no_such_table")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pranata.tenant', true)")
        assert cursor.fetchone() in {("",), (None,)}
