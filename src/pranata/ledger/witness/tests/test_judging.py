"""A witness cosigns what continues what it saw, and nothing else."""

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pranata.engine.merkle import EMPTY_ROOT
from pranata.ledger.notes import Checkpoint, Note, sign, verify
from pranata.ledger.witness.folder import WitnessFolder, WitnessNotUsable
from pranata.ledger.witness.judging import Witness
from pranata.ledger.witness.submission import Submission
from pranata.ledger.witness.tests.shown import NOW, ORIGIN, Shown, make_witness

LOG = Shown()


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return make_witness(tmp_path / "saksi")


def size_of(witness: Witness, origin: str = ORIGIN) -> int:
    log = witness.folder.log(origin)
    assert log is not None
    return log.state().size


def test_it_cosigns_a_first_checkpoint_with_both_its_keys(witness: Witness):
    answer = witness.add_checkpoint(LOG.submission(0, 5))
    assert answer.status == 200
    note = Note.parse(LOG.note(5).text.encode() + b"\n" + answer.body)
    found = verify(note, witness.folder.verifiers)
    assert [(one.verifier, one.time) for one in found] == [(key, NOW) for key in witness.folder.verifiers]


@pytest.mark.parametrize(("old", "new"), [(1, 2), (3, 7), (4, 8), (7, 7), (1, 300), (255, 257), (256, 512)])
def test_it_cosigns_what_continues(witness: Witness, old: int, new: int):
    assert witness.add_checkpoint(LOG.submission(0, old)).status == 200
    assert witness.add_checkpoint(LOG.submission(old, new)).status == 200
    assert size_of(witness) == new


def test_it_serves_what_it_cosigned_with_its_lines_and_those_of_the_log_only(witness: Witness):
    stranger = Shown(seed=9).keys[0]
    shown = LOG.note(5)
    note = shown.with_signatures(sign(shown.text, stranger).signatures)
    answer = witness.add_checkpoint(bytes(Submission.of(0, [], note)))
    hashed = witness.folder.logs()[0].folder.name
    served = witness.checkpoint(hashed)
    assert served.status == 200
    assert served.body == bytes(shown) + answer.body
    assert witness.checkpoint("0" * 64).status == 404


def test_it_takes_an_empty_tree_only_by_its_root(witness: Witness):
    empty = sign(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text, *LOG.keys, time=NOW)
    other = sign(Checkpoint(ORIGIN, 0, bytes(32)).text, *LOG.keys, time=NOW)
    assert witness.add_checkpoint(bytes(Submission.of(0, [], other))).status == 422
    assert witness.add_checkpoint(bytes(Submission.of(0, [], empty))).status == 200
    assert witness.add_checkpoint(LOG.submission(0, 3)).status == 200


