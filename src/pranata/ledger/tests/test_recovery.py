"""A log that must not be signed any more gets a successor, and is never repaired."""

import json
from typing import Any

import pytest
from django.db import ProgrammingError

from pranata.foundation.clock import utc_now
from pranata.foundation.testing.database import hand_over_to
from pranata.ledger.operations.append_entry import EntryRef
from pranata.ledger.operations.recover_log import ReasonMissing, recover_log
from pranata.ledger.sequencing.errors import TreeBehind, WitnessUnreachable
from pranata.ledger.sequencing.last_seen import LastSeen
from pranata.ledger.tests.logs import Log, Remembering, write


@pytest.fixture
def witness() -> Remembering:
    return Remembering()


@pytest.fixture
def log(committed_db, tmp_path, witness):
    found = Log(committed_db, tmp_path, ask=witness)
    yield found
    found.close()


def recover(log: Log, ask=None, reason: str = "Cadangan lama dipulihkan.") -> EntryRef:
    hand_over_to("owner", log.database)
    try:
        return recover_log(reason=reason, ask=ask, now=utc_now())
    finally:
        hand_over_to("app", log.database)


def entries(log: Log, number: int) -> list[dict[str, Any]]:
    rows = log.ask_owner(
        "SELECT ledger.unpacked(entry) FROM ledger.leaf JOIN ledger.entry USING (event_id) WHERE "
        "log = %s ORDER BY seq",
        number,
    )
    return [json.loads(entry) for (entry,) in rows]


class TestTheSuccessor:
    def test_its_first_entry_says_how_the_old_one_ended(self, log, witness):
        write(3)
        log.drain()
        old = log.latest()
        witness.seen = LastSeen(9, b"\x09" * 32, old, 1)
        write(2)
        with pytest.raises(TreeBehind):
            log.sequencer.step()
        recover(log, ask=witness)
        witness.seen = LastSeen(0, bytes(32))
        log.fresh()
        assert log.drain() == 2
        first, carried = entries(log, 2)
        assert first["action"] == "log.lanjut"
        assert first["objects"][0]["id"] == old.text.split("\n")[0] != first["log"]
        assert first["result"]["size"] == 3
        assert first["result"]["checkpoint"] == old.document
        assert first["result"]["seen"] == {"size": 9, "root": "09" * 32, "checkpoint": old.document}
        assert first["result"]["waiting"] == len(carried["objects"]) == 2
        assert log.latest().text.split("\n")[:2] == [first["log"], "2"]

    def test_what_waited_is_named_with_its_hash(self, log):
        refs = write(450)
        recover(log)
        log.fresh()
        assert log.drain() == 4
        named = [(o["id"], o["sha256"]) for entry in entries(log, 2)[1:] for o in entry["objects"]]
        assert named == [(str(ref.event_id), ref.leaf_hash.hex()) for ref in refs]

    def test_the_old_log_stays_as_it_was(self, log):
        write(3)
        log.drain()
        before = log.ask_owner("SELECT * FROM ledger.leaf WHERE log = 1"), log.latest()
        recover(log)
        write(2)
        log.fresh()
        log.drain()
        assert log.ask_owner("SELECT * FROM ledger.leaf WHERE log = 1") == before[0]
        assert log.ask_owner("SELECT note FROM ledger.checkpoint WHERE log = 1") == [(before[1].document,)]
        assert len(list((log.home / "secrets" / "log").glob("*.json"))) == 2

    def test_a_sequencer_that_runs_goes_over_to_it(self, log):
        write(3)
        log.drain()
        recover(log)
        write()
        assert log.drain() == 2


class TestRefusals:
    def test_it_refuses_an_end_without_a_reason(self, log):
        with pytest.raises(ReasonMissing):
            recover(log, reason=" ")
        assert len(log.ask_owner("SELECT * FROM ledger.log")) == 1

    def test_it_refuses_the_application(self, log):
        with pytest.raises(ProgrammingError, match="permission denied"):
            recover_log(reason="Coba.", ask=None, now=utc_now())

    def test_it_refuses_to_go_on_without_the_witness_that_is_configured(self, log):
        def away(origin: str) -> LastSeen:
            raise WitnessUnreachable("saksi", "uji")

        with pytest.raises(WitnessUnreachable):
            recover(log, ask=away)
