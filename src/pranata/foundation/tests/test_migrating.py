"""An empty database is migrated quickly, and becomes what Django would have made of it."""

import json

import pytest
from django.db import connection
from tools import schema

from pranata.foundation.testing.database import connect_as


@pytest.fixture
def kept(db):
    return json.loads(schema.KEPT.read_text(encoding="utf-8"))


def test_what_is_kept_of_djangos_way_is_of_todays_migrations(kept):
    assert kept["from"] == schema.made_from(), "Jalankan: python -m tools.schema"


def test_an_empty_database_becomes_what_django_makes_of_it(kept):
    assert schema.made_of(str(connection.settings_dict["NAME"])) == kept["schema"]


def test_a_table_less_is_another_schema(committed_db, kept):

    with connect_as("administrator", committed_db) as server:
        server.execute("DROP TABLE django_session CASCADE")
    assert schema.made_of(committed_db) != kept["schema"]
