"""Who answers for which indicator: posts, as they are today."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from pranata.assessment.models import Assessment, Part, Responsibility
from pranata.assessment.queries.agencies import agencies_by_unit
from pranata.organisation.models import Position, Unit
from pranata.organisation.queries.positions import positions_on


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post of today, with its OPD and who holds it. `is_past`: it ended and nothing continues it."""

    pk: int
    title: str
    unit_name: str
    agency: Unit | None
    holder: str
    is_past: bool = False

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds it, so that what it was given reaches nobody."""
        return not self.holder


@dataclass(frozen=True, kw_only=True)
class Share:
    """One indicator given to one post. `position_id` is the row it was given to, perhaps a former one."""

    indicator: str
    part: Part
    position_id: int
    post: Post

    @property
    def is_responsible(self) -> bool:
        """Whether the post answers for it."""
        return self.part is Part.RESPONSIBLE


@dataclass(frozen=True, kw_only=True)
class Division:
    """All shares by indicator, the one who answers first; and every post of today, by OPD and title."""

    shares: dict[str, tuple[Share, ...]]
    posts: tuple[Post, ...]

    def of(self, indicator: str) -> tuple[Share, ...]:
        """Return the shares of an indicator."""
        return self.shares.get(indicator, ())

    def responsible(self, indicator: str) -> Share | None:
        """Return the share of the post that answers for an indicator."""
        return next((share for share in self.of(indicator) if share.is_responsible), None)

    @property
    def unassigned(self) -> frozenset[str]:
        """The indicators that were given but for which nobody answers."""
        return frozenset(n for n in self.shares if self.responsible(n) is None)

    def of_agency(self, unit_id: int) -> dict[str, tuple[Share, ...]]:
        """Return the shares of the posts of one OPD, by indicator."""
        own = {
            number: tuple(s for s in shares if s.post.agency is not None and s.post.agency.pk == unit_id)
            for number, shares in self.shares.items()
        }
        return {number: shares for number, shares in own.items() if shares}

    @property
    def agencies(self) -> tuple[Unit, ...]:
        """The OPD that were given anything, by name."""
        found = {
            s.post.agency.pk: s.post.agency
            for shares in self.shares.values()
            for s in shares
            if s.post.agency
        }
        return tuple(sorted(found.values(), key=lambda unit: unit.name))


def division_of(assessment: Assessment, on: dt.date) -> Division:
    """Return who answers for what. Four queries, however many posts and indicators there are."""
    agencies = agencies_by_unit(on)
    posts = {row.pk: _post(row, agencies) for row in positions_on(on)}
    rows = list(
        Responsibility.objects.filter(assessment=assessment, ended_at__isnull=True)
        .select_related("position")
        .order_by("-part", "pk")
    )
    successors = _successors({row.position_id for row in rows} - posts.keys())
    shares: dict[str, list[Share]] = defaultdict(list)
    for row in rows:
        now = posts.get(successors.get(row.position_id, row.position_id)) or _past(row.position)
        part = Part(row.part)
        shares[row.indicator].append(
            Share(indicator=row.indicator, part=part, position_id=row.position_id, post=now)
        )
    return Division(
        shares={number: tuple(found) for number, found in shares.items()}, posts=_by_agency(posts.values())
    )


def posts_answering(assessment: Assessment, indicator: str) -> list[Responsibility]:
    """Return the posts one indicator was given to, the one that answers first. One query."""
    rows = Responsibility.objects.filter(assessment=assessment, indicator=indicator, ended_at__isnull=True)
    return list(rows.select_related("position__unit").order_by("-part", "pk"))


def _post(row: Position, agencies: dict[int, Unit]) -> Post:
    holder: str | None = row.holder_name  # type: ignore[attr-defined]
    return Post(
        pk=row.pk,
        title=row.title,
        unit_name=row.unit.name,
        agency=agencies.get(row.unit_id),
        holder=holder or "",
    )


def _past(position: Position) -> Post:
    return Post(pk=position.pk, title=position.title, unit_name="", agency=None, holder="", is_past=True)


def _by_agency(posts: Iterable[Post]) -> tuple[Post, ...]:
    return tuple(sorted(posts, key=lambda post: (post.agency.name if post.agency else "", post.title)))


def _successors(ended: set[int]) -> dict[int, int]:
    """Return, for posts that ended, the latest row that continues each. One query, none for none."""
    if not ended:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOW, [list(ended)])
        return dict(cursor.fetchall())


_FOLLOW = """
    WITH RECURSIVE line(origin, id, depth) AS (
        SELECT id, id, 0 FROM organisation_position WHERE id = ANY(%s)
        UNION ALL
        SELECT line.origin, p.id, depth + 1 FROM organisation_position p JOIN line ON p.continues_id = line.id
    ) SELECT DISTINCT ON (origin) origin, id FROM line ORDER BY origin, depth DESC, id DESC
"""
