#!/usr/bin/env python3
"""Pemeriksa bukti mandiri: the stand-alone verifier of an evidence bundle.

    python3 verifikasi.py [PAKET] [--kunci KUNCI.txt | --sidik SHA256] [--json]

PAKET is a folder or a zip; without it, the folder this file lies in. Needs Python 3.8 and nothing else;
with the package `cryptography` it is faster and also checks ML-DSA-44 signatures. It never writes a file
and never calls out.

    TERBUKTI (PROVEN), exit 0              every check holds, and the keys came from outside the bundle
    UTUH (SELF-CONSISTENT ONLY), exit 1    every check holds, but under keys taken from the bundle itself
    TIDAK TERBUKTI (NOT PROVEN), exit 2    a check failed; the reason names it

The formats are C2SP's (signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy, tlog-proof), RFC 6962,
RFC 8785 and RFC 8493. This is a second implementation on purpose: it shares no code with what writes bundles.
Read it from the end: `verify` is the list of everything that is checked.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import importlib
import json
import os
import re
import stat
import struct
import sys
import time
import zipfile
import zlib
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    KeyId = tuple[str, bytes]  # The name and the short hash by which a line says whose it is.
    Point = tuple[int, int, int, int]

PROVEN, SELF_CONSISTENT, NOT_PROVEN = "PROVEN", "SELF-CONSISTENT ONLY", "NOT PROVEN"
ANSWERS = {PROVEN: "TERBUKTI", SELF_CONSISTENT: "UTUH, KUNCI BELUM DIPASTIKAN", NOT_PROVEN: "TIDAK TERBUKTI"}
EXIT = {PROVEN: 0, SELF_CONSISTENT: 1, NOT_PROVEN: 2}
ENTRY_LIMIT, PROOF_LIMIT, TEXT_LIMIT, FILES_LIMIT, TOTAL_LIMIT = 65_535, 2**17, 2**25, 200_000, 2**33
BROKEN_FILES = (EOFError, OSError, RuntimeError, zipfile.BadZipFile, zlib.error)
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, *BROKEN_FILES)


class Rejected(Exception):
    """A check failed. The message says which, for the reader."""


def reject(reason: str) -> NoReturn:
    """Stop with a reason."""
    raise Rejected(reason)


# --- 1. Files: read in place, nothing is unpacked -----------------------------------------------------------


@dataclass
class Bundle:
    """The files of a bundle: their sizes by name, and how to open one."""

    sizes: dict[str, int]
    open: Callable[[str], IO[bytes]]

    def read(self, name: str, limit: int = TEXT_LIMIT) -> bytes:
        """Return a whole file that must not be longer than `limit`."""
        if self.sizes.get(name, limit + 1) > limit:
            reject(f"{name}: tidak ada, atau lebih besar dari {limit} bita")
        return b"".join(self._pieces(name))

    def sha256(self, name: str) -> str:
        """Return the SHA-256 of a file of any size."""
        digest = hashlib.sha256()
        for piece in self._pieces(name):
            digest.update(piece)
        return digest.hexdigest()

    def _pieces(self, name: str) -> Iterator[bytes]:
        try:
            with self.open(name) as file:
                yield from iter(lambda: file.read(2**20), b"")
        except BROKEN_FILES:
            reject(f"{name}: isinya rusak atau tidak dapat dibaca")


def of_folder(root: Path) -> Bundle:
    """Take a folder as a bundle. Links and special files are refused."""
    sizes: dict[str, int] = {}
    for folder, folders, names in os.walk(root):
        for path in (Path(folder, name) for name in folders + names):
            mode = path.lstat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                reject(f"{path.name}: bukan berkas biasa (tautan atau berkas khusus)")
            if stat.S_ISREG(mode):
                sizes[path.relative_to(root).as_posix()] = path.lstat().st_size
    return Bundle(sizes, lambda name: (root / name).open("rb"))


def of_zip(file: IO[bytes], total_limit: int = TOTAL_LIMIT) -> Bundle:
    """Take an open zip as a bundle. What a bundle never holds is refused before a byte is unpacked."""
    length = file.seek(0, os.SEEK_END)
    archive = zipfile.ZipFile(file)
    members: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        _refuse_hostile(info)
        if info.filename in members:
            reject(f"zip: {info.filename} ada dua kali")
        members[info.filename] = info
    infos = members.values()
    if sum(i.file_size for i in infos) > total_limit or sum(i.compress_size for i in infos) > length:
        reject("zip: isinya lebih besar dari batas, atau bagian-bagiannya tumpang tindih")
    top = "" if "bagit.txt" in members else next(iter(members), "").split("/")[0] + "/"
    if not all(name.startswith(top) for name in members):
        reject("zip: harus berisi satu folder paket")
    found = {name[len(top) :]: info for name, info in members.items() if not name.endswith("/")}
    sizes = {name: info.file_size for name, info in found.items()}
    return Bundle(sizes, lambda name: archive.open(found[name]))


def _refuse_hostile(info: zipfile.ZipInfo) -> None:
    name, mode = info.orig_filename, info.external_attr >> 16
    odd = {"", ".", ".."} & set((name[:-1] if name.endswith("/") else name).split("/"))
    if name != info.filename or "\\" in name or odd:
        reject(f"zip: nama berkas yang berbahaya ({name!r})")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        reject(f"zip: {name} bukan berkas biasa (tautan atau berkas khusus)")
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        reject(f"zip: {name} disandikan atau dimampatkan dengan cara yang tidak dikenal")
    if name.endswith("/") and info.file_size:
        reject(f"zip: folder {name} berisi bita")


# --- 2. Text: one spelling for each value -------------------------------------------------------------------


def unbase64(text: str) -> bytes:
    """Decode base64 that is spelt in the one canonical way."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        reject(f"base64 rusak: {text[:24]}")
    return data if base64.b64encode(data).decode() == text else reject(f"base64 tidak baku: {text[:24]}")


