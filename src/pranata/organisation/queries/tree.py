"""The tree of units on a day, and who is below whom."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from pranata.organisation.models import Unit


def on_day(on: dt.date) -> Q:
    """Return the filter for rows in force on a day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))


@dataclass(frozen=True)
class Branch:
    """A unit with how deep it stands and how many units are anywhere below it."""

    unit: Unit
    depth: int
    below: int


def tree_on(on: dt.date) -> list[Branch]:
    """Return the units of a day as an indented list, siblings by code. One query."""
    children: dict[int | None, list[Unit]] = {}
    units = list(Unit.objects.filter(on_day(on)).order_by("code"))
    present = {unit.pk for unit in units}
    for unit in units:
        parent = unit.parent_id if unit.parent_id in present else None
        children.setdefault(parent, []).append(unit)
    branches: list[Branch] = []
    _descend(children, None, 0, branches)
    return branches


def _descend(
    children: dict[int | None, list[Unit]], parent: int | None, depth: int, into: list[Branch]
) -> int:
    count = 0
    for unit in children.get(parent, []):
        place = len(into)
        into.append(Branch(unit, depth, 0))
        inside = _descend(children, unit.pk, depth + 1, into)
        into[place] = Branch(unit, depth, inside)
        count += 1 + inside
    return count


def below(unit: Unit) -> list[Unit]:
    """Return the unit and every unit under it on any day, parents before children. One query a level."""
    found, level = [unit], [unit.pk]
    while level:
        next_level = list(Unit.objects.filter(parent_id__in=level).order_by("code"))
        found += next_level
        level = [child.pk for child in next_level]
    return found


def above(unit: Unit) -> list[Unit]:
    """Return the units above, the topmost first. One query."""
    known = {u.pk: u for u in Unit.objects.raw(_ABOVE, [unit.pk])}
    path: list[Unit] = []
    current = unit.parent_id
    while current in known:
        path.insert(0, known[current])
        current = known[current].parent_id
    return path


_ABOVE = """
    WITH RECURSIVE up AS (
        SELECT * FROM organisation_unit WHERE id = %s
        UNION SELECT u.* FROM organisation_unit u JOIN up ON u.id = up.parent_id
    ) SELECT * FROM up
"""