class TestHostile:
    def test_it_refuses_a_log_that_it_does_not_know(self, witness: Witness):
        assert witness.add_checkpoint(Shown(origin="other.example/log").submission(0, 5)).status == 404

    def test_it_refuses_a_key_that_it_does_not_know(self, witness: Witness):
        assert witness.add_checkpoint(Shown(seed=7).submission(0, 5)).status == 403

    def test_it_refuses_a_forged_line_beside_a_good_one(self, witness: Witness):
        good, bad = LOG.note(5), LOG.note(6)
        note = Note(good.text, (good.signatures[0], bad.signatures[1]))
        assert witness.add_checkpoint(bytes(Submission.of(0, [], note))).status == 403

    def test_it_refuses_the_checkpoint_of_another_log_replayed_under_the_same_key(self, tmp_path: Path):
        other = Shown(origin="pranata.local/log/2")
        witness = make_witness(tmp_path / "saksi", LOG, other)
        text = LOG.checkpoint(5).text.replace("log/1", "log/2")
        note = Note(text, LOG.note(5).signatures)
        assert witness.add_checkpoint(bytes(Submission.of(0, [], note))).status == 403
        assert size_of(witness, other.origin) == 0

    def test_a_smaller_tree_is_told_where_the_witness_is(self, witness: Witness):
        witness.add_checkpoint(LOG.submission(0, 9))
        for old, new in [(0, 5), (5, 5), (5, 7), (0, 9), (8, 12)]:
            answer = witness.add_checkpoint(LOG.submission(old, new))
            assert (answer.status, answer.type, answer.body) == (409, "text/x.tlog.size", b"9\n")
        assert size_of(witness) == 9

    @pytest.mark.parametrize("shared", [0, 3, 6])
    def test_history_rewritten_with_the_real_key_is_refused(self, witness: Witness, shared: int):
        witness.add_checkpoint(LOG.submission(0, 7))
        rewritten = Shown("rewritten", shared=shared)
        for new in (7, 8, 12):
            assert witness.add_checkpoint(rewritten.submission(7, new)).status == 422
        assert witness.add_checkpoint(LOG.submission(7, 8)).status == 200

    def test_a_proof_that_proves_something_else_is_refused(self, witness: Witness):
        witness.add_checkpoint(LOG.submission(0, 7))
        proof = LOG.proof(7, 12)
        for wrong in ([], proof[:-1], proof[::-1], [*proof, bytes(32)], LOG.proof(6, 12)):
            assert witness.add_checkpoint(bytes(Submission.of(7, wrong, LOG.note(12)))).status == 422

    def test_a_proof_from_nothing_is_refused(self, witness: Witness):
        assert witness.add_checkpoint(bytes(Submission.of(0, [bytes(32)], LOG.note(5)))).status == 422

    @pytest.mark.parametrize(
        "change",
        [
            lambda body: b"",
            lambda body: body[4:],
            lambda body: body.replace(b"old 0", b"old 00", 1),
            lambda body: body.replace(b"old 0", b"old  0", 1),
            lambda body: body.replace(b"old 0", b"old -1", 1),
            lambda body: body.replace(b"old 0", b"old 6", 1),
            lambda body: body.replace(b"old 0", b"old 9223372036854775808", 1),
            lambda body: body.replace(b"old 0\n", b"old 0\r\n", 1),
            lambda body: body.replace(b"old 0\n", b"old 0\nAAAA\n", 1),
            lambda body: body.replace(b"old 0\n", b"old 0\n" + b"A" * 43 + b"=\n" * 64, 1),
            lambda body: body.replace(b"\n\n", b"\n", 1),
            lambda body: body[:-1],
            lambda body: body.replace(b"\n5\n", b"\n05\n"),
            lambda body: body + b"\xff\n",
        ],
    )
    def test_it_refuses_what_the_grammar_does_not_have(self, witness: Witness, change):
        assert witness.add_checkpoint(change(LOG.submission(0, 5))).status == 400

    def test_of_two_histories_shown_at_once_one_is_cosigned(self, witness: Witness):
        witness.add_checkpoint(LOG.submission(0, 4))
        bodies = [LOG.submission(4, 8), Shown("rewritten", shared=4).submission(4, 8)] * 8
        barrier, found = threading.Barrier(len(bodies)), list[tuple[bytes, int]]()

        def show(body: bytes) -> None:
            barrier.wait()
            found.append((body, witness.add_checkpoint(body).status))

        threads = [threading.Thread(target=show, args=[body]) for body in bodies]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(status for _, status in found) == [200] + [409] * 15

    def test_a_clock_far_behind_its_last_cosignature_stops_it(self, tmp_path: Path):
        seconds = [NOW, NOW - 100, NOW - 121]
        witness = make_witness(tmp_path / "saksi", clock=lambda: seconds.pop(0))
        assert witness.add_checkpoint(LOG.submission(0, 4)).status == 200
        answer = witness.add_checkpoint(LOG.submission(4, 5))
        note = Note.parse(LOG.note(5).text.encode() + b"\n" + answer.body)
        assert {one.time for one in verify(note, witness.folder.verifiers)} == {NOW}
        assert witness.add_checkpoint(LOG.submission(5, 6)).status == 503
        assert size_of(witness) == 5


