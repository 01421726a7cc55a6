"""RFC 8785 for the values an entry may hold; the same bytes as `ledger.canonical(jsonb)` in the database.

The profile is narrow so that nobody can disagree about it: strings, integers |n| < 2^53, booleans, null,
arrays, and objects with ASCII keys. Floating point is refused rather than printed.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"

INTEGER_LIMIT = 2**53
DEPTH_LIMIT = 32


class NotCanonical(ValueError):
    """The value cannot stand in an entry; the message says where in it and why."""


def canonical(value: Json) -> bytes:
    """Return the canonical bytes of a value. Raises NotCanonical."""
    plain = _plain(value, "$", 0)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _plain(value: object, path: str, depth: int) -> object:
    """Return the value as the json module takes it, or refuse it."""
    if depth > DEPTH_LIMIT:
        raise NotCanonical(f"{path}: deeper than {DEPTH_LIMIT} levels")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _integer(value, path)
    if isinstance(value, str):
        return _text(value, path)
    if isinstance(value, Mapping):
        return {_key(k, path): _plain(v, f"{path}.{k}", depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v, f"{path}[{i}]", depth + 1) for i, v in enumerate(value)]
    raise NotCanonical(f"{path}: {type(value).__name__} has no canonical form; use text or an integer")


def _integer(value: int, path: str) -> int:
    if abs(value) >= INTEGER_LIMIT:
        raise NotCanonical(f"{path}: {value} is not between -(2^53-1) and 2^53-1")
    return int(value)


def _text(value: str, path: str) -> str:
    # NUL cannot be stored by PostgreSQL, a lone surrogate cannot be written in UTF-8.
    if "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise NotCanonical(f"{path}: text holds U+0000 or half of a surrogate pair")
    return str(value)


def _key(key: object, path: str) -> str:
    if not isinstance(key, str) or not key.isascii():
        raise NotCanonical(f"{path}: the key {key!r} is not ASCII text")
    return _text(key, path)