def uncanonical(raw: bytes, place: str) -> Any:  # noqa: ANN401 - JSON holds anything
    """Return the value of canonical JSON (RFC 8785; no fractions, ASCII keys, no key twice)."""

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(found)) < len(found) or not all(key.isascii() for key, _ in found):
            reject(f"{place}: kunci JSON berganda atau bukan ASCII")
        return dict(found)

    def integer(text: str) -> int:
        if len(text) > 17 or abs(int(text)) >= 2**53:
            reject(f"{place}: bilangan terlalu besar")
        return int(text)

    def fraction(text: str) -> NoReturn:
        reject(f"{place}: bilangan pecahan {text[:24]}")

    hooks: dict[str, Any] = {"parse_int": integer, "parse_float": fraction, "parse_constant": fraction}
    try:
        value = json.loads(raw.decode("utf-8"), object_pairs_hook=pairs, **hooks)
        same = canonical(value) == raw
    except (ValueError, RecursionError):
        reject(f"{place}: bukan JSON UTF-8")
    return value if same else reject(f"{place}: JSON tidak dalam bentuk baku (RFC 8785)")


def canonical(value: object) -> bytes:
    """Return the canonical bytes of what `uncanonical` lets through."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def decimal(text: str, place: str) -> int:
    """Return a number written in ASCII digits without a leading zero."""
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text):
        reject(f"{place}: bilangan {text[:24]!r} tidak baku")
    return int(text)


def text_of(raw: bytes, place: str) -> str:
    """Decode UTF-8 without control characters but the line feed, ending in one."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        reject(f"{place}: bukan UTF-8")
    if not text.endswith("\n") or re.search("[\x00-\x09\x0b-\x1f]", text):
        reject(f"{place}: berisi aksara kendali, atau tidak ditutup ganti baris")
    return text


# --- 3. Signatures: Ed25519 (RFC 8032) here, ML-DSA-44 where `cryptography` has it --------------------------

P, M, L = 2**255 - 19, 2**255 - 1, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def _add(a: Point, b: Point) -> Point:
    m, n, z, t = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0]), 2 * a[2] * b[2], a[3] * b[3]
    e, f, g, h = (n - m) % P, (z - 2 * D * t) % P, (z + 2 * D * t) % P, (n + m) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


