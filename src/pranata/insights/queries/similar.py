"""Bodies like this one, and who of them rose most.

The rule, told on the page: same kind, printed index in the earlier year within a quarter point, and where
the population of both is known and enough bodies remain, half to twice the population.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from pranata.assessment.models import PublishedResult
from pranata.insights.queries.change import Change, changes, pairs_of_years
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
    alike = _alike(own, before, after)
    near = _of_like_population(alike, own)
    found = changes(near)
    by_population = len(found) >= ENOUGH
    if not by_population:
        found = changes(alike)
    ordered = sorted(found, key=lambda change: (-change.rise, change.name))
    return _outcome(own, before, after, ordered, by_population=by_population, limit=limit)


def _alike(own: PublishedResult, before: int, after: int) -> QuerySet[Any]:
    return pairs_of_years(before, after).filter(
        instansi__kind=own.instansi.kind,
        earlier__index__range=(own.index - WITHIN, own.index + WITHIN),
    )


def _of_like_population(alike: QuerySet[Any], own: PublishedResult) -> QuerySet[Any]:
    population = own.instansi.population
    if not population:
        return alike.none()
    like = Q(instansi__population__range=(population // 2, population * 2))
    return alike.filter(like | Q(instansi_id=own.instansi_id))


def _outcome(
    own: PublishedResult, before: int, after: int, ordered: list[Change], *, by_population: bool, limit: int
) -> SimilarBodies:
    places = {change.instansi_id: place for place, change in enumerate(ordered, start=1)}
    own_place = places.get(own.instansi_id)
    shown = ordered[:limit]
    if own_place and own_place > limit:
        shown = [*ordered[: limit - 1], ordered[own_place - 1]]
    return SimilarBodies(
        before=before,
        after=after,
        lowest=max(own.index - WITHIN, Decimal(1)),
        highest=min(own.index + WITHIN, Decimal(5)),
        by_population=by_population,
        count=len(ordered) - (own_place is not None),
        own_place=own_place,
        risers=tuple(shown),
    )
