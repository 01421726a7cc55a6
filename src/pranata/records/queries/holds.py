"""Which holds keep which documents."""

from collections.abc import Sequence

from pranata.organisation.models import Unit
from pranata.records.codes import with_its_parents
from pranata.records.models import Document, Hold

# A document's unit leads on to the units above it and to those that carry its work on.
Ways = dict[int, set[int]]


def holds_of(documents: Sequence[Document]) -> dict[int, tuple[Hold, ...]]:
    """Return, by document of the open scope, the holds in force, the earliest first. Two queries."""
    in_force = list(Hold.objects.filter(released_at__isnull=True).order_by("placed_at", "pk"))
    if not in_force:
        return {}
    ways = _ways() if any(hold.unit_id for hold in in_force) else {}
    found = {document.pk: _holding(document, in_force, ways) for document in documents}
    return {pk: holds for pk, holds in found.items() if holds}


def is_held(document: Document) -> bool:
    """Whether nothing of the document may be destroyed, erased or moved out of reach. Two queries.

    Ask it inside the transaction that acts, after `lock_retention`: a hold takes the same lock.
    """
    return bool(holds_of([document]))


def _holding(document: Document, in_force: list[Hold], ways: Ways) -> tuple[Hold, ...]:
    codes = set(with_its_parents(document.classification))
    units = _reached(document.unit_id, ways)
    return tuple(hold for hold in in_force if _holds(hold, document, codes, units))


def _holds(hold: Hold, document: Document, codes: set[str], units: set[int]) -> bool:
    if hold.document_id is not None:
        return hold.document_id == document.pk
    return (not hold.classification or hold.classification in codes) and (
        hold.unit_id is None or hold.unit_id in units
    )


def _ways() -> Ways:
    ways: Ways = {}
    for pk, parent_id, continues_id in Unit.objects.values_list("pk", "parent_id", "continues_id"):
        if parent_id is not None:
            ways.setdefault(pk, set()).add(parent_id)
        if continues_id is not None:
            ways.setdefault(continues_id, set()).add(pk)
    return ways


def _reached(unit_id: int, ways: Ways) -> set[int]:
    reached, waiting = {unit_id}, [unit_id]
    while waiting:
        fresh = ways.get(waiting.pop(), set()) - reached
        reached |= fresh
        waiting += fresh
    return reached