@lru_cache(maxsize=32)
def _point(raw: bytes) -> Point | None:
    sign, y = raw[31] >> 7, int.from_bytes(raw, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


@lru_cache(maxsize=32)
def _multiples(point: Point) -> list[list[tuple[int, int, int]]]:
    """Return -128 to 127 times a point, then 256 times as much, and so on: of each y - x, y + x and 2dxy.

    A key signs every checkpoint of a bundle: with this a signature takes 64 additions and no doubling.
    """
    rows, shrink = [], 1
    for _ in range(32):
        row = [point]
        for _ in range(127):
            row.append(_add(row[-1], point))
        point = _add(row[-1], row[-1])
        for i, (x, y, z, _) in enumerate(
            row
        ):  # One division serves the row: t gives way to what went before.
            row[i], shrink = (x, y, z, shrink), shrink * z % P
        inverse, shrink, told = pow(shrink, -1, P), 1, []
        for x, y, z, before in reversed(row):
            one, inverse = inverse * before % P, inverse * z % P
            told.append(((y - x) * one % P, (y + x) * one % P, 2 * D * x * one * y * one % P))
        rows.append([(b, a, P - c) for a, b, c in told] + [(1, 1, 0)] + told[:0:-1])
    return rows


def ed25519_pure(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature holds: s*B - h*A must be spelt as R is, and s must be below the order."""
    a, s = _point(public), int.from_bytes(signature[32:], "little")
    base = _point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    if a is None or base is None or s >= L or len(signature) != 64:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    x, y, z, t, half = 0, 1, 1, 0, int.from_bytes(b"\x80" * 32, "little")
    for scalar, point in ((s, base), (h, (P - a[0], a[1], 1, P - a[3]))):
        for row, digit in zip(_multiples(point), (scalar + half).to_bytes(32, "little")):  # noqa: B905 - no `strict` before Python 3.10
            # As in `_add`, modulo P by 2**255 = 19 (M has 255 ones), which is cheaper here than a division.
            minus, plus, rest = row[digit]
            m, n, v, z = (y - x) * minus, (y + x) * plus, t * rest, z + z
            v, e, w = (v & M) + 19 * (v >> 255), n - m, n + m
            e, f, g, w = (e & M) + 19 * (e >> 255), z - v, z + v, (w & M) + 19 * (w >> 255)
            x, y, z, t = e * f, g * w, f * g, e * w
            x, y = (x & M) + 19 * (x >> 255), (y & M) + 19 * (y >> 255)
            z, t = (z & M) + 19 * (z >> 255), (t & M) + 19 * (t >> 255)
            x, y = (x & M) + 19 * (x >> 255), (y & M) + 19 * (y >> 255)
            z, t = (z & M) + 19 * (z >> 255), (t & M) + 19 * (t >> 255)
    inverse = pow(z, -1, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def _fast(module: str, name: str, size: int) -> Callable[[bytes, bytes, bytes], bool] | None:
    """Return the check of `cryptography`, if this machine has it."""
    try:
        kind = getattr(importlib.import_module(f"cryptography.hazmat.primitives.asymmetric.{module}"), name)
        invalid = importlib.import_module("cryptography.exceptions").InvalidSignature
        kind.from_public_bytes(bytes(size))
    except Exception:  # noqa: BLE001 - whatever is missing or broken there, this file can do without it
        return None

    def holds(public: bytes, signature: bytes, message: bytes) -> bool:
        try:
            kind.from_public_bytes(public).verify(signature, message)
        except (invalid, ValueError):
            return False
        return True

    return holds


ed25519 = _fast("ed25519", "Ed25519PublicKey", 32) or ed25519_pure
ml_dsa_44 = _fast("mldsa", "MLDSA44PublicKey", 1312)

# --- 4. Keys and the policy (C2SP signed-note, tlog-policy) -------------------------------------------------

NOTE, COSIGNATURE, ML_DSA = 1, 4, 6
KEY_SIZE = {NOTE: 32, COSIGNATURE: 32, ML_DSA: 1312}


@dataclass(frozen=True)
class Key:
    """A verifier key: how the policy calls its owner, its own name, its kind, and the public bytes."""

    owner: str
    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> KeyId:
        """Return the name and short hash by which a signature line says whose it is."""
        name = self.name.encode("utf-8", "surrogateescape")
        return self.name, hashlib.sha256(name + bytes([10, self.kind]) + self.public).digest()[:4]


def key_of(owner: str, vkey: str, kinds: set[int]) -> Key:
    """Parse `name+hash+base64(kind || public key)`."""
    name, _, rest = vkey.partition("+")
    short, _, encoded = rest.partition("+")
    raw = unbase64(encoded)
    key = Key(owner, name, raw[0] if raw else 0, raw[1:])
    if key.kind not in kinds or len(key.public) != KEY_SIZE[key.kind] or not re.fullmatch(r"[^\s+]+", name):
        reject(f"kunci {name}: jenis atau panjangnya tidak dikenal")
    return key if short == key.id[1].hex() else reject(f"kunci {name}: tanda pengenalnya salah")


@dataclass
class Policy:
    """Whom to believe: logs, witnesses, groups of them, and the quorum."""

    logs: dict[KeyId, Key] = field(default_factory=dict)
    witnesses: dict[KeyId, Key] = field(default_factory=dict)
    groups: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    quorum: str = ""
    names: set[str] = field(default_factory=lambda: {"none"})
    grouped: set[str] = field(default_factory=lambda: {"none"})

    def satisfied(self, name: str, cosigned: set[str]) -> bool:
        """Whether these witnesses are enough for the witness or group of this name."""
        if name not in self.groups:
            return name == "none" or name in cosigned
        need, members = self.groups[name]
        return sum(self.satisfied(member, cosigned) for member in members) >= need

    def define(self, name: str) -> None:
        """Take a new name for a witness or group."""
        if name in self.names:
            reject(f"kebijakan: nama {name} dipakai dua kali")
        self.names.add(name)

    def add_group(self, name: str, rule: str, members: list[str]) -> None:
        """Define a group of names defined before, none of which is in a group already."""
        count = len(members)
        need = {"any": 1, "all": count}.get(rule) or decimal(rule, "kebijakan")
        free = self.names - self.grouped
        if not set(members) <= free or len(set(members)) < count or not 1 <= need <= count:
            reject(f"kebijakan: kelompok {name} tidak menurut bentuk")
        self.define(name)
        self.grouped.update(members)
        self.groups[name] = need, members


def policy_of(raw: bytes) -> Policy:
    """Parse a policy; anything unclear in it is refused."""
    text, policy = raw.decode("utf-8", "surrogateescape"), Policy()
    if not text.endswith("\n") or re.search("[\x00-\x08\x0b-\x1f\x7f]", text):
        reject("kebijakan: berisi aksara kendali, atau tidak ditutup ganti baris")
    for line in text.split("\n"):
        words = re.split("[ \t]+", line.strip(" \t"))
        if words != [""] and not words[0].startswith("#"):
            _read_line(policy, words[0], words[1:])
    return policy if policy.quorum else reject("kebijakan: tidak ada baris quorum")


def _read_line(policy: Policy, kind: str, rest: list[str]) -> None:
    if kind == "log" and len(rest) in (1, 2):
        _add_key(policy.logs, key_of("", rest[0], {NOTE, ML_DSA}))
    elif kind == "witness" and len(rest) in (2, 3):
        policy.define(rest[0])
        _add_key(policy.witnesses, key_of(rest[0], rest[1], {COSIGNATURE, ML_DSA}))
    elif kind == "group" and len(rest) >= 3:
        policy.add_group(rest[0], rest[1], rest[2:])
    elif kind == "quorum" and len(rest) == 1 and rest[0] in policy.names and not policy.quorum:
        policy.quorum = rest[0]
    else:
        reject(f"kebijakan: baris {kind} tidak menurut bentuk")


def _add_key(keys: dict[KeyId, Key], key: Key) -> None:
    if key.id in keys or key.public in {known.public for known in keys.values()}:
        reject(f"kebijakan: kunci {key.name} ada dua kali")
    keys[key.id] = key


# --- 5. Checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature) -----------------------------------


@dataclass(frozen=True)
class Checkpoint:
    """A tree head somebody signed: which log, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes
    text: bytes
    lines: tuple[tuple[KeyId, bytes], ...]
    times: dict[tuple[int, bytes, bytes], int | None] = field(default_factory=dict)


def checkpoint_of(note: bytes) -> Checkpoint:
    """Parse a signed checkpoint, without believing it."""
    body, gap, signatures = text_of(note, "titik kunci").rpartition("\n\n")
    found = [re.fullmatch(r"\u2014 ([^\s+]+) (\S+)", line) for line in signatures[:-1].split("\n")]
    if not gap or len(found) > 64 or not all(found):
        reject("titik kunci: baris tanda tangan tidak menurut bentuk")
    signed = [(match[1], unbase64(match[2])) for match in found if match]
    lines = tuple(((name, raw[:4]), raw[4:]) for name, raw in signed)
    if len({key for key, _ in lines}) < len(lines):
        reject("titik kunci: dua tanda tangan dari kunci yang sama")
    head = body.split("\n")
    if len(head) < 3 or not all(head) or len(unbase64(head[2])) != 32:
        reject("titik kunci: asal, ukuran, atau akar tidak menurut bentuk")
    size, root = decimal(head[1], "titik kunci"), unbase64(head[2])
    return Checkpoint(head[0], size, root, f"{body}\n".encode(), lines)


def signature_time(key: Key, signature: bytes, head: Checkpoint) -> int | None:
    """Return when the key signed (0 if it does not say), or None where the kind cannot be checked here."""
    asked = key.kind, key.public, signature
    if asked not in head.times:
        head.times[asked] = _signature_time(key, signature, head)
    return head.times[asked]


def _signature_time(key: Key, signature: bytes, head: Checkpoint) -> int | None:
    seconds = 0 if key.kind == NOTE else int.from_bytes(signature[:8], "big")
    holds: bool | None
    if key.kind == ML_DSA:
        name, origin = (len(t).to_bytes(1, "big") + t for t in (key.name.encode(), head.origin.encode()))
        tree = struct.pack(">QQ", 0, head.size) + head.root
        message = b"subtree/v1\n\0" + name + signature[:8] + origin + tree
        holds = ml_dsa_44(key.public, signature[8:], message) if ml_dsa_44 else None
    elif key.kind == COSIGNATURE:
        holds = ed25519(key.public, signature[8:], b"cosignature/v1\ntime %d\n" % seconds + head.text)
    else:
        holds = ed25519(key.public, signature, head.text)
    if holds is False or seconds >= 2**63:
        reject(f"titik kunci: tanda tangan {key.name} tidak cocok")
    return seconds if holds else None


def believe(head: Checkpoint, policy: Policy, *, complete: bool) -> dict[str, int]:
    """Return the witnesses that cosigned and when; refuse a head the policy does not carry.

    A line of an unknown key is passed over, unless `complete`: a bundle's own policy names each signer.
    """
    logged, cosigned = False, {}
    for key_id, signature in head.lines:
        log, witness = policy.logs.get(key_id), policy.witnesses.get(key_id)
        key = log or witness
        if key is None and complete:
            reject(f"titik kunci: penanda tangan {key_id[0]} tidak ada dalam kebijakan paket")
        seconds = signature_time(key, signature, head) if key else None
        if seconds is None:
            continue
        logged = logged or (log is not None and log.name == head.origin)
        if witness:
            cosigned[witness.owner] = seconds
    if not logged:
        reject(f"titik kunci: tidak ada tanda tangan log {head.origin} dengan kunci yang dipercaya")
    if not policy.satisfied(policy.quorum, set(cosigned)):
        reject(f"titik kunci: {len(cosigned)} saksi, kuorum {policy.quorum} tidak terpenuhi")
    return cosigned


class Trust:
    """The bundle's own policy, and the one from outside if there is one. Each head is checked once."""

    def __init__(self, own: bytes, outside: bytes | None) -> None:
        self.own = policy_of(own)
        self.outside = policy_of(outside) if outside is not None else None
        self._seen: dict[bytes, tuple[Checkpoint, dict[str, int]]] = {}

    def head(self, note: bytes) -> tuple[Checkpoint, dict[str, int]]:
        """Return a checkpoint both policies carry, and the witnesses of the one that counts."""
        if note not in self._seen:
            head = checkpoint_of(note)
            witnesses = believe(head, self.own, complete=True)
            if self.outside is not None:
                witnesses = believe(head, self.outside, complete=False)
            self._seen[note] = head, witnesses
        return self._seen[note]


# --- 6. Inclusion (RFC 6962, C2SP tlog-proof) ---------------------------------------------------------------


def proof_of(raw: bytes) -> tuple[int, list[bytes], bytes]:
    """Parse a tlog-proof: index, path, and the signed checkpoint it leads to.

    The optional line `extra` is refused: nothing vouches for it, so it has no place in evidence.
    """
    head, gap, note = text_of(raw, "bukti").partition("\n\n")
    lines = head.split("\n")
    if not gap or len(lines) < 2 or lines[0] != "c2sp.org/tlog-proof@v1" or lines[1][:6] != "index ":
        reject("bukti: bukan tlog-proof versi 1")
    path = [unbase64(line) for line in lines[2:]]
    if len(path) > 63 or any(len(node) != 32 for node in path):
        reject("bukti: jalur berisi yang bukan SHA-256")
    return decimal(lines[1][6:], "bukti"), path, note.encode()


def require_included(entry: bytes, index: int, path: list[bytes], head: Checkpoint) -> None:
    """Climb from the entry to the root of the checkpoint."""
    node, at, last = hashlib.sha256(b"\x00" + entry).digest(), index, head.size - 1
    for sibling in path:
        if at > last or last == 0:
            reject(f"peristiwa {index}: jalurnya lebih panjang daripada pohon")
        left = at & 1 or at == last
        node = hashlib.sha256(b"\x01" + (sibling + node if left else node + sibling)).digest()
        while left and not at & 1 and at:
            at, last = at >> 1, last >> 1
        at, last = at >> 1, last >> 1
    if index >= head.size or last or node != head.root:
        reject(f"peristiwa {index}: tidak ada dalam buku catatan yang ditandatangani")


# --- 7. The bundle (docs/spec/evidence-bundle.md) -----------------------------------------------------------

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SEALED_TAGS = {"BACA-SAYA.txt", "kebijakan.txt", "verifikasi.py"}
TAGS = {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"} | SEALED_TAGS
NUMBER = r"(0|[1-9][0-9]{0,18})"
SHAPES = {
    "peristiwa": re.compile(rf"data/peristiwa/{NUMBER}\.json"),
    "bukti": re.compile(rf"data/bukti/{NUMBER}\.tlog-proof"),
    "naskah": re.compile(r"data/naskah/([0-9a-f]{64})"),
    "buka": re.compile(r"data/buka/([0-9a-f]{64})\.json"),
}


@dataclass
class Event:
    """One proven entry, as the report shows it."""

    index: int
    event_id: str
    action: str
    actor: str
    unit: str
    recorded_at: str
    occurred_at: str
    leaf_hash: str
    documents: list[str]
    origin: str
    size: int
    root: str
    witnesses: dict[str, str]
    entry: dict[str, Any]


@dataclass
class Report:
    """The answer, its reason where it is not PROVEN, and what was found on the way."""

    verdict: str = NOT_PROVEN
    reason: str = ""
    policy_sha256: str = ""
    events: list[Event] = field(default_factory=list)
    export: str = ""
    documents: int = 0
    opened: int = 0
    withheld: list[str] = field(default_factory=list)
    destroyed: list[str] = field(default_factory=list)
    handed_over: list[str] = field(default_factory=list)
    ml_dsa_checked: bool = ml_dsa_44 is not None


def layout(bundle: Bundle) -> dict[str, set[str]]:
    """Return the names in each folder of the payload. Any other file is refused."""
    found: dict[str, set[str]] = {kind: set() for kind in SHAPES}
    if len(bundle.sizes) > FILES_LIMIT or sum(bundle.sizes.values()) > TOTAL_LIMIT:
        reject("paket lebih besar dari batas")
    for name in sorted(set(bundle.sizes) - TAGS - {"tagmanifest-sha256.txt"}):
        kind = name.split("/")[1] if "/" in name else ""
        match = SHAPES[kind].fullmatch(name) if kind in SHAPES else None
        if match is None:
            reject(f"{name}: berkas asing, bukan bagian paket")
        found[kind].add(match[1])
    odd = sorted(found["peristiwa"] ^ found["bukti"])
    if odd or not found["peristiwa"]:
        reject(f"peristiwa dan bukti tidak berpasangan: nomor {', '.join(odd[:5]) or 'tidak ada'}")
    return found


def require_manifests(bundle: Bundle) -> dict[str, str]:
    """Every file is named by its manifest, nothing else is, and every hash holds. Return the hashes."""
    hashes: dict[str, str] = {}
    payload = {name for name in bundle.sizes if name.startswith("data/")}
    for manifest, expected in (("tagmanifest-sha256.txt", TAGS), ("manifest-sha256.txt", payload)):
        lines = text_of(bundle.read(manifest), manifest)[:-1].split("\n")
        listed = {line[66:]: line[:64] for line in lines if line[64:66] == "  "}
        if set(listed) != expected or [f"{listed[name]}  {name}" for name in sorted(listed)] != lines:
            reject(f"{manifest}: daftarnya tidak sama dengan berkas yang ada")
        for name, digest in listed.items():
            if name not in bundle.sizes or bundle.sha256(name) != digest:
                reject(f"{name}: isinya berubah, sidik jarinya tidak sama dengan {manifest}")
        hashes.update(listed)
    return hashes


def event_of(bundle: Bundle, number: str, trust: Trust) -> Event:
    """Prove one entry: canonical, of this log, in a tree that the log signed and witnesses saw."""
    raw = bundle.read(f"data/peristiwa/{number}.json", ENTRY_LIMIT)
    entry = uncanonical(raw, f"peristiwa {number}")
    index, path, note = proof_of(bundle.read(f"data/bukti/{number}.tlog-proof", PROOF_LIMIT))
    head, witnesses = trust.head(note)
    if str(index) != number:
        reject(f"peristiwa {number}: buktinya untuk nomor {index}")
    require_included(raw, index, path, head)
    try:
        if entry["v"] != 1 or entry["log"] != head.origin:
            reject(f"peristiwa {number}: tercatat untuk buku catatan lain ({entry['log']})")
        return Event(
            index=index,
            leaf_hash=hashlib.sha256(b"\x00" + raw).hexdigest(),
            **{name: entry[name] + "" for name in ("event_id", "action", "recorded_at", "occurred_at")},
            actor=str(entry["actor"].get("jabatan_nama") or entry["actor"].get("system") or ""),
            unit=str(entry["actor"].get("unit_nama") or ""),
            documents=[thing["sha256"] for thing in entry["objects"] if thing["sha256"]],
            origin=head.origin,
            size=head.size,
            root=head.root.hex(),
            witnesses={name: instant(seconds) for name, seconds in sorted(witnesses.items())},
            entry=entry,
        )
    except (KeyError, TypeError, AttributeError):
        reject(f"peristiwa {number}: isinya tidak menurut bentuk catatan")


def instant(seconds: int) -> str:
    """Return seconds since 1970 as UTC text."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(min(seconds, 2**34)))


def require_export(
    bundle: Bundle, found: dict[str, set[str]], hashes: dict[str, str], report: Report
) -> None:
    """The newest entry is the export of exactly this bundle: nothing was left out or added afterwards."""
    export, others = report.events[-1], report.events[:-1]
    lists = [thing["sha256"] for thing in export.entry["objects"] if thing.get("role") == "daftar"]
    if export.action != "berkas.ekspor" or len(lists) != 1 or lists[0] not in found["naskah"]:
        reject("tidak ada peristiwa berkas.ekspor yang memuat daftar paket ini")
    listed = uncanonical(bundle.read(f"data/naskah/{lists[0]}"), "daftar ekspor")
    real = {
        "v": 1,
        "documents": sorted(found["naskah"] - {lists[0]}),
        "entries": {event.event_id: event.leaf_hash for event in others},
        "files": {name: hashes[name] for name in sorted(SEALED_TAGS)},
        "opened": sorted(found["buka"]),
        "withheld": [str(digest) for digest in listed["withheld"]],
    }
    odd = [name for name in real if canonical(listed.get(name)) != canonical(real[name])]
    if odd or set(listed) != set(real) or len(listed["entries"]) != len(others):
        reject(f"isi paket tidak sama dengan daftar ekspor yang tercatat: {', '.join(odd) or 'bentuk'}")
    sizes = [size for name, size in bundle.sizes.items() if name.startswith("data/")]
    date, oxum = export.recorded_at[:10], f"{sum(sizes)}.{len(sizes)}"
    info = f"Bagging-Date: {date}\nExternal-Identifier: {export.event_id}\nPayload-Oxum: {oxum}\n"
    if bundle.read("bag-info.txt") != info.encode() or bundle.read("bagit.txt") != BAGIT:
        reject("bagit.txt atau bag-info.txt tidak sesuai dengan isi paket")
    report.export, report.withheld = export.event_id, listed["withheld"]


def require_closure(found: dict[str, set[str]], report: Report) -> None:
    """Whatever an entry rests on is here; a document is missing only where a logged act says why."""
    known = {event.event_id for event in report.events}
    destroyed, handed_over = (_gone(report.events, action) for action in ("arsip.musnah", "arsip.serah"))
    needed = {digest for event in report.events for digest in event.documents}
    for event in report.events:
        for earlier in event.entry["prev"]:
            if earlier not in known:
                reject(f"peristiwa {event.index}: bersandar pada {earlier}, yang tidak ada dalam paket")
    missing = needed - found["naskah"]
    for digest in sorted(missing - destroyed - handed_over - set(report.withheld)):
        reject(f"naskah {digest}: tidak ada, dan tidak ada peristiwa arsip.musnah atau arsip.serah untuknya")
    for digest in sorted(found["naskah"] - needed):
        reject(f"naskah {digest}: tidak disebut oleh peristiwa mana pun")
    report.destroyed, report.handed_over = sorted(missing & destroyed), sorted(missing & handed_over)
    report.withheld = sorted(missing & set(report.withheld) - destroyed - handed_over)


def _gone(events: list[Event], action: str) -> set[str]:
    """Return the bytes that acts of this kind took away from every document of the bundle that had them."""
    last: dict[tuple[str, str, str], bool] = {}
    for event in events:
        for thing in (thing for thing in event.entry["objects"] if thing["sha256"]):
            last[thing["sha256"], thing["type"], thing["id"]] = event.action == action
    return {key[0] for key in last} - {key[0] for key, taken in last.items() if not taken}


def require_contents(
    bundle: Bundle, found: dict[str, set[str]], hashes: dict[str, str], report: Report
) -> None:
    """Documents are the bytes their names say; opened details are those the entries committed to."""
    for digest in found["naskah"]:
        if hashes[f"data/naskah/{digest}"] != digest:
            reject(f"naskah {digest}: isinya bukan yang tercatat")
    commits = {(event.entry["payload"] or {}).get("commit") for event in report.events}
    for commit in found["buka"]:
        opened = uncanonical(bundle.read(f"data/buka/{commit}.json"), f"rincian {commit}")
        if not isinstance(opened, dict) or set(opened) != {"salt", "detail"} or commit not in commits:
            reject(f"rincian {commit}: tidak menurut bentuk, atau tidak dirujuk peristiwa mana pun")
        salt = opened["salt"] if re.fullmatch("[0-9a-f]{64}", str(opened["salt"])) else ""
        told = hashlib.sha256(bytes.fromhex(salt) + canonical(opened["detail"])).hexdigest()
        if told != commit or not salt:
            reject(f"rincian {commit}: bukan yang disegel pada waktu itu")
    report.documents, report.opened = len(found["naskah"]), len(found["buka"])


def verify(bundle: Bundle, keys: bytes | None = None, fingerprint: str = "") -> Report:
    """Check everything.

    `keys` is a policy from outside the bundle; `fingerprint` the SHA-256 of the bundle's policy, from paper.
    """
    report = Report()
    try:
        found = layout(bundle)
        hashes = require_manifests(bundle)
        report.policy_sha256 = hashes["kebijakan.txt"]
        if fingerprint and fingerprint != report.policy_sha256:
            reject("sidik kebijakan paket tidak sama dengan yang Anda berikan")
        trust = Trust(bundle.read("kebijakan.txt"), keys)
        report.events = [event_of(bundle, number, trust) for number in sorted(found["peristiwa"], key=int)]
        require_export(bundle, found, hashes, report)
        require_closure(found, report)
        require_contents(bundle, found, hashes, report)
    except Rejected as why:
        report.reason = str(why)
    except UNREADABLE as fault:
        report.reason = f"paket tidak dapat dibaca ({type(fault).__name__}: {fault})"
    else:
        report.verdict = SELF_CONSISTENT if keys is None and not fingerprint else PROVEN
    return report


# --- 8. The command -----------------------------------------------------------------------------------------


def verify_path(path: Path, keys: bytes | None = None, fingerprint: str = "") -> Report:
    """Check a folder or a zip."""
    try:
        if path.is_dir():
            return verify(of_folder(path), keys, fingerprint)
        with path.open("rb") as file:
            return verify(of_zip(file), keys, fingerprint)
    except Rejected as why:
        return Report(reason=str(why))
    except UNREADABLE as fault:
        return Report(reason=f"paket tidak dapat dibaca ({type(fault).__name__}: {fault})")


def fingerprint_of(typed: str) -> str:
    """Return a fingerprint as it was typed from paper, without its gaps."""
    return re.sub(r"[\s-]", "", typed).lower()


def as_json(report: Report) -> str:
    """Return the report for a machine."""
    document = asdict(report)
    for event in document["events"]:
        del event["entry"]
    return json.dumps({"answer": ANSWERS[report.verdict], **document}, ensure_ascii=False, indent=1)


def as_text(report: Report) -> str:
    """Return the report for a person. What the bundle says is printed without control characters."""
    lines = [f"{ANSWERS[report.verdict]} ({report.verdict})"]
    lines += [f"Sebab: {report.reason}"] if report.reason else []
    if report.verdict == SELF_CONSISTENT:
        lines.append("Semua isi cocok satu sama lain, tetapi kuncinya dari paket ini sendiri. Cocokkan sidik")
        lines.append("kebijakan dengan lembar kunci cetak, lalu ulangi dengan --sidik atau --kunci.")
    lines += [f"Sidik kebijakan paket: {report.policy_sha256}"] if report.policy_sha256 else []
    if report.verdict != NOT_PROVEN:
        lines += [line for event in report.events for line in _event_lines(event)]
        lines.append(f"{report.documents} naskah dan {report.opened} rincian cocok dengan yang tercatat.")
        lines += [f"Tidak disertakan, dan ekspor mencatatnya: naskah {digest}" for digest in report.withheld]
        lines += [f"Sudah dimusnahkan menurut arsip.musnah: naskah {digest}" for digest in report.destroyed]
        lines += [f"Sudah diserahkan menurut arsip.serah: naskah {digest}" for digest in report.handed_over]
    if not report.ml_dsa_checked:
        lines.append("Tanda tangan ML-DSA-44 tidak diperiksa di komputer ini; Ed25519 diperiksa.")
    return "\n".join("".join(c if c.isprintable() else "?" for c in line) for line in lines)


def _event_lines(event: Event) -> list[str]:
    who = ", ".join(part for part in (event.actor, event.unit) if part) or "-"
    seen = "; ".join(f"{name} {at}" for name, at in event.witnesses.items()) or "tidak ada"
    return [
        f"- nomor {event.index}, {event.recorded_at}, {event.action}, {who}",
        f"  dalam titik kunci {event.size} dari {event.origin}; saksi: {seen}",
    ]


def main(arguments: list[str] | None = None) -> int:
    """Check what the command line names; print the answer and return its exit code."""
    parser = argparse.ArgumentParser(description="Periksa paket bukti. 0 terbukti, 1 utuh, 2 tidak terbukti.")
    parser.add_argument("paket", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument(
        "--kunci", "--policy", type=Path, help="berkas kebijakan dari lembar kunci, bukan dari paket"
    )
    parser.add_argument("--sidik", default="", help="SHA-256 kebijakan.txt menurut lembar kunci cetak")
    parser.add_argument("--json", action="store_true", help="jawaban untuk mesin")
    given = parser.parse_args(arguments)
    try:
        keys = given.kunci.read_bytes() if given.kunci else None
    except OSError as fault:
        parser.error(f"berkas kunci tidak dapat dibaca: {fault}")
    report = verify_path(given.paket, keys, fingerprint_of(given.sidik))
    sys.stdout.buffer.write(((as_json if given.json else as_text)(report) + "\n").encode("utf-8"))
    return EXIT[report.verdict]


if __name__ == "__main__":
    sys.exit(main())
