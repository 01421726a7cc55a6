"""Witnesses are asked for every checkpoint, and what they say stops a log that is behind."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from pranata.foundation.clock import utc_now
from pranata.ledger.anchoring.collector import Anchoring, anchoring, connected
from pranata.ledger.anchoring.cosigning import carry_all
from pranata.ledger.anchoring.trust import PolicyNotUsable, Trust, trust_at
from pranata.ledger.keys import LogKeys, all_kept_keys
from pranata.ledger.notes import Checkpoint, Note, sign
from pranata.ledger.queries.anchoring import anchoring_state
from pranata.ledger.sequencing import store
from pranata.ledger.sequencing.errors import TreeBehind, WitnessUnreachable
from pranata.ledger.tests.logs import Log, conninfo, write
from pranata.ledger.witness.folder import WitnessFolder
from pranata.ledger.witness.judging import Witness
from pranata.ledger.witness.server import WitnessServer, in_background

NAMES = ("arsip.example/saksi", "inspektorat.example/saksi")


def seconds() -> int:
    return int(utc_now().timestamp())


def keys_of(log: Log) -> LogKeys:
    (found,) = all_kept_keys(log.home)
    return found


class Office:
    """Two witnesses on the wire, and the policy that names them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "kebijakan.txt"
        self.folders = [WitnessFolder.create(folder / f"w{i}", name) for i, name in enumerate(NAMES)]
        self.served = {f"/{i}": Witness(w, seconds) for i, w in enumerate(self.folders)}
        self.server = WitnessServer(("127.0.0.1", 0), self.served)
        in_background(self.server)

    def trust(self, quorum: str = "all") -> Trust:
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        lines = []
        for i, folder in enumerate(self.folders):
            for kind, key in enumerate(folder.verifiers):
                lines.append(f"witness w{i}k{kind} {key.vkey} {base}/{i}")
            lines.append(f"group w{i} any w{i}k0 w{i}k1")
        lines += [f"group both {quorum} w0 w1", "quorum both", ""]
        self.path.write_text("\n".join(lines))
        found = trust_at(self.path)
        assert found is not None
        return found

    def knows(self, log: Log) -> None:
        keys = keys_of(log)
        for folder in self.folders:
            folder.add_log(keys.verifiers)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def log(committed_db: str, tmp_path: Path) -> Iterator[Log]:
    made = Log(committed_db, tmp_path / "home")
    yield made
    made.close()


def anchors_of(log: Log, office: Office) -> Anchoring:
    return anchoring(conninfo(log.database), utc_now, office.trust())


def sequenced(log: Log, count: int) -> None:
    write(count)
    log.drain()


def test_each_checkpoint_is_cosigned_by_both_and_a_later_one_again(log: Log, office: Office):
    sequenced(log, 3)
    office.knows(log)
    anchors = anchors_of(log, office)
    couriers = anchors.couriers()
    for size in (3, 5):
        sequenced(log, size - 3)
        with connected(anchors.conninfo) as database:
            carry_all(database, couriers, utc_now)
        rows = log.ask_owner("SELECT witness, line FROM ledger.cosignature WHERE size = %s ORDER BY 1", size)
        assert [witness for witness, _ in rows] == list(NAMES)
        note = Note.parse(bytes(log.latest()) + "".join(line for _, line in rows).encode())
        accepted = anchors.trust.policy
        assert len(note.signatures) == 2 + 4
        assert accepted.is_met_by(frozenset(accepted.witnesses))
        state = anchoring_state(anchors.trust)
        assert (state.size, state.covered, state.waiting_since) == (size, size, None)
        assert anchors.high_water(Checkpoint.parse(note.text).origin).size == size


def test_one_witness_that_is_away_is_told_and_does_not_keep_the_other(log: Log, office: Office):
    sequenced(log, 3)
    office.knows(log)
    anchors = anchors_of(log, office)
    del office.served["/1"]
    with connected(anchors.conninfo) as database:
        carry_all(database, anchors.couriers(), utc_now)
    state = anchoring_state(anchors.trust)
    assert [(party.size, party.fault is None) for party in state.parties] == [(3, True), (None, False)]
    assert (state.covered, state.lateness(utc_now())) == (0, None)
    signed_at = state.signed_at
    assert signed_at is not None
    assert state.lateness(signed_at + dt.timedelta(minutes=61)) == "kuning"
    assert state.lateness(signed_at + dt.timedelta(hours=4)) == "merah"
    assert anchoring_state(office.trust("any")).covered == 3


