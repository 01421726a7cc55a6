"""What a witness has on disk: its keys, the logs it knows, and the last checkpoint of each.

```
<folder>/witness.json                     name and seeds, mode 0600
<folder>/logs/<sha256 of origin>/keys     origin, then one vkey a line: the keys trusted for that log
<folder>/logs/<sha256 of origin>/checkpoint   the last cosigned note, with the cosignatures that were given
<folder>/logs/<sha256 of origin>/lock     held while one submission is judged
```
The note is the state: size, root and signatures stand in it, so they cannot disagree.
"""

import fcntl
import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pranata.engine.merkle import EMPTY_ROOT
from pranata.foundation.durable import keep_names, write_durably
from pranata.foundation.errors import ProductError
from pranata.foundation.words import gettext as _
from pranata.ledger.notes import Checkpoint, KeyMalformed, Note, SignatureType, Signer, Verifier
from pranata.ledger.notes.text import base64_bytes, base64_text, is_key_name

TYPES = {"ed25519": SignatureType.COSIGNATURE_V1, "ml_dsa_44": SignatureType.ML_DSA_44}
IDENTITY = "witness.json"


class WitnessNotUsable(ProductError):
    """The folder holds no witness, or what was asked does not fit it."""


@dataclass(frozen=True)
class State:
    """The last cosigned checkpoint of a log; no note and the empty tree where there is none."""

    size: int = 0
    root: bytes = EMPTY_ROOT
    note: Note | None = None

    @classmethod
    def of(cls, note: Note) -> "State":
        """Return the state that a note is."""
        checkpoint = Checkpoint.parse(note.text)
        return cls(checkpoint.size, checkpoint.root, note)


@dataclass(frozen=True)
class KnownLog:
    """A log whose keys were given to this witness."""

    origin: str
    keys: tuple[Verifier, ...]
    folder: Path

    def state(self) -> State:
        """Read the last cosigned checkpoint. Raises OSError or ValueError where it cannot be read.

        A state that cannot be read is never taken for none: that would let history begin anew.
        """
        path = self.folder / "checkpoint"
        return State.of(Note.parse(path.read_bytes())) if path.exists() else State()

    def replace(self, note: Note) -> None:
        """Remember a checkpoint; on return it is on disk. Only while holding `locked`."""
        write_durably(self.folder / "checkpoint", bytes(note))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only one, of all threads and processes on this machine, who judges this log."""
        with (self.folder / "lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


class WitnessFolder:
    """A witness on disk."""

    def __init__(self, path: Path) -> None:
        """Open a witness. Raises WitnessNotUsable."""
        self.path = path
        try:
            document = json.loads((path / IDENTITY).read_text(encoding="utf-8"))
            self.name = str(document["name"])
            self.signers = tuple(
                Signer(self.name, TYPES[kind], base64_bytes(document[kind])) for kind in TYPES
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WitnessNotUsable(
                _("Folder %(path)s bukan folder saksi.") % {"path": path},
                why=_("Berkas witness.json di dalamnya tidak ada atau tidak terbaca."),
                remedy=_("Buat saksi dengan `pranata witness init`."),
            ) from error

    @classmethod
    def create(cls, path: Path, name: str) -> "WitnessFolder":
        """Make a witness with new keys, never over one that is there. Raises WitnessNotUsable."""
        if not is_key_name(name) or len(name.encode()) > 255:
            raise WitnessNotUsable(
                _("%(name)s tidak dapat menjadi nama saksi.") % {"name": name or "“”"},
                why=_("Nama saksi tercetak di setiap tanda tangannya, tanpa spasi dan tanpa tanda tambah."),
                remedy=_("Pilih nama seperti alamat web, misalnya inspektorat.contohkota.go.id/saksi."),
            )
        if (path / IDENTITY).exists():
            raise WitnessNotUsable(
                _("Di folder %(path)s sudah ada saksi.") % {"path": path},
                why=_("Kunci baru akan membuat semua tanda tangan lamanya tidak dikenali."),
                remedy=_("Pakai folder lain, atau saksi yang sudah ada itu."),
            )
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        (path / "logs").mkdir(exist_ok=True)
        seeds = {kind: base64_text(secrets.token_bytes(32)) for kind in TYPES}
        document = json.dumps({"name": name, **seeds}, indent=1)
        write_durably(path / IDENTITY, document.encode(), 0o600)
        return cls(path)

    @property
    def verifiers(self) -> tuple[Verifier, ...]:
        """The public keys."""
        return tuple(signer.verifier for signer in self.signers)

    def add_log(self, keys: Iterable[Verifier], origin: str | None = None) -> KnownLog:
        """Trust these keys for a log, from now on; its checkpoint, if any, stays. Raises WitnessNotUsable."""
        found = tuple(keys)
        origin = origin or found[0].name
        if any(key.type is SignatureType.COSIGNATURE_V1 for key in found):
            raise WitnessNotUsable(
                _("Kunci ini milik saksi, bukan milik log."),
                remedy=_("Minta kunci log dari `pranata ledger keys`."),
            )
        folder = self._folder(origin_hash(origin))
        folder.mkdir(parents=True, exist_ok=True)
        lines = [origin, *(key.vkey for key in found), ""]
        write_durably(folder / "keys", "\n".join(lines).encode())
        keep_names(folder.parent)
        return KnownLog(origin, found, folder)

    def log(self, origin: str) -> KnownLog | None:
        """Return a log by its origin, or None if it is unknown. Raises OSError or ValueError."""
        return self.log_of(origin_hash(origin))

    def log_of(self, hashed: str) -> KnownLog | None:
        """Return a log by the SHA-256 of its origin."""
        folder = self._folder(hashed)
        if not (folder / "keys").exists():
            return None
        origin, *vkeys = (folder / "keys").read_text(encoding="utf-8").split("\n")
        return KnownLog(origin, tuple(Verifier.parse(vkey) for vkey in vkeys if vkey), folder)

    def logs(self) -> list[KnownLog]:
        """Return every log that is known."""
        hashes = sorted(path.parent.name for path in self.path.glob("logs/*/keys"))
        return [log for hashed in hashes if (log := self.log_of(hashed))]

    def _folder(self, hashed: str) -> Path:
        return self.path / "logs" / hashed


def origin_hash(origin: str) -> str:
    """Return the SHA-256 of an origin in hexadecimal: its name in addresses and on disk."""
    return sha256(origin.encode()).hexdigest()


def log_keys(vkeys: Iterable[str]) -> tuple[Verifier, ...]:
    """Read the public keys of a log. Raises WitnessNotUsable."""
    try:
        return tuple(Verifier.parse(vkey) for vkey in vkeys)
    except KeyMalformed as error:
        raise WitnessNotUsable(
            _("Kunci log tidak terbaca (%(cause)s).") % {"cause": error},
            remedy=_("Salin kunci utuh dari `pranata ledger keys`, dalam tanda kutip."),
        ) from error
