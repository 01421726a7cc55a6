"""Finishing what was ordered, and going on with what a place of storage kept for a while."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable

from django.db.models import Q

from pranata.foundation.blobs import PlaceRefused
from pranata.foundation.blobs.errors import PlaceLocked
from pranata.records.models import DisposalItem, ItemState
from pranata.records.operations.finish_destruction import NothingToFinish, finish_destruction
from pranata.records.operations.take_up_locked import NothingToTakeUp, take_up_locked


def unfinished(now: dt.datetime) -> list[DisposalItem]:
    """Return the items of the open scope that wait to be finished, or whose lock has ended."""
    free = Q(state=ItemState.LOCKED) & (Q(locked_until__isnull=True) | Q(locked_until__lte=now))
    found = DisposalItem.objects.filter(Q(state=ItemState.ERASING) | free)
    return list(found.select_related("proposal", "document").order_by("pk"))


def carry_out(
    *,
    on: dt.date,
    now: dt.datetime,
    patience_s: float = 600.0,
    report: Callable[[int], object] = lambda _done: None,
) -> Counter[str]:
    """Finish everything that waits in the open scope, within a time; return how many went and how many not.

    Each document is a transaction of its own, so it may be stopped anywhere and goes on where it was.
    """
    until, counts = time.monotonic() + patience_s, Counter[str]()
    for item in unfinished(now):
        if time.monotonic() > until:
            counts["left"] += 1
            continue
        counts[_carried_out(item, on, now)] += 1
        report(counts.total())
    return counts


def _carried_out(item: DisposalItem, on: dt.date, now: dt.datetime) -> str:
    try:
        if item.state == ItemState.LOCKED:
            item = take_up_locked(item=item, on=on, now=now)
        if item.state == ItemState.ERASING:
            finish_destruction(item=item, now=now)
            return "destroyed"
    except (NothingToFinish, NothingToTakeUp):
        return "passed"  # Somebody else finished it meanwhile.
    except PlaceRefused as refusal:
        _tell(item, refusal)
        return "refused"
    return "kept"


def _tell(item: DisposalItem, refusal: PlaceRefused) -> None:
    """Say on the item why it is not done; it stays where it is, past the point of no return."""
    said = f"{refusal.what} {refusal.why}" if isinstance(refusal, PlaceLocked) else str(refusal.what)
    DisposalItem.objects.filter(pk=item.pk, state=ItemState.ERASING).update(fault=said[:300])
