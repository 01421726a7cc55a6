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
from typing import Any


@dataclass(frozen=True)
class Columns:
    """What stands beside entries, column by column: ids as text, tenants and times."""

    event_ids: Sequence[bytes]
    tenants: Sequence[int | None]
    times: Sequence[int]


def all_repeat(origin: str, columns: Columns, entries: Sequence[bytes]) -> bool:
    """Whether the columns beside each of these entries say what it says.

    This is done for every entry of the log, so it decides nothing by itself for an entry of the usual form.
    """
    read = _usual(origin).search
    found = [read(entry) for entry in entries]
    if None in found:
        rows = zip(entries, columns.event_ids, columns.tenants, columns.times, strict=True)
        return all(repeats(*row) for row in rows)
    event_ids, times, tenants = zip(*[match.groups() for match in found if match], strict=True)
    # There are few tenants and few seconds, but many entries.
    return (
        event_ids == tuple(columns.event_ids)
        and all(_tenant(column) == said for column, said in set(zip(columns.tenants, tenants, strict=True)))
        and all(_instant(column) == said for column, said in set(zip(columns.times, times, strict=True)))
    )


def repeats(entry: bytes, event_id: bytes, tenant: int | None, recorded_at: int) -> bool:
    """Whether the columns beside an entry, its id as text, say what it says. Reads the whole document."""
    try:
        document: dict[str, Any] = json.loads(entry)
        said = document["event_id"].encode(), document["tenant"], document["recorded_at"].encode()
    except (ValueError, KeyError, AttributeError, TypeError):
        return False
    return said == (event_id, tenant, _instant(recorded_at))


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
        ("objects", listed),
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
