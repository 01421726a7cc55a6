"""Attacks on the ledger as each role of the database: what is refused, and what is only noticed.

Triggers and grants are a seat belt: whoever owns a table may take them off. `test_audit.py` shows what is
noticed then, and `THREAT_MODEL.md` says what takes over there.
"""

import hashlib
import json

import pytest
from django.db import connection, transaction
from psycopg import errors

from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import administrator, connect_as
from pranata.ledger.canonical import canonical
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import append_entry
from pranata.ledger.tests.acts import make_act

OTHER_ID = "019cb5a8-7f3a-7c1b-8d2e-0123456789ab"

CHANGES = [
    "UPDATE ledger.entry SET recorded_at = now()",
    "UPDATE ledger.entry SET entry = entry WHERE false",
    "DELETE FROM ledger.entry",
    "TRUNCATE ledger.entry CASCADE",
    "MERGE INTO ledger.entry AS e USING (SELECT) AS x ON true WHEN MATCHED THEN DELETE",
    "UPDATE ledger.log SET origin = 'lain'",
    "DELETE FROM ledger.log",
    "TRUNCATE ledger.log CASCADE",
    "UPDATE ledger.queue SET event_id = event_id",
    "TRUNCATE ledger.queue",
    "UPDATE ledger.sealed SET nonce_ct = ''",
    "TRUNCATE ledger.sealed",
]

ONLY_THE_OWNER = [
    "INSERT INTO ledger.entry SELECT * FROM ledger.entry",
    "INSERT INTO ledger.log (number, origin, reason) VALUES (2, 'lain', 'karena')",
    "INSERT INTO ledger.queue (event_id) SELECT event_id FROM ledger.entry",
    "SELECT * FROM ledger.queue",
    "DELETE FROM ledger.queue",
    "DELETE FROM ledger.sealed",
    "DELETE FROM keystore.dek",
    "UPDATE keystore.dek SET wrapped = ''",
    "TRUNCATE keystore.dek",
    "ALTER TABLE ledger.entry DISABLE TRIGGER ALL",
    "ALTER TABLE ledger.entry DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE ledger.entry DROP CONSTRAINT leaf_hash_is_of_entry",
    "DROP TRIGGER refuse_row ON ledger.entry",
    "DROP POLICY tenant ON ledger.entry",
    "CREATE POLICY mine ON ledger.entry USING (true)",
    "DROP TABLE ledger.entry CASCADE",
    "DROP FUNCTION ledger.append(jsonb)",
    "CREATE FUNCTION ledger.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TABLE ledger.mine ()",
    "SELECT ledger.canonical('{}')",
    "SELECT ledger.uuid7(now())",
    "SET session_replication_role = replica",
    "SET ROLE pranata_owner",
    "SET SESSION AUTHORIZATION pranata_owner",
    "ALTER ROLE pranata_app BYPASSRLS",
    "COPY ledger.entry FROM PROGRAM 'true'",
]


@pytest.fixture
def entry(committed_db) -> Entry:
    """One committed entry of tenant 1, in a database of its own."""
    with tenant_scope(1), transaction.atomic():
        ref = append_entry(make_act())
        return Entry.objects.get(event_id=ref.event_id)


