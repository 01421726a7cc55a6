"""The keys of our logs, as files.

`PRANATA_HOME/secrets/log/<id>.json`, mode 0600, one for each log, made when the log is first signed. It
holds the seeds of two keys under the log's origin as name: Ed25519, and ML-DSA-44 for the time when Ed25519
is broken. Whoever has the file can sign another history; that is what the witnesses are for.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pranata.foundation.durable import write_once
from pranata.ledger.notes import SignatureType, Signer, Verifier
from pranata.ledger.notes.text import base64_bytes, base64_text

FOLDER = Path("secrets") / "log"
TYPES = {"ed25519": SignatureType.ED25519, "ml_dsa_44": SignatureType.ML_DSA_44}


@dataclass(frozen=True)
class LogKeys:
    """The keys of one log, in the order in which they sign."""

    origin: str
    signers: tuple[Signer, ...]

    @property
    def verifiers(self) -> tuple[Verifier, ...]:
        """The public halves."""
        return tuple(signer.verifier for signer in self.signers)


def kept_keys(home: Path, origin: str) -> LogKeys | None:
    """Return the keys of a log, or None if there are none here. Raises ValueError for a broken file."""
    path = _path(home, origin)
    return _read(path) if path.exists() else None


def made_keys(home: Path, origin: str) -> LogKeys:
    """Return the keys of a log, and make them if there are none."""
    path = _path(home, origin)
    if not path.exists():
        _write(path, origin)
    return _read(path)


def all_kept_keys(home: Path) -> Iterator[LogKeys]:
    """Yield the keys of every log that this installation signed."""
    for path in sorted((home / FOLDER).glob("*.json")):
        yield _read(path)


def _path(home: Path, origin: str) -> Path:
    # An origin may hold any sign; its digest may be a file name anywhere.
    return home / FOLDER / f"{sha256(origin.encode()).hexdigest()[:16]}.json"


def _read(path: Path) -> LogKeys:
    document = json.loads(path.read_text(encoding="utf-8"))
    origin = str(document["origin"])
    signers = (Signer(origin, kind, base64_bytes(document[name])) for name, kind in TYPES.items())
    return LogKeys(origin, tuple(signers))


def _write(path: Path, origin: str) -> None:
    """Write new keys whole or not at all, and never over those that are there."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    document = {"origin": origin, **{name: base64_text(secrets.token_bytes(32)) for name in TYPES}}
    # The disk knows the name too when this returns: a signature must never outlive its key.
    write_once(path, json.dumps(document, indent=1).encode())
