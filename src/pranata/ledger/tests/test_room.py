"""What a log filed before its lines became smaller is filed still, and finds the same."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import administrator
from pranata.ledger import migrations
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import append_entry
from pranata.ledger.queries.history import tenant_history
from pranata.ledger.queries.standing import code_of
from pranata.ledger.tests.acts import ALICE, make_act
from pranata.ledger.tests.logs import conninfo

FILES = sorted(Path(migrations.__file__).parent.glob("*.sql"))
ROOM = next(file for file in FILES if file.stem == "0012_room")


@contextmanager
def older_log() -> Iterator[psycopg.Connection]:
    """A database with the ledger as it was before, as its owner; nothing of it is left behind."""
    name = f"{connection.settings_dict['NAME']}_older"
    with administrator("postgres") as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} OWNER pranata_owner")
    with psycopg.connect(conninfo(name, "owner"), autocommit=True) as owner:
        for file in FILES[: FILES.index(ROOM)]:
            owner.execute(file.read_text(encoding="utf-8"))
        yield owner
    with administrator("postgres") as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.django_db
def test_lines_are_carried_over_also_where_the_entry_is_gone():
    with tenant_scope(1), transaction.atomic():
        said = Entry.objects.get(event_id=append_entry(make_act()).event_id).document
    act = {name: said[name] for name in said if name not in ("v", "log", "recorded_at", "event_id")}
    act |= {"event_id": None, "to": [{"jabatan": "9"}]}
    with older_log() as owner:
        owner.execute("SET pranata.tenant = 1")
        append = "SELECT event_id, leaf_hash FROM ledger.append(%s)"
        lost, kept = (owner.execute(append, [json.dumps(act)]).fetchall()[0] for _ in range(2))
        with administrator(owner.info.dbname) as attacker:
            attacker.execute("SET session_replication_role = replica")
            attacker.execute("ALTER TABLE ledger.entry DISABLE TRIGGER ALL")
            attacker.execute("DELETE FROM ledger.entry WHERE event_id = %s", [lost[0]])
        owner.execute(ROOM.read_text(encoding="utf-8"))
        lines = owner.execute(
            "SELECT event_id, role, position, person::text, code FROM ledger.party ORDER BY event_id, role"
        ).fetchall()
        assert [(*line[:4], code_of(line[4])) for line in lines] == [
            (event_id, role, position, person, code_of(leaf))
            for event_id, leaf in (lost, kept)
            for role, position, person in (("pelaku", "17", ALICE["person"]), ("penerima", "9", None))
        ]
        for file in FILES[FILES.index(ROOM) + 1 :]:
            owner.execute(file.read_text(encoding="utf-8"))
        about = "SELECT entries_about FROM ledger.entries_about(%s, %s)"
        for type_, ids, found in (
            ("assessment", ["41", "42"], [(kept[0],)]),
            ("assessment", None, [(kept[0],)]),
            ("assessment", ["4"], []),
            ("evidence", ["42"], []),
        ):
            assert owner.execute(about, [type_, ids]).fetchall() == found
        owner.execute("SET pranata.tenant = 2")
        assert owner.execute(about, ["assessment", None]).fetchall() == []


@pytest.mark.django_db
def test_the_history_of_a_tenant_ends_at_its_first_entry_and_shows_no_other_tenant():
    with tenant_scope(1):
        refs = [append_entry(make_act()) for _ in range(3)]
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM ledger.entries_of_tenant(%s, 1)", [refs[0].event_id])
            assert cursor.fetchall() == []
        assert [line.event_id for line in tenant_history(limit=2)] == [refs[2].event_id, refs[1].event_id]
    with tenant_scope(2):
        assert tenant_history(before=refs[2].event_id) == []
