"""Keys for tests, from fixed seeds."""

import json
from pathlib import Path
from typing import Any

from pranata.ledger.notes import Checkpoint, SignatureType, Signer

PUBLISHED: dict[str, Any] = json.loads(
    Path(__file__).with_name("vectors").joinpath("published.json").read_text(encoding="utf-8")
)
ORIGIN = "pranata.local/log/1"
TIME = 1_772_600_767

LOG = Signer(ORIGIN, SignatureType.ED25519, bytes(range(32)))
LOG_PQ = Signer(ORIGIN, SignatureType.ML_DSA_44, bytes(range(1, 33)))
DINAS = Signer("saksi.dinas-arsip", SignatureType.COSIGNATURE_V1, bytes(range(2, 34)))
INSPEKTORAT = Signer("saksi.inspektorat", SignatureType.COSIGNATURE_V1, bytes(range(3, 35)))
PROVINSI_PQ = Signer("saksi.provinsi", SignatureType.ML_DSA_44, bytes(range(4, 36)))
EVERY_TYPE = [LOG, LOG_PQ, DINAS]


def checkpoint(size: int = 7, origin: str = ORIGIN) -> Checkpoint:
    return Checkpoint(origin, size, bytes([size % 256]) * 32)
