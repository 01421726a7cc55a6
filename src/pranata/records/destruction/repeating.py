"""Finding out what a restored backup brought back, and having it destroyed once more."""

import datetime as dt
from collections.abc import Callable, Iterable

from pranata.foundation.blobs import blobs_of
from pranata.records.destruction import journal
from pranata.records.destruction.erasing import own_details
from pranata.records.models import DisposalItem, Document, ItemState
from pranata.records.operations.repeat_destruction import repeat_destruction
from pranata.records.queries.live import is_wanted


def of_instansi(lines: Iterable[journal.Destroyed], instansi_id: int) -> list[journal.Destroyed]:
    """Return the lines of one instansi, the latest for each document."""
    return list({line.document: line for line in lines if line.tenant == instansi_id}.values())


def returned(lines: Iterable[journal.Destroyed]) -> list[journal.Destroyed]:
    """Return the lines whose document, bytes or details are there again. The instansi's scope is open.

    Some queries for each line, and one question to each place for each file. Raises PlaceRefused.
    """
    return [line for line in lines if _is_back(line)]


def unwritten(lines: Iterable[journal.Destroyed]) -> int:
    """Return how many documents of the open scope were destroyed and are in no line of the journal."""
    known = {line.document for line in lines}
    done = DisposalItem.objects.filter(state=ItemState.DONE, document__destroyed_at__isnull=False)
    return sum(
        str(public_id) not in known for public_id in done.values_list("document__public_id", flat=True)
    )


def repeat(
    lines: Iterable[journal.Destroyed],
    *,
    instansi_id: int,
    now: dt.datetime,
    report: Callable[[int], object] = lambda _done: None,
) -> int:
    """Destroy once more what came back in the open scope, and return how many documents that were."""
    done = 0
    for done, line in enumerate(returned(of_instansi(lines, instansi_id)), 1):
        repeat_destruction(line=line, instansi_id=instansi_id, now=now)
        report(done)
    return done


def _is_back(line: journal.Destroyed) -> bool:
    document = Document.objects.filter(public_id=line.document).first()
    if document is not None and (document.destroyed_at is None or own_details(document)):
        return not _is_under_way(document)
    store = blobs_of(line.tenant)
    return any(not is_wanted(digest) and not store.is_gone(digest) for digest in line.digests)


def _is_under_way(document: Document) -> bool:
    """Whether it is being destroyed right now, by the order that is here: that will be finished as usual."""
    return DisposalItem.objects.filter(document=document, state=ItemState.ERASING).exists()