def test_a_witness_that_failed_is_asked_again_after_a_while_that_grows(log: Log, office: Office):
    sequenced(log, 1)
    anchors = anchors_of(log, office)  # it does not know the log yet: 404
    courier = anchors.couriers()[0]
    now = utc_now()
    pauses = []
    with connected(anchors.conninfo) as database:
        found = store.newest_log(database)
        signed = store.latest_checkpoint(database, found.number)
        assert signed is not None
        for _ in range(12):
            courier.carry(database, found, signed, now)
            waited = 0
            while not courier.is_due(found, signed, now + dt.timedelta(seconds=waited)):
                waited += 1
            pauses.append(waited)
        office.knows(log)
        assert courier.carry(database, found, signed, now)
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    assert anchoring_state(anchors.trust).parties[0].fault is None


def test_a_restored_database_is_not_signed_over(log: Log, office: Office):
    sequenced(log, 3)
    office.knows(log)
    anchors = anchors_of(log, office)
    with connected(anchors.conninfo) as database:
        carry_all(database, anchors.couriers(), utc_now)
    # The witness sees two more, then this database is as it was: nobody here remembers.
    keys = keys_of(log)
    later = sign(Checkpoint(keys.origin, 5, bytes(32)).text, *keys.signers, time=1)
    for folder in office.folders:
        known = folder.log(keys.origin)
        assert known is not None
        known.replace(sign(later.text, *folder.signers, time=int(utc_now().timestamp())))
    write(1)
    restarted = Log(log.database, log.home, ask=anchors_of(log, office).high_water)
    with pytest.raises(TreeBehind):
        restarted.sequencer.step()
    restarted.close()


def test_a_witness_that_moves_ahead_while_we_run_stops_us_at_the_next_batch(log: Log, office: Office):
    sequenced(log, 3)
    office.knows(log)
    anchors = anchors_of(log, office)
    couriers = anchors.couriers()
    keys = keys_of(log)
    with connected(anchors.conninfo) as database:
        carry_all(database, couriers, utc_now)
        known = office.folders[0].log(keys.origin)
        assert known is not None
        later = sign(Checkpoint(keys.origin, 9, bytes(32)).text, *office.folders[0].signers, time=2**33)
        known.replace(later)
        sequenced(log, 1)
        carry_all(database, couriers, utc_now)
    assert anchors.high_water(keys.origin).size == 9
    assert "9" in str(anchoring_state(anchors.trust).parties[0].fault)


def test_a_witness_that_forgot_is_told_and_brought_up_again(log: Log, office: Office):
    sequenced(log, 3)
    office.knows(log)
    anchors = anchors_of(log, office)
    couriers = anchors.couriers()
    with connected(anchors.conninfo) as database:
        carry_all(database, couriers, utc_now)
        (office.folders[0].logs()[0].folder / "checkpoint").unlink()
        sequenced(log, 2)
        carry_all(database, couriers, utc_now)
    assert anchoring_state(anchors.trust).covered == 5
    assert "lupa" in str(couriers[0].fault)
    assert "lupa" in str(anchoring_state(anchors.trust).parties[1].fault)


def test_before_the_first_signature_somebody_must_answer(log: Log, office: Office):
    anchors = anchors_of(log, office)
    office.close()
    with pytest.raises(WitnessUnreachable):
        anchors.high_water("asal")


@pytest.mark.parametrize("content", [b"quorum nobody\n", b"witness x y z\n", b"\xff", b"quorum none"])
def test_a_policy_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "kebijakan.txt").write_bytes(content)
    with pytest.raises(PolicyNotUsable):
        trust_at(tmp_path / "kebijakan.txt")


def test_an_installation_without_policy_waits_for_nobody(log: Log):
    sequenced(log, 1)
    state = anchoring_state(None)
    assert (state.size, state.has_policy) == (1, False)
    assert state.lateness(utc_now() + dt.timedelta(days=9)) is None
