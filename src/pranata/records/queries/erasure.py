"""What retention law says of a request to erase, before anybody decides."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from pranata.engine.retention import RetentionState
from pranata.records.models import ErasureItem, ErasureOutcome, ErasureRequest, Fate
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
