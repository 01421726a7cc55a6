"""C2SP `tlog-proof`: that an entry is in a tree that a log signed and witnesses saw, as one file."""

from collections.abc import Sequence
from dataclasses import dataclass

from pranata.engine.merkle import ProofRejected, verify_inclusion
from pranata.ledger.notes.note import Note, NoteMalformed
from pranata.ledger.notes.policy import Accepted, Policy
from pranata.ledger.notes.text import base64_bytes, base64_text, decimal, hash_bytes

HEADER = "c2sp.org/tlog-proof@v1"
LONGEST_PATH = 63
LARGEST = 2_000_000


class TlogProofMalformed(ValueError):
    """The bytes are not a proof of this format."""


@dataclass(frozen=True)
class TlogProof:
    """Index, path and signed checkpoint; `extra` is authenticated by nothing."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes | None = None

    @property
    def document(self) -> str:
        """The whole file."""
        extra = [] if self.extra is None else [f"extra {base64_text(self.extra)}"]
        hashes = [base64_text(step) for step in self.path]
        head = [HEADER, *extra, f"index {self.index}", *hashes, "", ""]
        return "\n".join(head) + self.checkpoint.document

    @classmethod
    def parse(cls, document: bytes) -> "TlogProof":
        """Read a proof and check nothing but its form. Raises TlogProofMalformed."""
        if len(document) > LARGEST:
            raise TlogProofMalformed(f"a proof has at most {LARGEST} bytes")
        head, blank, tail = document.partition(b"\n\n")
        if not blank:
            raise TlogProofMalformed("a proof has an empty line before its checkpoint")
        try:
            extra, index, path = _head(head.decode("ascii").split("\n"))
            return cls(index, path, Note.parse(tail), extra)
        except (ValueError, NoteMalformed) as error:
            raise TlogProofMalformed(str(error)) from error

    def verify(self, leaf: bytes, policy: Policy) -> Accepted:
        """Check that the leaf hash is in a tree that the policy accepts.

        Raises PolicyNotMet or engine.merkle's ProofRejected.
        """
        accepted = policy.accept(self.checkpoint)
        checkpoint = accepted.checkpoint
        if len(self.path) > LONGEST_PATH:
            raise ProofRejected("no tree is that high")
        verify_inclusion(
            index=self.index, size=checkpoint.size, leaf=leaf, path=self.path, root=checkpoint.root
        )
        return accepted


def _head(lines: Sequence[str]) -> tuple[bytes | None, int, tuple[bytes, ...]]:
    """Return extra data, index and path of the lines above the checkpoint."""
    if not lines or lines[0] != HEADER:
        raise TlogProofMalformed(f"a proof begins with {HEADER}")
    extra, rest = None, list(lines[1:])
    if rest and rest[0].startswith("extra "):
        extra = base64_bytes(rest.pop(0).removeprefix("extra "))
    if not rest or not rest[0].startswith("index "):
        raise TlogProofMalformed("the index is missing")
    if len(rest) - 1 > LONGEST_PATH:
        raise TlogProofMalformed(f"a path has at most {LONGEST_PATH} hashes")
    return extra, decimal(rest[0].removeprefix("index ")), tuple(hash_bytes(line) for line in rest[1:])
