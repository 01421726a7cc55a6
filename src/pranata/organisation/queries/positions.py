"""Positions as a list, with who holds each on a day."""

import datetime as dt

from django.db.models import Case, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from pranata.organisation.models import Assignment, Position
from pranata.organisation.queries.overview import PROBLEMS, problem
from pranata.organisation.queries.tree import on_day

SORTS = {"nama": "title", "kode": "code", "unit": "unit__name", "pemegang": "holder_name"}


def positions_on(
    on: dt.date, *, search: str = "", unit_id: int | None = None, trouble: str = ""
) -> QuerySet[Position]:
    """Return the positions of a day with `holder_name` and `holder_capacity`, definitif before others.

    One query for the rows and none for each of them.
    """
    positions = Position.objects.filter(on_day(on)).select_related("unit", "superior")
    if search:
        positions = positions.filter(Q(title__icontains=search) | Q(code__icontains=search))
    if unit_id:
        positions = positions.filter(unit_id=unit_id)
    if trouble in PROBLEMS:
        positions = problem(positions, trouble, on)
    return positions.annotate(
        holder_name=Subquery(_holders(on).values("person__name")[:1]),
        holder_capacity=Subquery(_holders(on).values("capacity")[:1]),
    )


def holders_over_time(position: Position) -> QuerySet[Assignment]:
    """Return everybody who held, holds or will hold the position, the latest first."""
    return position.assignments.select_related("person").order_by("-starts_on", "-pk")


def with_holders(positions: QuerySet[Position], on: dt.date) -> QuerySet[Position]:
    """Return the positions with `holders`, the assignments of the day. One query more."""
    held = Assignment.objects.filter(on_day(on)).select_related("person")
    return positions.prefetch_related(Prefetch("assignments", held, to_attr="holders"))


def _holders(on: dt.date) -> QuerySet[Assignment]:
    first = Case(When(capacity="definitif", then=0), default=1, output_field=IntegerField())
    return Assignment.objects.filter(on_day(on), position=OuterRef("pk")).order_by(first, "pk")
