"""Which entries are disputed: said by other entries, which name them as what they dispute."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from pranata.ledger.models import Entry

ENTRY = "entry"
DISPUTED = "disangkal"
ANSWERED = "dijawab"
"""How an object of an entry names another entry: as what it disputes, or as the dispute it answers."""

IS_DISPUTED = '"ledger"."entry"."event_id" IN (SELECT * FROM ledger.disputed_entries())'
"""For a query of `ledger.entry` under its own name."""
_PARTIES = "SELECT role, position, person::text FROM ledger.party WHERE event_id = %s"


@dataclass(frozen=True)
class Party:
    """Somebody an entry names: `pelaku` or `penerima`, for which position, as which person."""

    role: str
    position: str
    person: str | None


def with_disputes(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Return the entries, each with `disputed`. It costs no query of its own."""
    return entries.annotate(disputed=RawSQL(IS_DISPUTED, [], BooleanField()))  # noqa: S611 - a constant


def is_about_dispute(document: Mapping[str, Any]) -> bool:
    """Whether an entry disputes another, or answers such a dispute: its detail is not for every reader."""
    return any(
        thing["type"] == ENTRY and thing["role"] in (DISPUTED, ANSWERED) for thing in document["objects"]
    )


def parties_of(event_id: uuid.UUID) -> Collection[Party]:
    """Return whom an entry of the open tenant scope names. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_PARTIES, [event_id])
        return [Party(*row) for row in cursor.fetchall()]
