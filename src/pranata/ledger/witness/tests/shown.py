"""A log that shows itself to witnesses, honestly or not."""

from pathlib import Path

from pranata.engine.merkle import consistency_path, leaf_hash, root_of
from pranata.ledger.notes import Checkpoint, Note, SignatureType, Signer, sign
from pranata.ledger.witness.folder import WitnessFolder
from pranata.ledger.witness.judging import Witness
from pranata.ledger.witness.submission import Submission

ORIGIN = "pranata.local/log/1"
NAME = "inspektorat.contohkota.go.id/saksi"
NOW = 1_772_600_767


class Shown:
    """A log with leaves of its own; `sort` makes another history of the same length."""

    def __init__(self, sort: str = "leaf", origin: str = ORIGIN, seed: int = 1, shared: int = 0) -> None:
        self.origin = origin
        self.keys = (
            Signer(origin, SignatureType.ED25519, bytes([seed]) * 32),
            Signer(origin, SignatureType.ML_DSA_44, bytes([seed + 100]) * 32),
        )
        self._sort, self._shared = sort, shared

    def leaves(self, size: int) -> list[bytes]:
        sorts = ("leaf" if i < self._shared else self._sort for i in range(size))
        return [leaf_hash(f"{sort} {i}".encode()) for i, sort in enumerate(sorts)]

    def checkpoint(self, size: int) -> Checkpoint:
        return Checkpoint(self.origin, size, root_of(self.leaves(size)))

    def note(self, size: int) -> Note:
        return sign(self.checkpoint(size).text, *self.keys, time=NOW)

    def proof(self, old: int, size: int) -> list[bytes]:
        leaves = self.leaves(size)
        if not 0 < old < size:
            return []
        return consistency_path(old, size, lambda h, i: root_of(leaves[i << h : (i + 1) << h]))

    def submission(self, old: int, size: int) -> bytes:
        return bytes(Submission.of(old, self.proof(old, size), self.note(size)))


def make_witness(path: Path, *logs: Shown, clock=lambda: NOW, at=lambda _point: None) -> Witness:
    folder = WitnessFolder.create(path, NAME)
    for log in logs or (Shown(),):
        folder.add_log([key.verifier for key in log.keys])
    return Witness(folder, clock, at)
