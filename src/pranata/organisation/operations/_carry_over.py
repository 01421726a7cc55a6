"""Ending rows on a day and beginning their continuations: units, positions, assignments, grants.

The order is what the database asks for: what is carried ends before what carries it, and begins after.
"""

import datetime as dt
from typing import TypeVar

from django.db.models import Q

from pranata.organisation.models import Assignment, Grant, Position, Unit

Row = TypeVar("Row", Unit, Position, Assignment, Grant)


class CarryOver:
    """One move. `units` and `positions` map the id of what ended to the row that continues it."""

    def __init__(self, moving: list[Unit], on: dt.date) -> None:
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
        ids = [unit.pk for unit in moving]
        self.on = on
        self._units = moving
        self._positions = list(Position.objects.filter(lasting, unit_id__in=ids))
        posts = [position.pk for position in self._positions]
        self._assignments = list(Assignment.objects.filter(lasting, position_id__in=posts))
        self._grants = list(Grant.objects.filter(lasting, Q(unit_id__in=ids) | Q(position_id__in=posts)))
        self.units: dict[int, Unit] = {}
        self.positions: dict[int, Position] = {}

    def begins_later(self) -> bool:
        """Whether part of what would move begins only on or after the day."""
        parts = (self._units, self._positions, self._assignments, self._grants)
        return any(row.starts_on >= self.on for rows in parts for row in rows)

    def run(self, parent: Unit, legal_basis: str) -> "CarryOver":
        """End everything from the leaves up, then begin it again from the top down."""
        self._end()
        self._begin_units(parent, legal_basis)
        self._begin_positions()
        self._begin_rest()
        return self

    def _end(self) -> None:
        for rows in (self._grants, self._assignments, self._positions, self._units):
            if rows:
                ending = [row.pk for row in rows]
                type(rows[0]).objects.filter(pk__in=ending).update(ends_on=self.on)

    def _begin_units(self, parent: Unit, legal_basis: str) -> None:
        top = self._units[0].pk
        for unit in self._units:
            above = parent if unit.pk == top else self.units[unit.parent_id or 0]
            basis = legal_basis or unit.legal_basis
            self.units[unit.pk] = self._continuation(unit, parent=above, legal_basis=basis, continues=unit)
            self.units[unit.pk].save(force_insert=True)

    def _begin_positions(self) -> None:
        for position in self._positions:
            self.positions[position.pk] = self._continuation(
                position, unit=self.units[position.unit_id], continues=position
            )
        Position.objects.bulk_create(self.positions.values())
        self._report_to_continuations()

    def _report_to_continuations(self) -> None:
        """Whoever reports to a post that ended now reports to what continues it, inside and outside."""
        reporting = list(
            Position.objects.filter(
                Q(ends_on__isnull=True) | Q(ends_on__gt=self.on), superior_id__in=self.positions
            )
        )
        for position in reporting:
            position.superior = self.positions[position.superior_id or 0]
        Position.objects.bulk_update(reporting, ["superior"])

    def _begin_rest(self) -> None:
        Assignment.objects.bulk_create(
            self._continuation(row, position=self.positions[row.position_id]) for row in self._assignments
        )
        Grant.objects.bulk_create(
            self._continuation(
                row,
                position_id=self._now(self.positions, row.position_id),
                unit_id=self._now(self.units, row.unit_id),
            )
            for row in self._grants
        )

    def _continuation(self, row: Row, **changes: object) -> Row:
        values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        values |= {"id": None, "starts_on": self.on}
        made = type(row)(**values)
        for name, value in changes.items():
            setattr(made, name, value)
        return made

    @staticmethod
    def _now(continued: dict[int, Unit] | dict[int, Position], old: int) -> int:
        return int(continued[old].pk) if old in continued else old
