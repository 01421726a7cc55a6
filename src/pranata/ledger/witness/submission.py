"""The body of `add-checkpoint`: old size, consistency proof, checkpoint. One grammar for both sides."""

from dataclasses import dataclass

from pranata.ledger.notes import Checkpoint, Note
from pranata.ledger.notes.text import base64_text, decimal, hash_bytes

MOST_HASHES = 63
LARGEST = 256 * 1024


class SubmissionMalformed(ValueError):
    """The body is not what `add-checkpoint` takes: status 400."""


@dataclass(frozen=True)
class Submission:
    """A checkpoint, and the proof that the tree of `old` leaves is its beginning."""

    old: int
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint

    def __bytes__(self) -> bytes:
        lines = [f"old {self.old}", *map(base64_text, self.proof), "", ""]
        return "\n".join(lines).encode() + bytes(self.note)

    @classmethod
    def of(cls, old: int, proof: list[bytes], note: Note) -> "Submission":
        """Put together what is submitted. Raises CheckpointMalformed."""
        return cls(old, tuple(proof), note, Checkpoint.parse(note.text))

    @classmethod
    def parse(cls, body: bytes) -> "Submission":
        """Read a body. Raises SubmissionMalformed."""
        head, blank, note = body.partition(b"\n\n")
        try:
            first, *hashes = head.decode("ascii").split("\n")
            parsed = Note.parse(note)
            old, proof = decimal(first.removeprefix("old ")), tuple(map(hash_bytes, hashes))
            found = cls(old, proof, parsed, Checkpoint.parse(parsed.text))
        except ValueError as error:
            raise SubmissionMalformed(str(error)) from error
        if not blank or not first.startswith("old ") or len(proof) > MOST_HASHES:
            raise SubmissionMalformed("old size, at most 63 hashes, an empty line, a checkpoint")
        if found.old > found.checkpoint.size:
            raise SubmissionMalformed("the old size is larger than that of the checkpoint")
        return found
