"""A proposal of who answers for what: as last time, else the OPD that the instrument says is usual."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pranata.assessment.models import Part
from pranata.assessment.queries.division import Division, Post, Share
from pranata.assessment.regulations import IndicatorCriteria, Regulation
from pranata.assessment.typical_units import words_for
from pranata.organisation.models import Grant, Role

HELPS = ("pendukung",)
EXAMPLE = "contoh"


@dataclass(frozen=True, kw_only=True)
class Preference:
    """The posts to take first within an OPD, best first; and those that judge, to take last."""

    first: tuple[int, ...] = ()
    last: frozenset[int] = frozenset()

    def rank(self, post: Post) -> tuple[bool, int, bool]:
        """Return what posts are sorted by: nobody should judge what they answered."""
        place = self.first.index(post.pk) if post.pk in self.first else len(self.first)
        return (post.pk in self.last, place, post.is_vacant)


class Basis(Enum):
    """What a proposal rests on."""

    LAST_TIME = "terdahulu"
    TYPICAL = "lazim"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One post for one indicator, and why."""

    indicator: str
    post: Post
    part: Part
    basis: Basis


def propose(
    regulation: Regulation, now: Division, before: Division | None, preference: Preference
) -> dict[str, tuple[Proposal, ...]]:
    """Return a proposal for each indicator that nobody was given. No query.

    An indicator whose usual OPD is not found among the units has none.
    """
    posts = sorted(now.posts, key=preference.rank)
    found = {}
    for criteria in regulation.indicators:
        if now.of(criteria.number):
            continue
        again = _again(criteria.number, before, now)
        proposals = again or _typical(criteria, posts)
        if proposals:
            found[criteria.number] = proposals
    return found


def preference() -> Preference:
    """Return the posts that answer by role, then those that coordinate; and the assessors. One query."""
    roles = [Role.CONTRIBUTOR, Role.COORDINATOR, Role.INTERNAL_ASSESSOR]
    grants = list(
        Grant.objects.filter(role__in=roles, ends_on__isnull=True)
        .order_by("role", "pk")
        .values_list("role", "position_id")
    )
    judges = frozenset(post for role, post in grants if role == Role.INTERNAL_ASSESSOR)
    return Preference(first=tuple(post for _role, post in grants if post not in judges), last=judges)


def _again(indicator: str, before: Division | None, now: Division) -> tuple[Proposal, ...]:
    present = {post.pk for post in now.posts}
    shares: Iterable[Share] = before.of(indicator) if before else ()
    return tuple(
        Proposal(indicator=indicator, post=share.post, part=share.part, basis=Basis.LAST_TIME)
        for share in shares
        if share.post.pk in present
    )


def _typical(criteria: IndicatorCriteria, posts: Sequence[Post]) -> tuple[Proposal, ...]:
    """The first usual OPD that exists answers; the others that exist help."""
    chosen: dict[int, Part] = {}
    by_pk: Mapping[int, Post] = {post.pk: post for post in posts}
    usual = [unit for unit in criteria.typical_opd if unit.role != EXAMPLE]
    for unit in sorted(usual, key=lambda unit: unit.role in HELPS):
        post = _post_for(unit.name, posts)
        if post is not None and post.pk not in chosen:
            answers = not chosen and unit.role not in HELPS
            chosen[post.pk] = Part.RESPONSIBLE if answers else Part.CONTRIBUTOR
    return tuple(
        Proposal(indicator=criteria.number, post=by_pk[pk], part=part, basis=Basis.TYPICAL)
        for pk, part in chosen.items()
    )


def _post_for(name: str, posts: Sequence[Post]) -> Post | None:
    for word in words_for(name):
        for post in posts:
            if post.agency is not None and word in f"{post.unit_name} {post.agency.name}".lower():
                return post
    return None
