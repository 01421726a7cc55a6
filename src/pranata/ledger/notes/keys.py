"""Keys of notes: their C2SP text (vkey), key ids, and signing and checking for three types of signature.

| type | signs | used by |
|---|---|---|
| `ED25519` (1) | the text of the note | our log |
| `COSIGNATURE_V1` (4) | `cosignature/v1`, a time and the text | witnesses |
| `ML_DSA_44` (6) | a `cosigned_message`: name, time, origin, size, root | our log, second line; witnesses |
"""

from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from pranata.ledger.notes.checkpoint import Checkpoint, CheckpointMalformed
from pranata.ledger.notes.text import LARGEST_NUMBER, base64_bytes, base64_text, is_key_name

SUBTREE_LABEL = b"subtree/v1\n\x00"
SEED_SIZE = 32

PrivateKey: TypeAlias = Ed25519PrivateKey | MLDSA44PrivateKey


class KeyMalformed(ValueError):
    """The text or bytes are not a key that is used here."""


class SignatureRejected(ValueError):
    """The signature was not made by this key over this text."""


class SignatureType(IntEnum):
    """The identifier bytes of C2SP signed-note that are used here."""

    ED25519 = 0x01
    COSIGNATURE_V1 = 0x04
    ML_DSA_44 = 0x06

    @property
    def is_timed(self) -> bool:
        """Whether the signature carries the time at which it was made."""
        return self is not SignatureType.ED25519


_PUBLIC_SIZE = {SignatureType.ED25519: 32, SignatureType.COSIGNATURE_V1: 32, SignatureType.ML_DSA_44: 1312}
_SIGNATURE_SIZE = {SignatureType.ED25519: 64, SignatureType.COSIGNATURE_V1: 72, SignatureType.ML_DSA_44: 2428}


@dataclass(frozen=True)
class Verifier:
    """A public key under its name, for one type of signature."""

    name: str
    type: SignatureType
    public: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise KeyMalformed(f"{self.name!r} is not the name of a key")
        if len(self.public) != _PUBLIC_SIZE[self.type]:
            raise KeyMalformed(f"a key of type {self.type:d} does not have {len(self.public)} bytes")

    @property
    def key_id(self) -> bytes:
        """The four bytes that stand before each signature of this key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as text: name, key id and public key, joined by plus signs."""
        return f"{self.name}+{self.key_id.hex()}+{base64_text(bytes([self.type]) + self.public)}"

    @classmethod
    def parse(cls, vkey: str) -> "Verifier":
        """Read a vkey. Raises KeyMalformed, also where its key id is not that of its name and key."""
        try:
            # Base 64 may hold a plus sign itself; names and key ids may not.
            name, key_id, encoded = vkey.split("+", 2)
            decoded = base64_bytes(encoded)
            found = cls(name, SignatureType(decoded[0]), decoded[1:])
        except (ValueError, IndexError) as error:
            raise KeyMalformed(f"{vkey[:80]!r} is not a verifier key: {error}") from error
        if found.key_id.hex() != key_id:
            raise KeyMalformed(f"the key id of {name!r} is {found.key_id.hex()}, not {key_id[:8]!r}")
        return found

    def check(self, text: str, signature: bytes) -> int | None:
        """Check a signature (without key id) over the text of a note and return its time, if it has one.

        Raises SignatureRejected. A time of 0 says nothing about when.
        """
        if len(signature) != _SIGNATURE_SIZE[self.type]:
            raise SignatureRejected(f"{self.name}: a signature of {len(signature)} bytes")
        time = int.from_bytes(signature[:8]) if self.type.is_timed else None
        try:
            message = message_of(self, text, time)
            self._check_bytes(signature[8:] if self.type.is_timed else signature, message)
        except (InvalidSignature, CheckpointMalformed, KeyMalformed, ValueError) as error:
            raise SignatureRejected(f"{self.name}: the signature does not fit the text") from error
        return time

    def _check_bytes(self, signature: bytes, message: bytes) -> None:
        if self.type is SignatureType.ML_DSA_44:
            MLDSA44PublicKey.from_public_bytes(self.public).verify(signature, message)
        else:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)


def message_of(key: Verifier, text: str, time: int | None) -> bytes:
    """Return the bytes that a key signs for the text of a note. Raises CheckpointMalformed or ValueError."""
    if not key.type.is_timed:
        return text.encode()
    if time is None or not 0 <= time <= LARGEST_NUMBER:
        raise ValueError(f"a signature of type {key.type:d} cannot be of the time {time}")
    checkpoint = Checkpoint.parse(text)
    if key.type is SignatureType.COSIGNATURE_V1:
        return f"cosignature/v1\ntime {time}\n{text}".encode()
    return subtree_message(
        name=key.name, time=time, origin=checkpoint.origin, start=0, end=checkpoint.size, root=checkpoint.root
    )


def subtree_message(*, name: str, time: int, origin: str, start: int, end: int, root: bytes) -> bytes:
    """Return the `cosigned_message` of C2SP tlog-cosignature. Raises ValueError for what it cannot hold."""
    if start and time:
        raise ValueError("a subtree that does not begin the log is signed with time 0")
    numbers = start.to_bytes(8) + end.to_bytes(8)
    return SUBTREE_LABEL + _opaque(name) + time.to_bytes(8) + _opaque(origin) + numbers + root


def _opaque(text: str) -> bytes:
    encoded = text.encode()
    if not 1 <= len(encoded) <= 255:
        raise ValueError("names and origins have 1 to 255 bytes")
    return bytes([len(encoded)]) + encoded


class Signer:
    """A private key, from its 32 bytes of seed."""

    def __init__(self, name: str, type: SignatureType, seed: bytes) -> None:  # noqa: A002 - as in Verifier
        if len(seed) != SEED_SIZE:
            raise KeyMalformed(f"a seed has {SEED_SIZE} bytes")
        self._private: PrivateKey = (
            MLDSA44PrivateKey.from_seed_bytes(seed)
            if type is SignatureType.ML_DSA_44
            else Ed25519PrivateKey.from_private_bytes(seed)
        )
        self.verifier = Verifier(name, type, self._private.public_key().public_bytes_raw())

    def signature(self, text: str, *, time: int | None = None) -> bytes:
        """Sign the text of a note; `time`, in seconds, is for the timed types, which need one.

        Raises CheckpointMalformed where a timed type is asked to sign something else, or ValueError.
        """
        if not self.verifier.type.is_timed:
            return self._private.sign(message_of(self.verifier, text, None))
        signed = self._private.sign(message_of(self.verifier, text, time))
        return (time or 0).to_bytes(8) + signed
