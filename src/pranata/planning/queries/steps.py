"""The steps an instansi may plan: its own estimates where it made any, else the catalogue."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from pranata.assessment.regulations import Regulation
from pranata.engine.gaps import Place
from pranata.engine.optimise import Month, Quarter, Step
from pranata.organisation.models import Unit
from pranata.planning.catalogue import NoCatalogue, catalogue_steps
from pranata.planning.models import OwnerCapacity, StepEstimate
from pranata.planning.queries.owning import owning_units, usual_unit
from pranata.planning.question import Offered, place_of, quarter_of


def offered_steps(instansi_id: int, regulation: Regulation, on: dt.date) -> tuple[Offered, ...]:
    """Return every step that may be taken, in the order of the instrument. Two queries.

    The catalogue names owners as the instrument does; where a unit of the day is meant, it is named instead.
    """
    own = {
        (row.indicator, row.level): row
        for row in StepEstimate.objects.filter(instansi_id=instansi_id, instrument=regulation.id)
    }
    units = owning_units(instansi_id, on)
    shipped = {step.reaches: step for step in _shipped(regulation)}
    order = {item.number: place for place, item in enumerate(regulation.instrument.indicators)}
    places = sorted({*own, *shipped}, key=lambda place: (order[place[0]], place[1]))
    return tuple(
        _own(own[place]) if place in own else _assumed(shipped[place], units)
        for place in places
        if place not in own or own[place].is_available
    )


def requirements_of(offered: tuple[Offered, ...]) -> dict[Place, tuple[Place, ...]]:
    """Return what each step needs of other indicators, by the level it reaches."""
    return {one.step.reaches: one.step.requires for one in offered if one.step.requires}


def capacity_of(instansi_id: int) -> dict[tuple[str, Quarter], Fraction]:
    """Return the person-days of each owner and quarter that somebody listed. One query."""
    rows = OwnerCapacity.objects.filter(instansi_id=instansi_id).select_related("unit")
    return {(row.unit.name, quarter_of(row.quarter)): Fraction(row.person_days) for row in rows}


def _shipped(regulation: Regulation) -> tuple[Step, ...]:
    try:
        return catalogue_steps(regulation)
    except NoCatalogue:
        return ()


def _assumed(step: Step, units: Sequence[Unit]) -> Offered:
    unit = usual_unit(step.owner, units)
    if unit is None:
        return Offered(step=step)
    return Offered(step=replace(step, owner=unit.name[:120]), unit_id=unit.pk)


def _own(row: StepEstimate) -> Offered:
    step = Step(
        indicator=row.indicator,
        from_level=row.level - 1,
        to_level=row.level,
        cost=row.cost,
        effort=Fraction(row.effort),
        months=row.months,
        owner=row.owner,
        requires=tuple(place_of(text) for text in row.requires.split(";") if text),
        opens=tuple(int(text) for text in row.opens.split(";") if text),
        started=Month.read(row.started),
    )
    return Offered(step=step, certainty=row.certainty, source=row.source, unit_id=row.owner_unit_id)
