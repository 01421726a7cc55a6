"""What a witness answers: C2SP `tlog-witness` without the wire."""

from collections.abc import Callable
from dataclasses import dataclass

from pranata.engine.merkle import EMPTY_ROOT, ProofRejected, verify_consistency
from pranata.ledger.notes import Note, NoteRejected, sign, verify
from pranata.ledger.witness.folder import KnownLog, State, WitnessFolder
from pranata.ledger.witness.submission import Submission, SubmissionMalformed

SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"
# A clock that went back by less is not waited for: the time of the last cosignature is given again.
TOLERATED_SECONDS = 120


@dataclass(frozen=True)
class Answer:
    """Status, body and type of an answer."""

    status: int
    body: bytes = b""
    type: str = TEXT_TYPE


class _Refused(Exception):
    def __init__(self, status: int, body: str, kind: str = TEXT_TYPE) -> None:
        super().__init__(body)
        self.answer = Answer(status, f"{body}\n".encode(), kind)


class Witness:
    """A witness that answers; any number of threads and processes may ask the same folder at once."""

    def __init__(
        self,
        folder: WitnessFolder,
        clock: Callable[[], int],
        at: Callable[[str], None] = lambda _point: None,
    ) -> None:
        """Use a clock that gives seconds. `at` is for tests, which die at a step."""
        self.folder = folder
        self._clock = clock
        self._at = at

    def add_checkpoint(self, body: bytes) -> Answer:
        """Judge a submission, and cosign it if it continues what was cosigned before.

        What was cosigned is on disk when this returns 200. Where the disk fails nothing was cosigned: 503.
        """
        try:
            submission = Submission.parse(body)
            log = self._log(submission)
            with log.locked():
                return Answer(200, self._cosigned(log, submission))
        except SubmissionMalformed as error:
            return Answer(400, f"{error}\n".encode())
        except _Refused as refusal:
            return refusal.answer
        except (OSError, ValueError) as error:
            return Answer(503, f"the state of this witness cannot be read or written: {error}\n".encode())

    def checkpoint(self, hashed: str) -> Answer:
        """Return the last cosigned checkpoint of the log whose origin has this SHA-256."""
        try:
            log = self.folder.log_of(hashed)
            note = log.state().note if log else None
        except (OSError, ValueError):
            return Answer(503, b"the state of this witness cannot be read\n")
        return Answer(200, bytes(note)) if note else Answer(404, b"nothing was cosigned for this log\n")

    def _log(self, submission: Submission) -> KnownLog:
        log = self.folder.log(submission.checkpoint.origin)
        if log is None:
            raise _Refused(404, "this log is not known here")
        try:
            verify(submission.note, log.keys)
        except NoteRejected as error:
            raise _Refused(403, str(error)) from error
        return log

    def _cosigned(self, log: KnownLog, submission: Submission) -> bytes:
        """Return the lines for a submission that holds. Compare, set and keep, under the lock of the log."""
        state = log.state()
        if submission.old != state.size:
            raise _Refused(409, str(state.size), SIZE_TYPE)
        _require_consistent(state, submission)
        lines = sign(submission.note.text, *self.folder.signers, time=self._time(state))
        # A flipped bit must be found here, not by whoever needs the signature in ten years.
        verify(lines, self.folder.verifiers)
        self._at("signed")
        log.replace(_kept(log, submission).with_signatures(lines.signatures))
        # At this point the checkpoint is on disk, and the lines may be shown. A crash from here on costs the
        # log one more request: it is told 409 with this size, and submits the same tree again.
        self._at("kept")
        return "".join(line.line for line in lines.signatures).encode()

    def _time(self, state: State) -> int:
        """Return the time to sign with; never before that of the last, which said it saw the largest tree."""
        now, last = self._clock(), self._last_time(state)
        if now < last - TOLERATED_SECONDS:
            raise _Refused(503, "the clock of this witness is behind its own last cosignature")
        return max(now, last)

    def _last_time(self, state: State) -> int:
        if state.note is None:
            return 0
        return max(found.time or 0 for found in verify(state.note, self.folder.verifiers))


def _require_consistent(state: State, submission: Submission) -> None:
    checkpoint = submission.checkpoint
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise _Refused(422, "this is not the root of an empty tree")
    if submission.old == 0:
        if submission.proof:
            raise _Refused(422, "from size 0 there is nothing to prove")
        return
    try:
        verify_consistency(
            old=state.size,
            new=checkpoint.size,
            old_root=state.root,
            new_root=checkpoint.root,
            path=submission.proof,
        )
    except ProofRejected as error:
        raise _Refused(422, str(error)) from error


def _kept(log: KnownLog, submission: Submission) -> Note:
    """Return the note with the log's own lines only: what strangers wrote below it is not ours to repeat."""
    known = {(key.name, key.key_id) for key in log.keys}
    lines = (line for line in submission.note.signatures if (line.name, line.key_id) in known)
    return Note(submission.note.text, tuple(lines))
