"""The organisation of a day in numbers, and what in it wants putting right."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pranata.organisation.models import Assignment, Capacity, Grant, Person, Position, Role, Unit, UnitKind
from pranata.organisation.queries.tree import on_day


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Counts of a day, and the rows that are not as they should be."""

    units: int
    positions: int
    people: int
    acting: int
    unheld: int
    ended_superior: int
    contributors_without_account: int
    units_without_parent: int


def overview(on: dt.date) -> Overview:
    """Count what the day holds and what is wrong with it. Five queries, whatever the size."""
    positions = Position.objects.filter(on_day(on))
    units = Unit.objects.filter(on_day(on)).aggregate(
        all=Count("pk"), loose=Count("pk", filter=Q(parent__isnull=True) & ~Q(kind=UnitKind.ROOT))
    )
    return Overview(
        units=units["all"],
        positions=positions.count(),
        people=Person.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on)).count(),
        acting=Assignment.objects.filter(on_day(on)).exclude(capacity=Capacity.DEFINITIF).count(),
        units_without_parent=units["loose"],
        **_problem_counts(positions, on),
    )


def _problem_counts(positions: QuerySet[Position], on: dt.date) -> dict[str, int]:
    return {name: problem(positions, key, on).count() for key, name in PROBLEMS.items()}


PROBLEMS = {
    "kosong": "unheld",
    "atasan": "ended_superior",
    "pic": "contributors_without_account",
}


def problem(positions: QuerySet[Position], key: str, on: dt.date) -> QuerySet[Position]:
    """Return the positions that have a problem: `kosong`, `atasan` or `pic`."""
    held = Assignment.objects.filter(on_day(on), position=OuterRef("pk"))
    if key == "kosong":
        return positions.filter(~Exists(held))
    if key == "atasan":
        return positions.filter(superior__ends_on__lte=on)
    contributor = Grant.objects.filter(on_day(on), position=OuterRef("pk"), role=Role.CONTRIBUTOR)
    signed_up = held.filter(person__account__isnull=False, person__account__ended_at__isnull=True)
    return positions.filter(Exists(contributor), ~Exists(signed_up))
