"""Who answers for which indicator: posts, as they are today."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from pranata.assessment.models import Assessment, Part, Responsibility
from pranata.assessment.queries.agencies import agencies_by_unit
from pranata.organisation.models import Unit
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
    return divisions_of([assessment], on)[0]


def divisions_of(assessments: Sequence[Assessment], on: dt.date) -> list[Division]:
    """Return who answers for what in each assessment, by the posts of one day. Four queries in all."""
    posts = _posts(on)
    given = _given(assessments)
    successors = _successors({row.position_id for rows in given.values() for row in rows} - posts.keys())
    today = _by_agency(posts.values())
    return [
        Division(shares=_shares(given.get(one.pk, ()), posts, successors), posts=today) for one in assessments
    ]


class _Given(NamedTuple):
    """What a share needs of a responsibility; not the model, of which a page would make a hundred."""

    assessment_id: int
    indicator: str
    part: str
    position_id: int
    position__title: str


def _given(assessments: Sequence[Assessment]) -> dict[int, list[_Given]]:
    """Return what was given in each assessment, who answers first. One query."""
    rows = Responsibility.objects.filter(
        assessment_id__in=[one.pk for one in assessments], ended_at__isnull=True
    )
    found: dict[int, list[_Given]] = defaultdict(list)
    for row in rows.order_by("-part", "pk").values_list(*_Given._fields):
        found[row[0]].append(_Given(*row))
    return found


def _shares(
    given: Iterable[_Given], posts: Mapping[int, Post], successors: Mapping[int, int]
) -> dict[str, tuple[Share, ...]]:
    shares: dict[str, list[Share]] = defaultdict(list)
    for row in given:
        now = posts.get(successors.get(row.position_id, row.position_id)) or _past(row)
        shares[row.indicator].append(
            Share(indicator=row.indicator, part=Part(row.part), position_id=row.position_id, post=now)
        )
    return {number: tuple(found) for number, found in shares.items()}


def posts_answering(assessment: Assessment, indicator: str) -> list[Responsibility]:
    """Return the posts one indicator was given to, the one that answers first. One query."""
    rows = Responsibility.objects.filter(assessment=assessment, indicator=indicator, ended_at__isnull=True)
    return list(rows.select_related("position__unit").order_by("-part", "pk"))


def _posts(on: dt.date) -> dict[int, Post]:
    """Return the posts of a day. Two queries."""
    agencies = agencies_by_unit(on)
    rows = positions_on(on).values_list(
        "pk",
        "title",
        "unit_id",
        "unit__name",
        "holder_name",  # type: ignore[misc]  # annotated there
    )
    return {
        pk: Post(pk=pk, title=title, unit_name=name, agency=agencies.get(unit), holder=holder or "")
        for pk, title, unit, name, holder in rows
    }


def _past(row: _Given) -> Post:
    return Post(
        pk=row.position_id, title=row.position__title, unit_name="", agency=None, holder="", is_past=True
    )


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
