"""What entries say of themselves, read from their bytes without reading all of them where that is possible.

Canonical bytes write a member in one way only, keys are in order, and text holds no bare quotation mark: what
stands together is written in one form only. Where an entry has another form its whole document is read.
"""

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

# Type, id and role of a thing an entry is about.
About: TypeAlias = tuple[str, str, str]
# A thing by the place of its entry and its tenant, as the database files it.
Filed: TypeAlias = tuple[int, int | None, str, str, str]


@dataclass(frozen=True)
class Columns:
    """What stands beside entries, column by column: places, ids as text, tenants and times."""

    places: Sequence[int]
    event_ids: Sequence[bytes]
    tenants: Sequence[int | None]
    times: Sequence[int]


def filed(origin: str, columns: Columns, entries: Sequence[bytes]) -> list[Filed] | None:
    """Return what these entries are about, or None where the columns beside one do not say what it says.

    This is done for every entry of the log, so it decides nothing by itself for an entry of the usual form.
    Raises ValueError, KeyError or TypeError for what is no entry.
    """
    read = _usual(origin).search
    found = [read(entry) for entry in entries]
    if None in found:
        return _filed_one_by_one(columns, entries)
    event_ids, things, times, tenants = zip(*[match.groups() for match in found if match], strict=True)
    if event_ids != tuple(columns.event_ids):
        return None
    # There are few tenants and few seconds, but many entries.
    if any(_tenant(column) != said for column, said in set(zip(columns.tenants, tenants, strict=True))):
        return None
    if any(_instant(column) != said for column, said in set(zip(columns.times, times, strict=True))):
        return None
    read_of = {written: _about(json.loads(written)) for written in set(things)}
    return [
        (place, tenant, *thing)
        for place, tenant, written in zip(columns.places, columns.tenants, things, strict=True)
        for thing in read_of[written]
    ]


def _filed_one_by_one(columns: Columns, entries: Sequence[bytes]) -> list[Filed] | None:
    said = list[Filed]()
    rows = zip(columns.places, columns.event_ids, columns.tenants, columns.times, entries, strict=True)
    for place, event_id, tenant, recorded_at, entry in rows:
        if not repeats(entry, event_id, tenant, recorded_at):
            return None
        said += [(place, tenant, *thing) for thing in about(entry)]
    return said


def repeats(entry: bytes, event_id: bytes, tenant: int | None, recorded_at: int) -> bool:
    """Whether the columns beside an entry, its id as text, say what it says. Reads the whole document."""
    try:
        document: dict[str, Any] = json.loads(entry)
        said = document["event_id"].encode(), document["tenant"], document["recorded_at"].encode()
    except (ValueError, KeyError, AttributeError, TypeError):
        return False
    return said == (event_id, tenant, _instant(recorded_at))


def about(entry: bytes) -> tuple[About, ...]:
    """Return what an entry is about. Raises ValueError, KeyError or TypeError for what is no entry."""
    return _about(json.loads(entry)["objects"])


def _about(things: list[dict[str, str]]) -> tuple[About, ...]:
    return tuple(dict.fromkeys((thing["type"], thing["id"], thing["role"]) for thing in things))


@lru_cache(maxsize=16)
def _usual(origin: str) -> re.Pattern[bytes]:
    """Return the end of an entry of that log, from `event_id` on, with at most one object in each member.

    It reaches to the last brace of the bytes and closes only what it opens, so it is no part of an object.
    """
    text, flat, listed = '"[^"]*"', "(?:null|{[^}]*})", r"\[[^]]*\]"
    members = (
        ("event_id", '"([^"]*)"'),
        ("for", "null"),
        ("log", f'"{re.escape(origin)}"'),
        ("objects", f"({listed})"),
        ("occurred_at", text),
        ("occurred_basis", text),
        ("payload", flat),
        ("prev", listed),
        ("recorded_at", '"([^"]*)"'),
        ("result", flat),
        ("retention", flat),
        ("system", flat),
        ("tenant", "([^,]*)"),
        ("thread", f"(?:null|{text})"),
        ("to", listed),
        ("v", r"1}\Z"),
    )
    return re.compile(",".join(f'"{name}":{value}' for name, value in members).encode())


def _tenant(tenant: int | None) -> bytes:
    return b"null" if tenant is None else b"%d" % tenant


@lru_cache(maxsize=4096)
def _instant(seconds: int) -> bytes:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
