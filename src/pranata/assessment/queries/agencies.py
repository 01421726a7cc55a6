"""Which OPD a unit belongs to."""

import datetime as dt

from pranata.organisation.models import Unit, UnitKind
from pranata.organisation.queries.tree import on_day

AGENCIES = (UnitKind.OPD, UnitKind.KECAMATAN)


def agencies_by_unit(on: dt.date) -> dict[int, Unit]:
    """Return, for every unit of a day, the OPD or kecamatan it belongs to; a unit below none is its own.

    One query.
    """
    units = {unit.pk: unit for unit in Unit.objects.filter(on_day(on)).order_by("name")}
    return {pk: _agency(unit, units) for pk, unit in units.items()}


def _agency(unit: Unit, units: dict[int, Unit]) -> Unit:
    current: Unit | None = unit
    while current is not None:
        if current.kind in AGENCIES:
            return current
        current = units.get(current.parent_id or 0)
    return unit
