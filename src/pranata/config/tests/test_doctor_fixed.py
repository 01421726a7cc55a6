"""What somebody altered in the database behind the back of the log is named by the doctor."""

import re
from contextlib import contextmanager
from typing import Any

import pytest

from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.tests.scenes import fill, make_draft
from pranata.config.doctor.fixed import fixed
from pranata.foundation.environment import Environment
from pranata.foundation.testing.database import administrator
from pranata.organisation.models import Role
from pranata.organisation.tests.cast import NOW, TODAY, make_account, make_actor
from pranata.records.operations.add_document import Description
from pranata.records.operations.describe_document import describe_document
from pranata.records.operations.place_hold import HoldScope, place_hold
from pranata.records.operations.record_trigger import record_trigger
from pranata.records.operations.release_hold import release_hold
from pranata.records.operations.withdraw_schedule import withdraw_schedule
from pranata.records.tests.scenes import archive_at
from pranata.records.tests.test_schedules import adopt

ALTERED = {
    "a rule": "UPDATE records_retentionrule SET inactive_years = 0",
    "a rule that is gone": "DELETE FROM records_retentionrule WHERE classification_code = '900.1'",
    "how certain a schedule is": "UPDATE records_retentionschedule SET certainty = 'uncertain'",
    "a withdrawal": "UPDATE records_retentionschedule SET withdrawn_at = NULL, withdrawn_reason = ''",
    "what is held": "UPDATE records_hold SET classification = '000' WHERE document_id IS NULL",
    "who may release": "UPDATE records_hold SET placed_unit_id = (SELECT max(id) FROM organisation_unit)",
    "a release": "UPDATE records_hold SET released_at = NULL, released_by_id = NULL, released_unit_id = NULL",
    "a hold that is gone": "DELETE FROM records_hold WHERE document_id IS NULL",
    "a result": "UPDATE assessment_assessmentstep SET snapshot = jsonb_set(snapshot, '{index}', '\"4.90\"') "
    "WHERE snapshot <> '{}'",
    "a title": "UPDATE records_document SET title = 'Nota lain' WHERE number = 'K-1'",
    "a class of a document": "UPDATE records_document SET classification = '000' WHERE number = 'K-1'",
    "whose a document is": "UPDATE records_document SET unit_id = (SELECT max(id) FROM organisation_unit)",
    "a document that is hidden": "UPDATE records_document SET destroyed_at = now() WHERE number = 'K-1'",
    "whom a document was given": "UPDATE records_document SET handed_over_at = now() WHERE number = 'K-1'",
    "the bytes of a document": "UPDATE records_version SET sha256 = repeat('a', 64)",
    "a day of retention": "UPDATE records_triggerevent SET happened_on = '2001-01-01'",
    "a day that is gone": "DELETE FROM records_triggerevent",
}


def findings() -> list[str]:
    return [finding.what for finding in fixed(Environment.of_process())]


@pytest.fixture
def scene(committed_db, tmp_path, settings):
    """Schedules, holds and a result, each by its operation; the name of their database."""
    with archive_at(tmp_path, settings) as archive:
        leader = make_account("Lita")
        lita = make_actor(archive.cast.root, leader, title="Sekda", role=Role.LEADER, on=archive.cast.root)
        adopted = adopt(
            archive, "900.1;Anggaran;2;8;musnah;berkas-ditutup;", "000;Umum;1;1;musnah;akhir-tahun;"
        )
        withdraw_schedule(schedule=adopted, reason="Salah unggah", actor=archive.ratna, now=NOW)
        document = archive.document()
        said = Description(title="Nota", kind=document.kind, security=document.security, number="K-1")
        corrected = describe_document(
            document=document, description=said, expected_revision=1, actor=archive.cast.bob, now=NOW
        )
        record_trigger(
            document=corrected, kind="berkas-ditutup", happened_on=TODAY, actor=archive.cast.bob, now=NOW
        )
        given: dict[str, Any] = {"ground": "perkara", "actor": archive.ratna, "now": NOW}
        place_hold(scope=HoldScope(classification="900"), reason="Perkara 1", **given)
        held = place_hold(scope=HoldScope(document=document), reason="Perkara 2", **given)
        release_hold(hold=held, reason="Putusan tetap", actor=lita, now=NOW)
        draft = make_draft(archive.cast.alice)
        fill(draft, archive.cast.alice)
        close_assessment(assessment=draft, actor=archive.cast.alice, now=NOW)
    return committed_db


def test_each_altered_thing_is_named_and_nothing_else(scene):
    assert findings() == []
    for what, statement in ALTERED.items():
        with altered(scene, statement):
            assert len(findings()) == 1, what
    assert findings() == []


@contextmanager
def altered(database, statement):
    """Have the superuser alter one table past every trigger, and put it back."""
    table = re.findall(r"(?:UPDATE|FROM) (\w+)", statement)[0]
    with administrator(database) as attacker:
        attacker.execute("SET session_replication_role = replica")
        attacker.execute(f"CREATE TABLE spare AS TABLE {table}")
        assert attacker.execute(statement).rowcount
        yield
        attacker.execute(f"DELETE FROM {table}")
        attacker.execute(f"INSERT INTO {table} SELECT * FROM spare")
        attacker.execute("DROP TABLE spare")
