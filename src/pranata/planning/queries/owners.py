"""Whose work a step is: the OPD that a plan names, and the post that heads it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from pranata.assessment.queries.agencies import agencies_by_unit
from pranata.assessment.typical_units import words_for
from pranata.organisation.models import Position, Unit
from pranata.organisation.queries.tree import on_day

HEADS = ("kepala dinas", "kepala badan", "kepala", "inspektur", "camat", "sekretaris daerah", "direktur")


@dataclass(frozen=True, kw_only=True)
class Owners:
    """The OPD of every unit of a day, and its posts."""

    agencies: dict[int, Unit]
    posts: tuple[Position, ...]

    def agency(self, unit_id: int | None, name: str) -> Unit | None:
        """Return the OPD a step belongs to: by its unit, else by what the instrument calls it."""
        if unit_id is not None and unit_id in self.agencies:
            return self.agencies[unit_id]
        words = (*words_for(name), name.casefold()) if name else ()
        for word in words:
            for pk in sorted(self.agencies):
                if any(word in text for text in self._names(pk)):
                    return self.agencies[pk]
        return None

    def head(self, agency: Unit) -> Position | None:
        """Return the post that heads an OPD: in the unit itself, below nobody there."""
        own = [post for post in self.posts if post.unit_id == agency.pk]
        inside = {post.pk for post in own}
        top = [post for post in own if post.superior_id not in inside]
        return min(top, key=_rank, default=None)

    def _names(self, pk: int) -> Iterable[str]:
        unit = self._units.get(pk)
        return (text.casefold() for text in (self.agencies[pk].name, unit.name if unit else ""))

    @property
    def _units(self) -> dict[int, Unit]:
        return {post.unit_id: post.unit for post in self.posts}


def owners_on(on: dt.date) -> Owners:
    """Return the OPD and posts of a day. Two queries."""
    posts = Position.objects.filter(on_day(on)).select_related("unit").order_by("code", "pk")
    return Owners(agencies=agencies_by_unit(on), posts=tuple(posts))


def _rank(post: Position) -> tuple[int, str]:
    title = post.title.casefold()
    place = next((k for k, word in enumerate(HEADS) if title.startswith(word)), len(HEADS))
    return place, post.code
