"""What one person did: the acts that the personal bundle of somebody who leaves is made of."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection

# By an index, not by reading every entry; joined with the entry, because a line stays when its entry is gone.
_ACTS = """
    SELECT party.event_id, party.action, party.recorded_at, entry.leaf_hash, party.position
    FROM ledger.party JOIN ledger.entry USING (event_id)
    WHERE party.person = %(person)s::uuid AND party.role = 'pelaku'
      AND (%(position)s::text IS NULL OR party.position = %(position)s)
      AND (%(before)s::timestamptz IS NULL OR party.recorded_at < %(before)s)
    ORDER BY party.event_id LIMIT %(limit)s OFFSET %(offset)s
"""
_COUNT = """
    SELECT count(*) FROM ledger.party JOIN ledger.entry USING (event_id)
    WHERE party.person = %s::uuid AND party.role = 'pelaku'
"""


@dataclass(frozen=True)
class PersonAct:
    """One act of a person: which entry, what was done, when, its leaf hash, and for which position."""

    event_id: uuid.UUID
    action: str
    recorded_at: dt.datetime
    leaf_hash: bytes
    position: str


def acts_of_person(
    person: str,
    *,
    position: str | None = None,
    before: dt.datetime | None = None,
    limit: int = 10_000,
    offset: int = 0,
) -> list[PersonAct]:
    """Return the acts of a person (by public id) in the open tenant scope, oldest first. One query.

    Only those for `position` and before an instant, where these are given.
    """
    values = {"person": person, "position": position, "before": before, "limit": limit, "offset": offset}
    with connection.cursor() as cursor:
        cursor.execute(_ACTS, values)
        return [PersonAct(e, a, at, bytes(leaf), post) for e, a, at, leaf, post in cursor.fetchall()]


def count_acts_of_person(person: str) -> int:
    """Return how many acts `acts_of_person` finds. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [person])
        return int(cursor.fetchone()[0])


def person_acts(person: str, *, limit: int = 10_000, offset: int = 0) -> list[uuid.UUID]:
    """Return the entries in which a person acted, in the open tenant scope, oldest first. One query."""
    return [act.event_id for act in acts_of_person(person, limit=limit, offset=offset)]
