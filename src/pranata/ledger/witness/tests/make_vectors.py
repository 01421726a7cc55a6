"""Writes docs/spec/vectors/witness.json: `python -m pranata.ledger.witness.tests.make_vectors`.

The ML-DSA lines are random by design, so the vector shows Ed25519 only.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from pranata.ledger.notes import SignatureType, Signer, sign
from pranata.ledger.witness.folder import WitnessFolder
from pranata.ledger.witness.judging import Witness
from pranata.ledger.witness.submission import Submission
from pranata.ledger.witness.tests.shown import NAME, NOW, Shown

PLACE = Path(__file__).resolve().parents[5] / "docs/spec/vectors/witness.json"
SEED = bytes(range(32))
LOG, FORK = Shown(), Shown("other")
STEPS = (
    ("the first checkpoint", 0, 5, LOG),
    ("one that continues it", 5, 7, LOG),
    ("an old size that is not the witness's", 0, 9, LOG),
    ("another root for the same size", 7, 7, FORK),
    ("another history", 7, 9, FORK),
    ("another log", 0, 5, Shown(origin="other.example/log")),
    ("another key", 0, 5, Shown(seed=2)),
    ("the same checkpoint again", 7, 7, LOG),
)


def body_of(log: Shown, old: int, size: int) -> bytes:
    note = sign(log.checkpoint(size).text, log.keys[0])
    return bytes(Submission.of(old, log.proof(old, size), note))


def made() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = WitnessFolder.create(Path(scratch) / "w", NAME)
        folder.signers = (Signer(NAME, SignatureType.COSIGNATURE_V1, SEED),)
        folder.add_log([LOG.keys[0].verifier])
        witness = Witness(folder, lambda: NOW)
        steps = []
        for what, old, size, log in STEPS:
            body = body_of(log, old, size)
            answer = witness.add_checkpoint(body)
            shown = answer.body.decode() if answer.status in (200, 409) else None
            steps.append(
                {
                    "what": what,
                    "body": body.decode(),
                    "status": answer.status,
                    "type": answer.type,
                    "answer": shown,
                }
            )
    return {
        "witness": folder.verifiers[0].vkey,
        "witness_seed": SEED.hex(),
        "log": LOG.keys[0].verifier.vkey,
        "time": NOW,
        "steps": steps,
    }


if __name__ == "__main__":
    PLACE.write_text(json.dumps(made(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
