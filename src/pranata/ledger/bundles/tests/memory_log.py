"""A log with two witnesses, in memory, for tests: signs what the C2SP texts say and nothing of ours."""

import base64
import hashlib
import json
import struct
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from pranata.ledger.bundles.listing import export_list, tag_files
from pranata.ledger.bundles.writing import Contents, Document, Opened
from pranata.ledger.canonical import Json, canonical

ORIGIN = "uji.example/log/1"
WITNESSED_AT = 1_772_600_000


def b64(raw):
    return base64.b64encode(raw).decode()


def sha(raw):
    return hashlib.sha256(raw).digest()


def leaf(entry):
    return sha(b"\x00" + entry)


def root_of(hashes):
    """RFC 6962, section 2.1, as written there."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha(b"")
    k = 1 << (len(hashes) - 1).bit_length() - 1
    return sha(b"\x01" + root_of(hashes[:k]) + root_of(hashes[k:]))


def path_of(index, hashes):
    """RFC 6962, section 2.1.1, as written there."""
    if len(hashes) < 2:
        return []
    k = 1 << (len(hashes) - 1).bit_length() - 1
    if index < k:
        return [*path_of(index, hashes[:k]), root_of(hashes[k:])]
    return [*path_of(index - k, hashes[k:]), root_of(hashes[:k])]


@dataclass
class Signer:
    """A key of kind 1 (log), 4 (cosignature) or 6 (ML-DSA-44), from a seed, so that it is repeatable."""

    name: str
    kind: int
    seed: str = ""

    def __post_init__(self):
        seed = sha(f"{self.name}{self.kind}{self.seed}".encode())
        kind = MLDSA44PrivateKey.from_seed_bytes if self.kind == 6 else Ed25519PrivateKey.from_private_bytes
        self.key = kind(seed)
        self.public = self.key.public_key().public_bytes_raw()
        self.id = sha(self.name.encode() + bytes([10, self.kind]) + self.public)[:4]

    @property
    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.public)}"

    def line(self, text, at=WITNESSED_AT):
        stamp = b"" if self.kind == 1 else struct.pack(">Q", at)
        return f"\u2014 {self.name} {b64(self.id + stamp + self.key.sign(self.message(text, at)))}\n"

    def message(self, text, at):
        if self.kind == 1:
            return text.encode()
        if self.kind == 4:
            return f"cosignature/v1\ntime {at}\n{text}".encode()
        origin, size, root = text.split("\n")[:3]
        names = [bytes([len(n)]) + n for n in (self.name.encode(), origin.encode())]
        numbers = struct.pack(">QQ", 0, int(size)) + base64.b64decode(root)
        return b"subtree/v1\n\0" + names[0] + struct.pack(">Q", at) + names[1] + numbers


@dataclass
class MemoryLog:
    """Entries, the log's key, and the witnesses' keys."""

    origin: str = ORIGIN
    seed: str = ""
    ml_dsa: bool = False
    called: tuple[str, str] = ("W1", "W2")
    entries: list[bytes] = field(default_factory=list)

    def __post_init__(self):
        self.logs = [Signer(self.origin, 1, self.seed)]
        names = ("inspektorat.example/w", "provinsi.example/w")
        self.witnesses = [Signer(name, 4, self.seed) for name in names]
        if self.ml_dsa:
            self.logs.append(Signer(self.origin, 6, self.seed))

    @property
    def signers(self):
        return [*self.logs, *self.witnesses]

    @property
    def policy(self):
        lines = [f"log {signer.vkey}" for signer in self.logs]
        lines += [
            f"witness {name} {signer.vkey}" for name, signer in zip(self.called, self.witnesses, strict=True)
        ]
        return "\n".join([*lines, f"group saksi all {' '.join(self.called)}", "quorum saksi", ""]).encode()

    def append(
        self,
        action: str = "asesmen.tingkat_isi",
        *,
        documents: Iterable[str] = (),
        prev: Iterable[str] = (),
        objects: Iterable[dict[str, Json]] = (),
        **fields: Json,
    ) -> str:
        """Append an entry and return its event id."""
        number = len(self.entries)
        event_id = str(uuid.UUID(int=(0x019CB73D397B7 << 76) | 2 << 62 | number, version=4))
        entry: dict[str, Json] = {
            "v": 1,
            "log": self.origin,
            "event_id": event_id,
            "tenant": 327,
            "recorded_at": "2026-03-04T05:06:08Z",
            "occurred_at": "2026-03-04T05:06:07Z",
            "occurred_basis": "server",
            "action": action,
            "actor": {"person": "0b6b6f0e", "jabatan": "17", "jabatan_nama": "Sekretaris Daerah"},
            "for": None,
            "auth": None,
            "objects": [
                *({"role": "naskah", "type": "document", "id": d[:8], "sha256": d} for d in documents),
                *objects,
            ],
            "to": [],
            "authority": {"rule": "PermenPANRB 59/2020"},
            "payload": None,
            "thread": None,
            "prev": list(prev),
            "retention": None,
            "result": None,
            "system": {"app": "pranata 0.1.0", "schema": "ledger.0003", "node": "uji"},
        }
        self.entries.append(canonical(entry | fields))
        return event_id

    def note(self, size=None, signers=None):
        """Return the signed checkpoint of the first `size` entries."""
        hashes = [leaf(entry) for entry in self.entries[:size]]
        text = f"{self.origin}\n{len(hashes)}\n{b64(root_of(hashes))}\n"
        return text + "\n" + "".join(s.line(text) for s in (self.signers if signers is None else signers))

    def proof(self, index: int, size: int | None = None, note: str | None = None) -> bytes:
        path = path_of(index, [leaf(entry) for entry in self.entries[:size]])
        lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *(b64(h) for h in path)]
        return "\n".join([*lines, "", note or self.note(size)]).encode()

    def bundle(
        self,
        indexes: Iterable[int] | None = None,
        *,
        documents: Iterable[bytes] = (),
        opened: dict[str, Opened] | None = None,
        withheld: Iterable[str] = (),
        export: bool = True,
    ) -> Contents:
        """Append the export of these entries and return the contents of its bundle."""
        indexes = list(range(len(self.entries))) if indexes is None else list(indexes)
        held = {sha(content).hex(): content for content in documents}
        listed = export_list(
            entries={json.loads(self.entries[i])["event_id"]: leaf(self.entries[i]).hex() for i in indexes},
            documents=held,
            opened=opened or {},
            withheld=withheld,
            policy=self.policy,
        )
        digest = sha(listed).hex()
        if export:
            kind = {"role": "daftar", "type": "export-list", "id": "1", "sha256": digest}
            self.append("berkas.ekspor", objects=[kind])
            indexes.append(len(self.entries) - 1)
        note = self.note()
        return Contents(
            entries={i: self.entries[i] for i in indexes},
            proofs={i: self.proof(i, note=note) for i in indexes},
            documents={d: Document.of_bytes(c) for d, c in (held | {digest: listed}).items()},
            opened=opened or {},
            policy=self.policy,
        )


def sealed(detail, salt=bytes(range(32))):
    """Return a payload field and what opens it."""
    commit = sha(salt + canonical(detail)).hex()
    return {"schema": "asesmen.tingkat_isi/1", "commit": commit}, {commit: Opened(salt, detail)}


__all__ = ["MemoryLog", "Signer", "b64", "leaf", "sealed", "sha", "tag_files"]
