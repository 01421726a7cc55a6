"""What an export holds, as its page tells it."""

import uuid
from dataclasses import dataclass
from typing import Any

from pranata.ledger.models import Entry
from pranata.ledger.queries.detail import open_detail
from pranata.ledger.queries.history import HistoryLine, lines_of
from pranata.records.models import Document, Evidence


@dataclass(frozen=True, kw_only=True)
class Exported:
    """An export: its acts, oldest first, how many files go along, and what it is about."""

    event_id: uuid.UUID
    acts: list[HistoryLine]
    documents: int
    withheld: int
    subject: Document | Evidence | None

    @property
    def is_evidence(self) -> bool:
        """Whether it is about an item of evidence, not about a single document."""
        return isinstance(self.subject, Evidence)


def exported_of(export: Entry) -> Exported:
    """Return what an export of the open scope holds. Five queries."""
    listed: Any = open_detail(export.event_id)
    acts = lines_of([uuid.UUID(event_id) for event_id in listed["entries"]])
    return Exported(
        event_id=export.event_id,
        acts=acts,
        documents=len(listed["documents"]),
        withheld=len(listed["withheld"]),
        subject=_subject(acts),
    )


def _subject(acts: list[HistoryLine]) -> Document | Evidence | None:
    named = [thing for line in acts for thing in line.document["objects"]]
    items = [thing["id"] for thing in named if thing["type"] == "evidence"]
    if items:
        return Evidence.objects.filter(public_id=items[0]).first()
    documents = [thing["id"] for thing in named if thing["type"] == "document"]
    return Document.objects.filter(public_id=documents[0]).first() if documents else None