class TestDisk:
    def test_a_full_disk_cosigns_nothing_and_forgets_nothing(self, witness: Witness, monkeypatch):
        witness.add_checkpoint(LOG.submission(0, 4))

        def full(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            answer = witness.add_checkpoint(LOG.submission(4, 5))
            assert (answer.status, "—".encode() in answer.body) == (503, False)
        assert size_of(witness) == 4
        assert witness.add_checkpoint(LOG.submission(4, 5)).status == 200
        assert not list(witness.folder.path.rglob(".new-*"))

    def test_a_state_that_cannot_be_read_is_not_taken_for_none(self, witness: Witness):
        witness.add_checkpoint(LOG.submission(0, 4))
        path = witness.folder.logs()[0].folder / "checkpoint"
        path.write_bytes(path.read_bytes()[:-9])
        assert witness.add_checkpoint(Shown("rewritten").submission(0, 4)).status == 503
        assert witness.checkpoint(path.parent.name).status in (200, 503)

    @pytest.mark.parametrize(("point", "kept"), [("signed", 4), ("kept", 8)])
    def test_killed_between_keeping_and_answering_it_answers_the_same_when_asked_again(
        self, tmp_path: Path, point: str, kept: int
    ):
        witness = make_witness(tmp_path / "saksi")
        witness.add_checkpoint(LOG.submission(0, 4))
        done = subprocess.run(
            [sys.executable, "-m", "pranata.ledger.witness.tests.dying", witness.folder.path, point],
            input=LOG.submission(4, 8),
            check=False,
        )
        assert done.returncode == -signal.SIGKILL
        again = Witness(WitnessFolder(witness.folder.path), lambda: NOW)
        assert size_of(again) == kept
        if kept == 8:
            # The protocol has no other way: the old size is no longer ours, so it is told, then agrees.
            assert again.add_checkpoint(LOG.submission(4, 8)).body == b"8\n"
        assert again.add_checkpoint(LOG.submission(kept, 8)).status == 200
        rewritten = Shown("rewritten", shared=4)
        assert again.add_checkpoint(rewritten.submission(8, 8)).status == 422

    def test_a_restored_older_state_is_not_noticed_by_the_witness_itself(self, witness: Witness):
        # What remains, and why the log watches its witnesses: see docs/spec/witness.md.
        witness.add_checkpoint(LOG.submission(0, 4))
        path = witness.folder.logs()[0].folder / "checkpoint"
        old = path.read_bytes()
        witness.add_checkpoint(LOG.submission(4, 8))
        path.write_bytes(old)
        assert witness.add_checkpoint(Shown("rewritten", shared=4).submission(4, 8)).status == 200


class TestFolder:
    def test_keys_are_for_the_owner_alone_and_never_replaced(self, witness: Witness):
        path = witness.folder.path
        assert (path / "witness.json").stat().st_mode & 0o777 == 0o600
        with pytest.raises(WitnessNotUsable):
            WitnessFolder.create(path, "other")
        assert WitnessFolder(path).verifiers == witness.folder.verifiers

    @pytest.mark.parametrize("name", ["", "with space", "a+b", "x" * 256])
    def test_a_name_that_no_signature_line_can_carry_is_refused(self, tmp_path: Path, name: str):
        with pytest.raises(WitnessNotUsable):
            WitnessFolder.create(tmp_path / "saksi", name)

    def test_keys_of_a_log_change_without_its_checkpoint(self, witness: Witness):
        witness.add_checkpoint(LOG.submission(0, 4))
        newer = Shown(seed=3)
        witness.folder.add_log([newer.keys[0].verifier])
        assert witness.add_checkpoint(LOG.submission(4, 5)).status == 403
        assert witness.add_checkpoint(newer.submission(4, 5)).status == 200

    def test_the_key_of_a_witness_is_not_that_of_a_log(self, witness: Witness):
        with pytest.raises(WitnessNotUsable):
            witness.folder.add_log(witness.folder.verifiers)
