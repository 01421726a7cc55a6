"""Which unit of an instansi is meant by the name of an owner."""

import datetime as dt
from collections.abc import Iterable, Sequence

from pranata.assessment.queries.agencies import AGENCIES
from pranata.assessment.typical_units import words_for
from pranata.organisation.models import Unit, UnitKind
from pranata.organisation.queries.tree import on_day

OWNING = (*AGENCIES, UnitKind.BAGIAN)


def owning_units(instansi_id: int, on: dt.date) -> list[Unit]:
    """Return the units of a day that may own a step, by name. One query."""
    return list(Unit.objects.filter(on_day(on), instansi_id=instansi_id, kind__in=OWNING).order_by("name"))


def unit_named(name: str, units: Iterable[Unit]) -> Unit | None:
    """Return the unit of exactly this name, whatever its capitals."""
    wanted = " ".join(name.split()).casefold()
    return next((unit for unit in units if unit.name.casefold() == wanted), None)


def usual_unit(name: str, units: Sequence[Unit]) -> Unit | None:
    """Return the unit that an instrument's name of an OPD means here, if it can be told."""
    named = unit_named(name, units)
    if named is not None:
        return named
    for word in words_for(name):
        for unit in units:
            if word in unit.name.lower():
                return unit
    return None
