"""Somebody with PostgreSQL's own terminal and the application's role gets no further than the application.

They run the real `psql` against committed rows. What that role may do is enter a scope, because that is its
work: whoever holds its login holds the rights of the web process (`THREAT_MODEL.md`), one instansi at a time.
"""

import datetime as dt
import os
import subprocess
from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from pranata.assessment.models import Assessment
from pranata.foundation.database import ROLES, embedded
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.actions import declare, known_actions
from pranata.ledger.forms import TEXT, form
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor
from pranata.organisation.tests.cast import NOW, Cast, make_cast

TESTED = known_actions().get("uji.psql") or declare(
    "uji.psql", "membuat penilaian uji", detail=form(uji=TEXT), retention="log"
)


@dataclass(frozen=True)
class Answer:
    """What psql said: its exit code, the rows, and its complaint."""

    code: int
    rows: list[str]
    complaint: str


def psql(*statements: str) -> Answer:
    """Run statements as the application's role, stopping at the first that is refused."""
    where = {"PGHOST": connection.settings_dict["HOST"], "PGDATABASE": connection.settings_dict["NAME"]}
    commands = [argument for statement in statements for argument in ("-c", statement)]
    done = subprocess.run(
        [str(embedded.binaries() / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *commands],
        env={**os.environ, **where, "PGUSER": ROLES["app"], "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return Answer(done.returncode, done.stdout.split(), done.stderr)


def scope(instansi_id: int) -> str:
    return f"SET pranata.tenant = '{instansi_id}'"


@pytest.fixture
def cast(committed_db) -> Cast:
    """Two instansi with an assessment and an entry each, all of it committed."""
    with transaction.atomic():
        cast = make_cast()
        for actor in (cast.alice, cast.charlie):
            assess(actor, NOW)
    return cast


def assess(actor: Actor, now: dt.datetime) -> None:
    with tenant_scope(actor.instansi_id):
        Assessment.objects.create(
            instansi_id=actor.instansi_id,
            year=2026,
            instrument="spbe-2020",
            instrument_digest="0" * 64,
            created_at=now,
            created_by_id=actor.assignment_id,
        )
        append_entry(
            Act(
                action=TESTED,
                tenant_id=actor.instansi_id,
                actor=actor.evidence(),
                occurred_at=now,
                detail={"uji": "a"},
            )
        )


TENANT_TABLES = (
    "assessment_assessment",
    "organisation_person",
    "ledger.entry",
    "ledger.sealed",
    "keystore.dek",
)

WAYS_AROUND = (
    "SET row_security = off; SELECT * FROM assessment_assessment",
    "ALTER TABLE assessment_assessment DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE assessment_assessment NO FORCE ROW LEVEL SECURITY",
    "CREATE POLICY all_of_it ON assessment_assessment USING (true)",
    "SET ROLE pranata_owner",
    "SET SESSION AUTHORIZATION postgres",
    "ALTER ROLE pranata_app SUPERUSER",
    "CREATE TABLE public.mine ()",
    "COPY assessment_assessment TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
)

CHANGES = (
    "UPDATE ledger.entry SET entry = 'x'",
    "UPDATE ledger.entry SET recorded_at = '2020-01-01'",
    "DELETE FROM ledger.entry",
    "TRUNCATE ledger.entry CASCADE",
    "INSERT INTO ledger.entry SELECT * FROM ledger.entry",
    "ALTER TABLE ledger.entry DISABLE TRIGGER ALL",
    "DROP TABLE ledger.entry CASCADE",
    "SET session_replication_role = replica",
    "DELETE FROM keystore.dek",
)


def test_without_a_scope_it_reads_nobodys_rows(cast):
    assert psql("SELECT current_user").rows == ["pranata_app"]
    for table in TENANT_TABLES:
        assert psql(f"SELECT count(*) FROM {table}") == Answer(0, ["0"], "")


def test_in_the_scope_of_one_instansi_it_cannot_read_anothers_assessment(cast):
    mine, other = cast.instansi.pk, cast.other_instansi.pk
    seen = "SELECT instansi_id FROM assessment_assessment"
    changed = f"UPDATE assessment_assessment SET year = 1999 WHERE instansi_id = {other}"
    assert psql(scope(mine), seen).rows == [str(mine)]
    assert psql(scope(mine), f"{seen} WHERE instansi_id = {other}").rows == []
    assert psql(scope(mine), f"{changed} RETURNING 1") == Answer(0, [], "")
    assert psql(scope(other), "SELECT year FROM assessment_assessment").rows == ["2026"]


def test_no_way_around_row_level_security_is_open(cast):
    for way_around in WAYS_AROUND:
        assert refused(psql(scope(cast.instansi.pk), way_around)), way_around


def test_it_cannot_change_a_ledger_entry(cast):
    mine = scope(cast.instansi.pk)
    kept = psql(mine, "SELECT event_id, leaf_hash FROM ledger.entry").rows
    assert len(kept) == 1
    for change in CHANGES:
        assert refused(psql(mine, change)), change
    assert psql(mine, "SELECT event_id, leaf_hash FROM ledger.entry").rows == kept


def refused(answer: Answer) -> bool:
    """Whether psql stopped for want of a right, and not of anything else, and showed nothing."""
    reasons = ("permission denied", "must be owner", "must be superuser", "row-level security")
    return answer.code == 1 and answer.rows == [] and any(reason in answer.complaint for reason in reasons)
