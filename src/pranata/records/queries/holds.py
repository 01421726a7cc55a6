"""Which holds keep which documents."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from pranata.organisation.models import Unit, UnitKind
from pranata.organisation.policies import Actor
from pranata.records.codes import with_its_parents
from pranata.records.models import Document, Hold
from pranata.records.policies import readable

PARTS_OF_OFFICES = (UnitKind.BIDANG, UnitKind.UPTD)

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


def owner_of(hold: Hold) -> int | None:
    """Return the unit whose records a hold is on; None when those of every unit may be."""
    return hold.document.unit_id if hold.document else hold.unit_id


def may_release(hold: Hold, actor: Actor) -> bool:
    """Whether the actor is of another office than the one that placed the hold, and another person.

    A division (bidang) or a technical unit (UPTD) is of the office above it, and an office that carries on
    the work of another is the same. One query.
    """
    if hold.placed_person_id == actor.person_id:
        return False
    units = {unit.pk: unit for unit in Unit.objects.all()}
    return _office(hold.placed_unit_id, units) != _office(actor.unit_id, units)


def visible_holds(actor: Actor) -> QuerySet[Hold]:
    """Return the holds the actor may know of: not those on a document that is closed to them."""
    return Hold.objects.filter(Q(document__isnull=True) | readable(actor, "document__"))


def _office(unit_id: int, units: dict[int, Unit]) -> int:
    unit, seen = units[unit_id], {unit_id}
    while True:
        within = unit.parent_id if unit.kind in PARTS_OF_OFFICES else None
        above = within or unit.continues_id
        if above is None or above in seen:
            return unit.pk
        seen.add(above)
        unit = units[above]
