"""What was done in somebody's name in a span of time, told in few lines."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pranata.foundation.errors import Text
from pranata.ledger.actions import known_actions

_DEEDS = """
    SELECT action, role = 'penerima', count(*), min(recorded_at), max(recorded_at) FROM ledger.party
    WHERE recorded_at >= %(since)s AND recorded_at < %(until)s
      AND (role = 'pelaku' AND person = %(person)s::uuid
           OR role = 'penerima' AND position = ANY(%(positions)s))
    GROUP BY 1, 2 ORDER BY 2, 4
"""
# The leaves signed since then, and whose they are: nothing of what is in them.
_TENANTS = """
    SELECT DISTINCT tenant FROM (
        SELECT log, max(size) AS past, coalesce(max(size) FILTER (WHERE signed_at < %s), 0) AS first
        FROM ledger.checkpoint GROUP BY log
    ) AS span, ledger.tenants_between(span.log, span.first, span.past) AS tenant
"""


@dataclass(frozen=True)
class Deed:
    """Acts of one kind: how many, between which instants, done or received."""

    action: str
    received: bool
    count: int
    first: dt.datetime
    last: dt.datetime

    @property
    def words(self) -> Text:
        """What was done, as a predicate: "membuat penilaian"."""
        kind = known_actions().get(self.action)
        return kind.sentence if kind else self.action


def deeds_between(
    *, person: str, positions: Collection[int], since: dt.datetime, until: dt.datetime
) -> list[Deed]:
    """Return what a person (by public id) did, and what reached their positions, own acts first. One query.

    Half-open, in the open tenant scope. An act whose entry was removed is among them: its line stays.
    """
    values: dict[str, Any] = {
        "person": person,
        "positions": [str(pk) for pk in positions],
        "since": since,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DEEDS, values)
        return [Deed(*row) for row in cursor.fetchall()]


def tenants_active_since(instant: dt.datetime) -> list[int]:
    """Return the instansi in which something was signed since then. One query, in any scope or none."""
    with connection.cursor() as cursor:
        cursor.execute(_TENANTS, [instant])
        return sorted(tenant for (tenant,) in cursor.fetchall())
