"""Statements that are planned once a connection see what any other statement sees, and no more."""

import pytest
from django.db import NotSupportedError, connection, transaction

from pranata.assessment.models import PublishedResult
from pranata.foundation.statements import Columns, Statement
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi, Unit
from pranata.organisation.tests.cast import make_cast

pytestmark = pytest.mark.django_db
UNITS = Statement("units_in_a_test", "SELECT name FROM organisation_unit WHERE code <> $1 ORDER BY name")


def names() -> list[str]:
    return [name for (name,) in UNITS.rows("tidak-ada")]


def test_the_scope_that_is_open_when_it_runs_decides_what_it_sees_however_often_it_ran():
    cast = make_cast()
    seen: dict[int, list[list[str]]] = {}
    for _ in range(8):  # the server keeps one plan for all after the fifth
        for instansi in (cast.instansi, cast.other_instansi):
            with tenant_scope(instansi.pk):
                seen.setdefault(instansi.pk, []).append(names())
                assert names() == [*Unit.objects.order_by("name").values_list("name", flat=True)]
    assert names() == []
    assert all(found[0] and found == [found[0]] * 8 for found in seen.values())
    assert seen[cast.instansi.pk] != seen[cast.other_instansi.pk]


def test_columns_make_the_object_that_a_query_makes():
    cast, columns = make_cast(), Columns(Instansi, "i")
    every = Statement("one_instansi", f"SELECT {columns.sql} FROM organisation_instansi i WHERE i.id = $1")
    (row,) = every.rows(cast.instansi.pk)
    found, stored = columns.take(iter(row)), Instansi.objects.get(pk=cast.instansi.pk)
    assert [getattr(found, f.attname) for f in Instansi._meta.concrete_fields] == [
        getattr(stored, f.attname) for f in Instansi._meta.concrete_fields
    ]


def test_a_field_that_reads_its_value_its_own_way_is_refused():
    with pytest.raises(TypeError, match="PublishedResult"):
        assert Columns(PublishedResult, "r").sql


def test_a_column_that_was_migrated_meanwhile_costs_one_request_and_no_more():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE migrated (name varchar(4)) ON COMMIT DROP")
        statement = Statement("migrated_in_a_test", "SELECT name FROM migrated WHERE name <> $1")
        assert statement.rows("x") == []
        cursor.execute("ALTER TABLE migrated ALTER COLUMN name TYPE varchar(80)")
    with pytest.raises(NotSupportedError), transaction.atomic():
        statement.rows("x")
    assert statement.rows("x") == []