@pytest.mark.django_db
class TestAsTheApplication:
    @pytest.mark.parametrize("statement", CHANGES + ONLY_THE_OWNER)
    def test_it_has_no_right(self, statement):
        with tenant_scope(1):
            append_entry(make_act())
            with pytest.raises(errors.InsufficientPrivilege):
                attempt(statement)

    @pytest.mark.parametrize("field", ["recorded_at", "v", "log", "leaf_hash", "catatan"])
    def test_it_cannot_write_what_the_database_writes(self, field):
        with pytest.raises(errors.InvalidParameterValue, match=field):
            append_raw(raw_act() | {field: "2020-01-01T00:00:00Z"})

    @pytest.mark.parametrize("field", ["action", "actor", "objects", "prev", "system", "occurred_at"])
    def test_it_cannot_leave_a_field_out(self, field):
        with pytest.raises(errors.InvalidParameterValue, match=field):
            append_raw({k: v for k, v in raw_act().items() if k != field})

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("action", "Uji Catat"),
            ("event_id", "0b6b6f0e-6f43-4c43-9d6c-0f6a2f1d0a11"),
            ("occurred_at", "2026-03-04T05:06:07+07:00"),
            ("occurred_at", "2026-13-41T05:06:07Z"),
            ("occurred_basis", "guess"),
            ("payload", {"schema": "uji.catat/1", "nama": "Siti Rahayu"}),
            ("payload", {"schema": "uji.catat/1", "commit": "0" * 64, "nama": "Siti Rahayu"}),
            ("objects", [{"role": "asesmen"}]),
            ("objects", ["asesmen"]),
            ("tenant", "1"),
            ("result", {"nilai": 2.5}),
            ("result", {"é": 1}),
        ],
    )
    def test_it_cannot_write_a_malformed_act(self, field, value):
        with pytest.raises(errors.DataError):
            append_raw(raw_act() | {field: value})

    def test_it_cannot_append_for_another_tenant(self):
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            append_raw(raw_act() | {"tenant": 2})

    def test_it_sees_nothing_of_another_tenant(self):
        with tenant_scope(2):
            append_entry(make_act(2))
        for scope in (1, None):
            with tenant_scope(scope):
                for table in ("ledger.entry", "ledger.sealed", "keystore.dek"):
                    assert run(f"SELECT * FROM {table}") == []

    def test_it_cannot_turn_row_security_off(self):
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            attempt("SET LOCAL row_security = off; SELECT * FROM ledger.entry")

    def test_it_cannot_put_its_own_objects_in_the_way_of_the_function(self):
        with tenant_scope(1):
            run("CREATE TEMP TABLE log (number int, origin text)")
            run(
                "CREATE FUNCTION pg_temp.clock_timestamp() RETURNS timestamptz "
                "LANGUAGE sql AS $$ SELECT timestamptz '2001-01-01Z' $$"
            )
            run("SET LOCAL search_path = pg_temp, pg_catalog")
            ref = append_entry(make_act())
            assert Entry.objects.get(event_id=ref.event_id).recorded_at.year > 2001


class TestAsTheOwnerAndTheSuperuser:
    @pytest.mark.parametrize("role", ["owner", "administrator"])
    def test_plain_changes_are_refused(self, entry, committed_db, role):
        with connect_as(role, committed_db) as attacker:
            for statement in CHANGES:
                with pytest.raises(errors.RestrictViolation):
                    attacker.execute(statement)

    def test_replica_mode_of_the_superuser_skips_no_trigger(self, entry, committed_db):
        with administrator(committed_db) as attacker:
            attacker.execute("SET session_replication_role = replica")
            for statement in CHANGES:
                with pytest.raises(errors.RestrictViolation):
                    attacker.execute(statement)

    @pytest.mark.parametrize("role", ["owner", "administrator"])
    def test_an_entry_that_does_not_agree_with_itself_is_refused(self, entry, committed_db, role):
        raw, leaf = bytes(entry.entry), bytes(entry.leaf_hash)
        other = canonical(entry.document | {"event_id": OTHER_ID})
        rows = (
            (OTHER_ID, 1, entry.recorded_at, raw, leaf),
            (OTHER_ID, 1, entry.recorded_at, other, hashlib.sha256(other).digest()),
            (OTHER_ID, None, entry.recorded_at, other, leaf_of(other)),
            (OTHER_ID, 1, "2001-01-01Z", other, leaf_of(other)),
        )
        with connect_as(role, committed_db) as attacker:
            attacker.execute("SET pranata.tenant = '1'")
            for row in rows:
                with pytest.raises(errors.CheckViolation):
                    attacker.execute("INSERT INTO ledger.entry VALUES (%s, %s, %s, %s, %s)", row)

    def test_the_owner_writes_into_no_tenant_whose_scope_is_not_open(self, entry, committed_db):
        other = canonical(entry.document | {"event_id": OTHER_ID})
        row = (OTHER_ID, 1, entry.recorded_at, other, leaf_of(other))
        with (
            connect_as("owner", committed_db) as attacker,
            pytest.raises(errors.InsufficientPrivilege, match="row-level security"),
        ):
            attacker.execute("INSERT INTO ledger.entry VALUES (%s, %s, %s, %s, %s)", row)


def leaf_of(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def run(statement: str, *parameters: object) -> list[tuple[object, ...]]:
    cursor = connection.connection.execute(statement, parameters or None)
    return cursor.fetchall() if cursor.description else []


def attempt(statement: str, *parameters: object) -> None:
    """Run a statement and take back what it did: what counts is whether it was refused."""
    with connection.connection.transaction(force_rollback=True):
        run(statement, *parameters)


def raw_act() -> dict[str, object]:
    """An act as the function takes it, made from an entry as it came out."""
    with tenant_scope(1):
        ref = append_entry(make_act())
        whole = Entry.objects.get(event_id=ref.event_id).document
    return {k: v for k, v in whole.items() if k not in {"v", "log", "recorded_at"}} | {"event_id": None}


def append_raw(act: dict[str, object]) -> None:
    with tenant_scope(1):
        attempt("SELECT ledger.append(%s::jsonb)", json.dumps(act))
