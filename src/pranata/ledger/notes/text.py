"""The small grammar that all these formats share: strict Base 64, decimal numbers, key names."""

import re
from base64 import b64decode, b64encode

LARGEST_NUMBER = 2**63 - 1
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def base64_bytes(text: str) -> bytes:
    """Decode Base 64 that is written the one canonical way. Raises ValueError."""
    decoded = b64decode(text.encode("ascii"), validate=True)
    if b64encode(decoded).decode() != text:
        raise ValueError(f"{text!r} is not canonical Base 64")
    return decoded


def base64_text(value: bytes) -> str:
    """Encode as the formats do."""
    return b64encode(value).decode()


def hash_bytes(text: str) -> bytes:
    """Decode a SHA-256 hash. Raises ValueError."""
    decoded = base64_bytes(text)
    if len(decoded) != 32:
        raise ValueError(f"a hash has 32 bytes, found {len(decoded)}")
    return decoded


def decimal(text: str) -> int:
    """Decode a number without sign and leading zeros, at most 2^63 - 1. Raises ValueError."""
    if not _DECIMAL.fullmatch(text) or int(text) > LARGEST_NUMBER:
        raise ValueError(f"{text!r} is not a number of this format")
    return int(text)


def is_key_name(name: str) -> bool:
    """Whether a name may stand in a signature line: not empty, no Unicode spaces, no plus, no controls."""
    return bool(name) and not any(c.isspace() or c == "+" or c < " " for c in name)
