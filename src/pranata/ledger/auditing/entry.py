"""What an entry says of itself, read from its bytes without reading all of them where that is possible.

Canonical bytes write a member in one way only, and text holds no bare quotation mark. Where a nested member
has the same name the whole document is read.
"""

import datetime as dt
import json
from functools import lru_cache
from typing import Any, TypeAlias

# Type, id and role of a thing an entry is about.
About: TypeAlias = tuple[str, str, str]

_ID = b'"event_id":"'
_AFTER_OBJECTS = b'],"occurred_at":"'
# What `json.loads` does before and after it reads costs three times as much as reading so short a list.
_read = json.JSONDecoder().raw_decode


def repeats(entry: bytes, event_id: bytes, tenant: int | None, recorded_at: int) -> bool:
    """Whether the columns beside an entry say what it says."""
    found = entry.find(_ID) + len(_ID)
    is_its_id = entry[found : found + 36].replace(b"-", b"") == event_id.hex().encode()
    if is_its_id and _time(recorded_at) in entry and _tenant(tenant) in entry:
        return True
    return _repeats_whole(entry, event_id, tenant, recorded_at)


def _repeats_whole(entry: bytes, event_id: bytes, tenant: int | None, recorded_at: int) -> bool:
    try:
        document: dict[str, Any] = json.loads(entry)
        said = document["event_id"].replace("-", ""), document["tenant"], document["recorded_at"]
    except (ValueError, KeyError, AttributeError, TypeError):
        return False
    return said == (event_id.hex(), tenant, _instant(recorded_at))


@lru_cache(maxsize=4096)
def _time(recorded_at: int) -> bytes:
    return f'"recorded_at":"{_instant(recorded_at)}"'.encode()


@lru_cache(maxsize=4096)
def _tenant(tenant: int | None) -> bytes:
    return f'"tenant":{"null" if tenant is None else tenant},'.encode()


def _instant(seconds: int) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=16)
def _before_objects(origin: str) -> bytes:
    # Keys are sorted: the list of objects stands between `log` and `occurred_at`.
    return f'"log":"{origin}","objects":'.encode()


def _whole(text: str) -> Any:  # noqa: ANN401 - whatever stands there
    value, end = _read(text)
    if end != len(text):
        raise ValueError("more than one value")
    return value


def about(entry: bytes, origin: str) -> set[About]:
    """Return what an entry is about. Raises ValueError, KeyError or TypeError for what is no entry."""
    before = _before_objects(origin)
    if entry.count(before) == 1:
        start = entry.index(before) + len(before)
        things = _whole(entry[start : entry.index(_AFTER_OBJECTS, start) + 1].decode())
    else:
        things = json.loads(entry)["objects"]
    return {(thing["type"], thing["id"], thing["role"]) for thing in things}
