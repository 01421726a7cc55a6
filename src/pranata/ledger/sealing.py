"""Sealing what an act says about people: a commitment for the entry, a ciphertext, and a key to destroy.

Every detail has a key and a salt of its own. Both are wrapped under the installation's master key, a file
under `PRANATA_HOME/secrets`. Whoever takes the database alone can neither read a detail nor test a guess.
"""

import hashlib
import os
import uuid
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pranata.foundation.environment import Environment
from pranata.ledger.canonical import Json, canonical

NONCE = 12
KEY = 32


class CannotOpen(Exception):
    """The sealed bytes, the key or the commitment do not belong together, or were altered."""


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A sealed detail as the database stores it."""

    commit: bytes
    key_id: uuid.UUID
    nonce_ct: bytes
    master_id: str
    wrapped: bytes


def commitment(salt: bytes, detail: bytes) -> bytes:
    """Return SHA-256(salt || canonical detail): what the entry says instead of the detail."""
    return hashlib.sha256(salt + detail).digest()


def seal(detail: Json) -> Sealed:
    """Seal a detail under a new key and salt. Raises NotCanonical."""
    plain, key, salt, key_id = canonical(detail), os.urandom(KEY), os.urandom(KEY), uuid.uuid4()
    commit = commitment(salt, plain)
    return Sealed(
        commit=commit,
        key_id=key_id,
        nonce_ct=_encrypt(key, plain, bound_to=commit),
        master_id=master_id(),
        wrapped=_encrypt(_master_key(), key + salt, bound_to=key_id.bytes),
    )


def unseal(sealed: Sealed) -> bytes:
    """Return the canonical bytes of a detail. Raises CannotOpen unless they match the commitment."""
    return unseal_with_salt(sealed)[1]


def unseal_with_salt(sealed: Sealed) -> tuple[bytes, bytes]:
    """Return salt and detail: what lets anybody check the commitment. Raises CannotOpen."""
    try:
        key_and_salt = _decrypt(_master_key(), sealed.wrapped, bound_to=sealed.key_id.bytes)
        plain = _decrypt(key_and_salt[:KEY], sealed.nonce_ct, bound_to=sealed.commit)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(f"key {sealed.key_id} under master key {sealed.master_id}") from error
    if commitment(key_and_salt[KEY:], plain) != sealed.commit:
        raise CannotOpen("the detail is not the one the entry commits to")
    return key_and_salt[KEY:], plain


def master_id() -> str:
    """Return the short public name of the master key in use; it reveals nothing of the key."""
    return hashlib.sha256(b"pranata master key\x00" + _master_key()).hexdigest()[:16]


@cache
def _master_key() -> bytes:
    """Read the key, making it (mode 0600) at first use. Losing this file loses every sealed detail."""
    text = Environment.of_process().kept_secret("ledger-master")
    return hashlib.sha256(b"pranata ledger\x00" + text.encode()).digest()


def _encrypt(key: bytes, plain: bytes, *, bound_to: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def _decrypt(key: bytes, nonce_ct: bytes, *, bound_to: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce_ct[:NONCE], nonce_ct[NONCE:], bound_to)
