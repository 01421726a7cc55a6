"""Where an entry stands, asked by anybody: by its code, or with a document of class B in hand."""

import pytest
from django.db import connection, transaction

from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import connect_as
from pranata.ledger.operations.append_entry import ObjectRef, append_entry
from pranata.ledger.queries.standing import (
    code_of,
    code_of_text,
    standings_of_code,
    standings_of_sha256,
)
from pranata.ledger.tests.acts import make_act

DIGEST = "ab" * 32


def document(security):
    return ObjectRef(role="naskah", type="document", id="7", sha256=DIGEST, security=security)


@pytest.fixture
def entry():
    with tenant_scope(1):
        return append_entry(make_act(objects=(document("B"), document("B"))))


@pytest.mark.django_db
class TestCodes:
    def test_a_code_is_fifty_bits_of_the_leaf_hash(self):
        assert code_of(bytes(32)) == "00000-00000"
        assert code_of(b"\xff" * 32) == "ZZZZZ-ZZZZZ"
        assert code_of(bytes([0, 0, 0, 0, 0, 0, 64]) + bytes(25)) == "00000-00001"

    @pytest.mark.parametrize("typed", ["7F3K", "7F3K9-2QDMU", "7F3K9-2QDMXX", "", "７F3K92QDMX"])
    def test_what_is_no_code_is_none(self, typed):
        assert code_of_text(typed) is None

    def test_the_code_of_an_entry_finds_it_without_a_scope(self, entry):
        [found] = standings_of_code(code_of(entry.leaf_hash))
        assert (found.state, found.index, found.code) == ("abu", None, code_of(entry.leaf_hash))

    def test_a_neighbouring_code_does_not(self, entry):
        number = int.from_bytes(entry.leaf_hash[:7]) ^ 64
        assert standings_of_code(code_of(number.to_bytes(7) + bytes(25))) == []

    def test_nobody_lists_the_log_by_a_wide_range(self, entry):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM ledger.entries_of_code(%s, %s)", [bytes(32), b"\xff" * 32])
            assert cursor.fetchall() == []


@pytest.mark.django_db
class TestDocuments:
    def test_one_of_class_b_is_found_by_its_bytes(self, entry):
        assert [found.code for found in standings_of_sha256(DIGEST)] == [code_of(entry.leaf_hash)]

    @pytest.mark.parametrize("security", [None, "T", "R", "SR"])
    def test_one_of_another_class_is_not(self, security):
        with tenant_scope(1):
            append_entry(make_act(objects=(document(security),)))
        assert standings_of_sha256(DIGEST) == []

    def test_the_application_cannot_read_the_list_itself(self, entry):
        with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
            cursor.execute("SELECT * FROM ledger.checkable")


def grown(database, statement, *values):
    with connect_as("administrator", database) as server:
        server.execute(statement, values)


def test_the_state_rises_with_checkpoint_witnesses_and_stamp(committed_db):
    with tenant_scope(1), transaction.atomic():
        entry = append_entry(make_act())

    def state():
        [found] = standings_of_code(code_of(entry.leaf_hash))
        return found.state

    states = [state()]
    grown(
        committed_db,
        "INSERT INTO ledger.leaf (seq, log, event_id, leaf_hash) VALUES (0, 1, %s, %s)",
        entry.event_id,
        entry.leaf_hash,
    )
    states.append(state())
    for size in (1, 2):
        grown(
            committed_db,
            "INSERT INTO ledger.checkpoint (log, size, root, note, signed_at) VALUES (1, %s, %s, 'x', now())",
            size,
            bytes(32),
        )
    states.append(state())
    for size, witness in ((1, "a"), (2, "a"), (2, "b")):
        states.append(state())
        grown(
            committed_db,
            "INSERT INTO ledger.cosignature (log, size, witness, line, received_at)"
            " VALUES (1, %s, %s, 'x', now())",
            size,
            witness,
        )
    states.append(state())
    grown(
        committed_db,
        "INSERT INTO ledger.anchor (log, size, kind, token, received_at) VALUES (1, 2, 'cetak', 'x', now())",
    )
    states.append(state())
    assert states == ["abu", "abu", "kuning", "kuning", "kuning", "kuning", "hijau", "biru"]
