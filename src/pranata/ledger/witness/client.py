"""Asking a witness: to cosign a checkpoint, and what it saw last."""

import http.client
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pranata.ledger.notes import Checkpoint, Note, NoteMalformed, NoteRejected, Signature, Verified, verify
from pranata.ledger.notes.keys import Verifier
from pranata.ledger.notes.text import decimal
from pranata.ledger.witness.folder import origin_hash
from pranata.ledger.witness.judging import SIZE_TYPE
from pranata.ledger.witness.submission import Submission

SECONDS = 5.0
LARGEST_ANSWER = 1_000_000


class WitnessSilent(Exception):
    """The witness was not reached, or did not answer in the protocol."""


class WitnessRefuses(Exception):
    """The witness answered, and did not cosign. `status` is 400, 403, 404, 422 or 5xx."""

    def __init__(self, status: int, body: bytes) -> None:
        self.status = status
        super().__init__(f"{status} {body[:200].decode('utf-8', 'replace').strip()}")


class WitnessElsewhere(Exception):
    """The witness is not at the old size: status 409. `size` is where it is."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(f"409 {size}")


@dataclass(frozen=True)
class Reply:
    """An answer as it came."""

    status: int
    type: str
    body: bytes


@dataclass(frozen=True)
class WitnessAddress:
    """A witness at a URL, with the keys by which its lines are known."""

    url: str
    keys: tuple[Verifier, ...]

    def cosign(self, old: int, proof: list[bytes], note: Note) -> list[tuple[Verified, Signature]]:
        """Submit a checkpoint and return the witness's own lines, checked, with their times.

        Raises WitnessElsewhere, WitnessRefuses or WitnessSilent.
        """
        body = bytes(Submission.of(old, proof, note))
        reply = exchange("POST", f"{self.url}/add-checkpoint", body)
        if reply.status == 409:
            raise WitnessElsewhere(_size_in(reply))
        if reply.status != 200:
            raise WitnessRefuses(reply.status, reply.body)
        return lines_of(reply.body, note, self.keys)

    def last_seen(self, origin: str) -> Note | None:
        """Return the last checkpoint it cosigned for a log, cosignature checked; None if there is none.

        Raises WitnessRefuses or WitnessSilent.
        """
        reply = exchange("GET", f"{self.url}/{origin_hash(origin)}/checkpoint", None)
        if reply.status == 404:
            return None
        if reply.status != 200:
            raise WitnessRefuses(reply.status, reply.body)
        return self._seen(reply.body, origin)

    def _seen(self, body: bytes, origin: str) -> Note:
        try:
            note = Note.parse(body)
            verify(note, self.keys)
            found = Checkpoint.parse(note.text).origin
        except ValueError as error:
            raise WitnessSilent(str(error)) from error
        if found != origin:
            raise WitnessSilent("this is the checkpoint of another log")
        return note


def lines_of(answer: bytes, note: Note, keys: Sequence[Verifier]) -> list[tuple[Verified, Signature]]:
    """Return the lines of known keys in an answer, each checked over the note. Raises WitnessSilent."""
    try:
        answered = Note.parse(note.text.encode() + b"\n" + answer)
        verified = verify(answered, keys)
    except (NoteMalformed, NoteRejected) as error:
        raise WitnessSilent(str(error)) from error
    if any(not found.time for found in verified):
        raise WitnessSilent("a cosignature without a time")
    by_key = {(line.name, line.key_id): line for line in reversed(answered.signatures)}
    return [(found, by_key[found.verifier.name, found.verifier.key_id]) for found in verified]


def _size_in(reply: Reply) -> int:
    if reply.type != SIZE_TYPE or not reply.body.endswith(b"\n"):
        raise WitnessSilent(f"409 of type {reply.type!r}")
    try:
        return decimal(reply.body[:-1].decode("ascii"))
    except ValueError as error:
        raise WitnessSilent(str(error)) from error


def exchange(method: str, url: str, body: bytes | None, kind: str = "text/plain") -> Reply:
    """Send one request and read the answer, which is bounded in size. Raises WitnessSilent."""
    parts = urlsplit(url)
    try:
        link = _connection(parts.scheme, parts.netloc)
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            link.request(method, target, body, {"Content-Type": kind} if body is not None else {})
            answer = link.getresponse()
            # What is larger than this does not parse, and is never read to its end.
            return Reply(answer.status, answer.headers.get("Content-Type", ""), answer.read(LARGEST_ANSWER))
        finally:
            link.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise WitnessSilent(str(error) or type(error).__name__) from error


def _connection(scheme: str, place: str) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(place, timeout=SECONDS, context=ssl.create_default_context())
    if scheme != "http":
        raise ValueError(f"{scheme!r} is not a scheme that is used here")
    return http.client.HTTPConnection(place, timeout=SECONDS)
