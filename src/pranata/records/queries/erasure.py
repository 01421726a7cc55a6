"""What retention law says of a request to erase, before anybody decides."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from pranata.engine.retention import RetentionState
from pranata.records.models import (
    DisposalItem,
    DisposalPath,
    ErasureItem,
    ErasureOutcome,
    ErasureRequest,
    ErasureTerm,
    Fate,
    ItemState,
)
from pranata.records.queries.retention import Retention, retentions_of

_NOT_DESTROYED = {Fate.PERMANENT: "permanen", Fate.REAPPRAISE: "dinilai-kembali"}


@dataclass(frozen=True, kw_only=True)
class ItemStanding:
    """One document of a request with its retention, and the ground on which law refuses it, if it does."""

    item: ErasureItem
    retention: Retention
    refused_by_law: str | None


def first_filter(retention: Retention) -> str | None:
    """Return the ground on which retention law refuses an erasure, or None where it leaves a decision.

    UU 27/2022 article 44(1)a: destruction asks for retention that has ended and is marked "musnah".
    """
    if retention.state in (RetentionState.DESTROYED, RetentionState.HANDED_OVER):
        return "sudah-berakhir"
    if retention.fate is None:
        return "tanpa-aturan"
    if retention.holds:
        return "ditahan"
    if retention.fate in _NOT_DESTROYED:
        return _NOT_DESTROYED[retention.fate]
    if retention.state != RetentionState.DUE:
        return "retensi-berjalan"
    return None if retention.is_certain else "rancangan-jadwal"


def standings_of(request: ErasureRequest, *, on: dt.date) -> list[ItemStanding]:
    """Return how each document of a request stands on a day. Seven queries."""
    items = list(request.items.select_related("document__unit").order_by("pk"))
    retentions = retentions_of([item.document for item in items], on=on)
    return [
        ItemStanding(item=item, retention=found, refused_by_law=first_filter(found))
        for item, found in zip(items, retentions, strict=True)
    ]


def requests_to_show() -> QuerySet[ErasureRequest]:
    """Return the requests, undecided first, with how many documents each has and how many were granted."""
    granted = Q(items__outcome=ErasureOutcome.GRANTED)
    counted = ErasureRequest.objects.annotate(
        documents=Count("items"), granted=Count("items", filter=granted)
    )
    return counted.order_by("decided_at", "-received_on", "-pk")


def carried_by(items: Iterable[ErasureItem]) -> dict[int, DisposalItem]:
    """Return the line of a proposal that destroys what was granted, by document. One query.

    A line that was withdrawn, or whose document is to be kept after all, carries out nothing.
    """
    granted = {item.document_id for item in items if item.outcome == ErasureOutcome.GRANTED}
    lines = DisposalItem.objects.filter(document_id__in=granted, proposal__path=DisposalPath.DESTROY)
    lines = lines.exclude(state__in=(ItemState.WITHDRAWN, ItemState.KEPT)).select_related("proposal")
    return {line.document_id: line for line in lines.order_by("pk")}


def granted_for(documents: Collection[int]) -> dict[int, list[ErasureRequest]]:
    """Return the requests in which the erasure of each document was granted, the first first. One query."""
    found: dict[int, list[ErasureRequest]] = {}
    granted = ErasureItem.objects.filter(document_id__in=documents, outcome=ErasureOutcome.GRANTED)
    for item in granted.select_related("request").order_by("request__decided_at", "pk"):
        found.setdefault(item.document_id, []).append(item.request)
    return found


def current_term() -> ErasureTerm | None:
    """Return in how many days the instansi of the open scope answers, if it has said so. One query."""
    return ErasureTerm.objects.order_by("-pk").first()


def undecided_requests() -> QuerySet[ErasureRequest]:
    """Return the requests that wait for a decision, the oldest first."""
    return ErasureRequest.objects.filter(decided_at__isnull=True).order_by("received_on", "pk")
