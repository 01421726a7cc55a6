"""Where an entry stands, asked by anybody: by its code, or with a document of class B in hand."""

import uuid

import pytest
from django.db import connection

from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import connect_as
from pranata.ledger.bundles.tests.memory_log import Signer
from pranata.ledger.operations.append_entry import ObjectRef, append_entry
from pranata.ledger.queries.standing import (
    code_of,
    code_of_text,
    standing_of_entry,
    standings_of_code,
    standings_of_sha256,
)
from pranata.ledger.tests.acts import make_act
from pranata.ledger.tests.logs import Log, write
from pranata.ledger.tests.witnesses import WITNESSES, cosign

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


@pytest.fixture
def log(committed_db, tmp_path):
    found = Log(committed_db, tmp_path)
    yield found
    found.close()


@pytest.fixture
def in_force(tmp_path, monkeypatch):
    """Put a policy into force: how many of the two offices must have signed."""

    def put(quorum: str) -> None:
        lines = [f"witness W{i} {signer.vkey}" for i, signer in enumerate(WITNESSES)]
        group = [] if quorum == "none" else [f"group saksi {quorum} W0 W1"]
        file = tmp_path / "kebijakan.txt"
        file.write_text("\n".join([*lines, *group, f"quorum {'saksi' if group else 'none'}", ""]))
        monkeypatch.setenv("PRANATA_WITNESS_POLICY", str(file))

    return put


def anchored(log: Log, size: int = 3) -> None:
    with connect_as("sequencer", log.database) as sequencer:
        sequencer.execute(
            "INSERT INTO ledger.anchor (log, size, kind, token, received_at) "
            "VALUES (1, %s, 'cetak', '', now())",
            [size],
        )


def state_of(event_id: uuid.UUID) -> str:
    with tenant_scope(1):
        return standing_of_entry(event_id).state


PROVINCE, INSPECTORATE = WITNESSES


class TestTheStateOfARecord:
    def test_it_rises_from_grey_to_blue_when_both_offices_are_asked_for(self, log, in_force):
        in_force("all")
        event_id = write(3)[2].event_id
        states = [state_of(event_id)]
        log.drain()
        states.append(state_of(event_id))
        for office in WITNESSES:
            cosign(log, [office])
            states.append(state_of(event_id))
        anchored(log)
        assert [*states, state_of(event_id)] == ["abu", "kuning", "kuning", "hijau", "biru"]

    def test_a_stamp_without_the_witnesses_makes_nothing_blue(self, log, in_force):
        in_force("all")
        event_id = write(3)[0].event_id
        log.drain()
        anchored(log)
        cosign(log, [PROVINCE])
        with tenant_scope(1):
            found = standing_of_entry(event_id)
        assert (found.state, [one.witness for one in found.witnesses]) == ("kuning", [PROVINCE.name])
        assert found.anchored_at is not None

    def test_how_many_are_needed_is_for_the_policy_to_say(self, log, in_force):
        event_id = write(3)[0].event_id
        log.drain()
        cosign(log, [INSPECTORATE])
        for quorum, state in (("all", "kuning"), ("any", "hijau"), ("none", "kuning")):
            in_force(quorum)
            assert state_of(event_id) == state

    def test_a_line_of_somebody_the_policy_does_not_name_counts_for_nothing(self, log, in_force):
        in_force("any")
        event_id = write(3)[0].event_id
        log.drain()
        cosign(log, [Signer("tetangga.example/w", 4)])
        assert state_of(event_id) == "kuning"

    def test_without_a_policy_or_with_a_broken_one_nobody_has_witnessed(
        self, log, in_force, monkeypatch, tmp_path
    ):
        event_id = write(3)[0].event_id
        log.drain()
        cosign(log)
        anchored(log)
        monkeypatch.setenv("PRANATA_WITNESS_POLICY", str(tmp_path / "tidak-ada.txt"))
        assert state_of(event_id) == "kuning"
        in_force("all")
        (tmp_path / "kebijakan.txt").write_text("quorum siapa\n")
        assert state_of(event_id) == "kuning"

    def test_offices_need_not_have_signed_the_same_checkpoint_but_one_that_covers_the_record(
        self, log, in_force
    ):
        in_force("all")
        early = write(3)[0].event_id
        log.drain()
        cosign(log, [PROVINCE])
        late = write(2)[1].event_id
        log.drain()
        with connect_as("sequencer", log.database) as sequencer:
            sequencer.execute(
                "INSERT INTO ledger.cosignature VALUES (1, 5, %s, 'x', now())", [INSPECTORATE.name]
            )
        assert (state_of(early), state_of(late)) == ("hijau", "kuning")

    def test_an_office_that_signs_often_does_not_hide_one_that_signs_rarely(self, log, in_force):
        in_force("all")
        early = write()[0].event_id
        for _ in range(70):
            write()
            log.drain()
        cosign(log, [PROVINCE])
        with connect_as("sequencer", log.database) as sequencer:
            sequencer.execute(
                "INSERT INTO ledger.cosignature SELECT log, max(size), %s, 'x', now() "
                "FROM ledger.checkpoint GROUP BY log",
                [INSPECTORATE.name],
            )
        assert state_of(early) == "hijau"

    def test_a_record_of_another_instansi_is_not_told_of(self, log):
        event_id = write()[0].event_id
        for scope, asked in ((2, event_id), (1, uuid.uuid4())):
            with tenant_scope(scope), pytest.raises(LookupError):
                standing_of_entry(asked)
