"""Bodies like this one, and who of them rose most.

The rule, told on the page: same kind, printed index in the earlier year within a quarter point, and where
the population of both is known and enough bodies remain, half to twice the population.
"""

from dataclasses import dataclass
from decimal import Decimal

from pranata.assessment.models import PublishedResult
from pranata.insights.queries.change import Change, read_changes
from pranata.insights.queries.reported import reported

WITHIN = Decimal("0.25")
ENOUGH = 6


@dataclass(frozen=True, kw_only=True)
class SimilarBodies:
    """Who rose most among `count` similar bodies, the body itself in its place among them.

    `lowest` and `highest` are the bounds of the index in `before`; `by_population` says whether the
    population was used. `own_place` is the body's place by rise among all of them, itself included.
    """

    before: int
    after: int
    lowest: Decimal
    highest: Decimal
    by_population: bool
    count: int
    own_place: int | None
    risers: tuple[Change, ...]


def similar_bodies(instansi_id: int, before: int, after: int, *, limit: int = 7) -> SimilarBodies | None:
    """Find similar bodies by their state in `before`; None when it is not in that report (≤ 3 queries)."""
    own = (
        reported()
        .filter(instansi_id=instansi_id, year=before, is_suspect=False)
        .select_related("instansi")
        .first()
    )
    if own is None:
        return None
    found = _alike(own, before, after, population=own.instansi.population)
    by_population = bool(own.instansi.population) and len(found) >= ENOUGH
    if own.instansi.population and not by_population:
        found = _alike(own, before, after, population=None)
    return _outcome(own, before, after, found, by_population=by_population, limit=limit)


def _alike(own: PublishedResult, before: int, after: int, *, population: int | None) -> tuple[Change, ...]:
    """Bodies alike and the body itself; with a population, only those of half to twice as many people."""
    alike = "AND i.kind = %(kind)s AND p.before BETWEEN %(lowest)s AND %(highest)s"
    values = {
        "kind": own.instansi.kind, "lowest": own.index - WITHIN, "highest": own.index + WITHIN,
        "own": own.instansi_id, "fewest": (population or 0) // 2, "most": (population or 0) * 2,
    }  # fmt: skip
    if population:
        alike += " AND (i.population BETWEEN %(fewest)s AND %(most)s OR i.id = %(own)s)"
    return read_changes(before, after, alike, values)


def _outcome(
    own: PublishedResult,
    before: int,
    after: int,
    ordered: tuple[Change, ...],
    *,
    by_population: bool,
    limit: int,
) -> SimilarBodies:
    places = {change.instansi_id: place for place, change in enumerate(ordered, start=1)}
    own_place = places.get(own.instansi_id)
    shown = ordered[:limit]
    if own_place and own_place > limit:
        shown = (*ordered[: limit - 1], ordered[own_place - 1])
    return SimilarBodies(
        before=before,
        after=after,
        lowest=max(own.index - WITHIN, Decimal(1)),
        highest=min(own.index + WITHIN, Decimal(5)),
        by_population=by_population,
        count=len(ordered) - (own_place is not None),
        own_place=own_place,
        risers=shown,
    )
