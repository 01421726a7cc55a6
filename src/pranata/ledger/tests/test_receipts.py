"""Receipts: what a position is told when its act is covered, and what is seen when one does not come."""

import datetime as dt

import pytest
from django.db import transaction

from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import administrator
from pranata.ledger.bundles.tests.memory_log import Signer
from pranata.ledger.notes import Note, Policy
from pranata.ledger.operations.append_entry import OutsideTenant, append_entry
from pranata.ledger.operations.send_receipts import send_receipts
from pranata.ledger.queries.acts import Whose, accounting_of, acts_of, count_of
from pranata.ledger.queries.receipts import due_receipts
from pranata.ledger.tasks import send_due_receipts
from pranata.ledger.tests.acts import ALICE, NOW, make_act
from pranata.ledger.tests.logs import Log, now, write

WITNESSES = (Signer("provinsi.example/w", 4), Signer("inspektorat.example/w", 4))
POLICY = Policy.parse(
    "\n".join(
        [
            f"log {Signer('pranata.local/log/1', 1).vkey}",
            *(f"witness W{i} {signer.vkey}" for i, signer in enumerate(WITNESSES)),
            "group saksi all W0 W1",
            "quorum saksi",
            "",
        ]
    ).encode()
)
MINE = Whose(person=str(ALICE["person"]))
POST = Whose(position="17")
RECEIVER = {"jabatan": "40", "unit": "6", "role": "tindak_lanjut"}


@pytest.fixture
def log(committed_db, tmp_path):
    found = Log(committed_db, tmp_path)
    yield found
    found.close()


def cosign(log, *signers):
    with administrator(log.database) as server:
        [(number, size, note)] = server.execute(
            "SELECT log, size, note FROM ledger.checkpoint ORDER BY size DESC LIMIT 1"
        ).fetchall()
        for signer in signers:
            server.execute(
                "INSERT INTO ledger.cosignature VALUES (%s, %s, %s, %s, now())",
                [number, size, signer.name, signer.line(Note.parse(note.encode()).text)],
            )


def lines(whose=MINE, **changes):
    with tenant_scope(1):
        return acts_of(whose, now=changes.pop("now", now()), **changes)


def remove(log, *tables):
    with administrator(log.database) as attacker:
        attacker.execute("SET session_replication_role = replica")
        for table in tables:
            attacker.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL")
            attacker.execute(f"DELETE FROM ledger.{table}")


class TestWithoutWitnesses:
    def test_a_signed_checkpoint_is_enough_and_the_receipt_says_so(self, log):
        [ref] = write()
        assert send_due_receipts(policy=None, now=NOW) == 0
        log.drain()
        assert send_due_receipts(policy=None, now=NOW) == 1
        [line] = lines()
        assert (line.event_id, line.receipt.index, line.receipt.size) == (ref.event_id, 0, 1)
        assert line.receipt.witnessed is False
        assert line.receipt.root == log.ask_owner("SELECT encode(root, 'hex') FROM ledger.checkpoint")[0][0]

    def test_sending_again_sends_nothing_twice(self, log):
        write(3)
        log.drain()
        assert send_due_receipts(policy=None, now=NOW) == 3
        log.ask_owner("UPDATE ledger.receipt_progress SET next_seq = 0 RETURNING 1")
        assert send_due_receipts(policy=None, now=NOW) == 0
        assert due_receipts(None) is None

    def test_the_receiver_gets_a_line_too(self, log):
        with tenant_scope(1), transaction.atomic():
            append_entry(make_act(to=(RECEIVER,)))
        log.drain()
        assert send_due_receipts(policy=None, now=NOW) == 2
        [line] = lines(Whose(position="40"))
        assert line.received
        assert line.receipt is not None


class TestWithAQuorum:
    def test_nothing_is_sent_until_the_quorum_has_cosigned(self, log):
        write()
        log.drain()
        assert send_due_receipts(policy=POLICY, now=NOW) == 0
        cosign(log, WITNESSES[0])
        assert send_due_receipts(policy=POLICY, now=NOW) == 0
        cosign(log, WITNESSES[1])
        assert send_due_receipts(policy=POLICY, now=NOW) == 1
        assert lines()[0].receipt.witnessed

    def test_what_the_quorum_has_not_seen_waits(self, log):
        write()
        log.drain()
        cosign(log, *WITNESSES)
        write()
        log.drain()
        assert send_due_receipts(policy=POLICY, now=NOW) == 1
        assert due_receipts(POLICY) is None


class TestWhoseScope:
    def test_it_refuses_to_send_in_the_scope_of_another(self, log):
        write()
        log.drain()
        due = due_receipts(None)
        assert due is not None
        with tenant_scope(2), pytest.raises(OutsideTenant):
            send_receipts(tenant_id=1, due=due, now=NOW)

    def test_nobody_sees_acts_of_another_instansi(self, log):
        write()
        with tenant_scope(2):
            assert acts_of(MINE, now=NOW) == []
            assert accounting_of(MINE, now=NOW).acts == 0


class TestWhatIsExpected:
    def test_a_receipt_that_does_not_come_is_late(self, log):
        write(2)
        with tenant_scope(1):
            assert accounting_of(MINE, now=now()).late == 0
            later = now() + dt.timedelta(hours=1)
            assert accounting_of(MINE, now=later).late == 2
        assert [line.late for line in lines(now=later)] == [True, True]

    def test_an_entry_removed_before_it_was_sequenced_is_seen_by_its_actor(self, log):
        [ref] = write()
        remove(log, "queue", "entry")
        assert log.drain() == 0
        [line] = lines()
        assert (line.event_id, line.missing, line.sentence) == (ref.event_id, True, "mencatat sebuah uji")
        with tenant_scope(1):
            assert accounting_of(MINE, now=now()).missing == 1


class TestTheList:
    def test_it_is_found_by_its_code_and_by_words_of_its_sentence(self, log):
        write(2)
        first = lines()[0]
        assert [line.event_id for line in lines(words=first.code.lower())] == [first.event_id]
        assert len(lines(words="sebuah UJI")) == 2
        assert lines(words="menutup") == []
        with tenant_scope(1):
            assert (count_of(MINE), count_of(POST), count_of(MINE, "menutup")) == (2, 2, 0)

    def test_the_latest_come_first_and_by_pages(self, log):
        refs = write(3)
        assert [line.event_id for line in lines(limit=2)] == [refs[2].event_id, refs[1].event_id]
        assert [line.event_id for line in lines(limit=2, offset=2)] == [refs[0].event_id]

    def test_the_number_of_queries_does_not_grow(self, log, django_assert_num_queries):
        write(5)
        for limit in (1, 5):
            with tenant_scope(1), django_assert_num_queries(3):
                acts_of(MINE, now=NOW, limit=limit)
