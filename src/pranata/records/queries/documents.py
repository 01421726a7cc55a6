"""Lists and pages of documents."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery

from pranata.ledger.queries.history import HistoryLine, history_of
from pranata.ledger.queries.standing import Standing, standing_of_entry
from pranata.organisation.policies import Actor
from pranata.records.models import Document, Evidence, Version
from pranata.records.policies import readable
from pranata.records.queries.evidence import visible_evidence
from pranata.records.queries.search import matching

SORTS = {"judul": "title", "tanggal": "dated_on", "diubah": "changed_at", "ukuran": "latest_size"}
DEFAULT_SORT = "-diubah"


@dataclass(frozen=True, kw_only=True)
class DocumentFilter:
    """What a list is narrowed to; empty means everything."""

    words: str = ""
    kind: str = ""
    unit_id: int | None = None
    security: str = ""
    sort: str = DEFAULT_SORT


def visible_documents(actor: Actor) -> QuerySet[Document]:
    """Return the documents the actor may see."""
    return Document.objects.filter(readable(actor))


def list_documents(actor: Actor, wanted: DocumentFilter) -> QuerySet[Document]:
    """Return documents with `latest_…` of their newest version and `used`, in how many items of evidence."""
    found = visible_documents(actor)
    if wanted.words:
        found = found.filter(matching(wanted.words))
    narrowed = {"kind": wanted.kind, "unit_id": wanted.unit_id, "security": wanted.security}
    found = found.filter(**{name: value for name, value in narrowed.items() if value})
    latest = Version.objects.filter(document=OuterRef("pk")).order_by("-number")
    found = found.annotate(
        latest_number=Subquery(latest.values("number")[:1]),
        latest_size=Subquery(latest.values("size")[:1]),
        latest_media=Subquery(latest.values("media")[:1]),
        latest_sha256=Subquery(latest.values("sha256")[:1]),
        latest_name=Subquery(latest.values("original_name")[:1]),
        used=Count("versions__parts__evidence", distinct=True),
    )
    field = SORTS.get(wanted.sort.removeprefix("-"), "changed_at")
    order = f"-{field}" if wanted.sort.startswith("-") else field
    return found.select_related("unit").order_by(order, "-pk")


@dataclass(frozen=True, kw_only=True)
class DocumentDetail:
    """A document with everything its page shows."""

    document: Document
    versions: list[Version]
    evidence: list[Evidence]
    history: list[HistoryLine]
    proof: Standing | None

    @property
    def latest(self) -> Version:
        """The newest version that is no derivative, else the newest."""
        return next((v for v in self.versions if v.derived_from_id is None), self.versions[0])

    @property
    def recorded_at(self) -> dt.datetime | None:
        """When the ledger took the latest act about it."""
        return self.history[0].recorded_at if self.history else None


def document_detail(document: Document, actor: Actor) -> DocumentDetail:
    """Return a document's versions (newest first), the evidence it serves and its history. Six queries."""
    versions = document.versions.select_related("text", "derived_from").order_by("-number")
    used = visible_evidence(actor).filter(parts__version__document=document).distinct()
    history = history_of("document", str(document.public_id), limit=50)
    return DocumentDetail(
        document=document,
        versions=list(versions),
        evidence=list(used.order_by("-added_at")[:50]),
        history=history,
        proof=standing_of_entry(history[0].event_id) if history else None,
    )
