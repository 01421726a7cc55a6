"""The steps an instansi may plan: its own estimates where it made any, else the catalogue."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pranata.assessment.regulations import Regulation
from pranata.engine.gaps import Place
from pranata.engine.optimise import Month, Quarter, Step
from pranata.organisation.models import Unit
from pranata.planning.catalogue import NoCatalogue, catalogue_steps, functions_of, risk_of
from pranata.planning.functions import functions_in
from pranata.planning.models import OwnerCapacity, StepEstimate
from pranata.planning.queries.owning import owning_units, usual_unit
from pranata.planning.question import Offered, place_of, quarter_of


@dataclass(frozen=True, kw_only=True)
class ListedStep:
    """A step with what is reckoned with now: whether an estimate of one's own says so, and whether it may be
    planned.
    """

    offered: Offered
    is_own: bool
    is_available: bool


def offered_steps(instansi_id: int, regulation: Regulation, on: dt.date) -> tuple[Offered, ...]:
    """Return every step that may be taken, in the order of the instrument. Two queries."""
    return tuple(one.offered for one in listed_steps(instansi_id, regulation, on) if one.is_available)


def listed_steps(instansi_id: int, regulation: Regulation, on: dt.date) -> tuple[ListedStep, ...]:
    """Return every step, also those that are never planned, in the order of the instrument. Two queries.

    The catalogue names owners as the instrument does; where a unit of the day is meant, it is named instead.
    """
    own = {
        (row.indicator, row.level): row
        for row in StepEstimate.objects.filter(instansi_id=instansi_id, instrument=regulation.id)
    }
    shipped = {one.step.reaches: one for one in shipped_steps(instansi_id, regulation, on)}
    order = {item.number: place for place, item in enumerate(regulation.instrument.indicators)}
    places = sorted({*own, *shipped}, key=lambda place: (order[place[0]], place[1]))
    return tuple(
        ListedStep(offered=_own(own[place]), is_own=True, is_available=own[place].is_available)
        if place in own
        else ListedStep(offered=shipped[place], is_own=False, is_available=True)
        for place in places
    )


def shipped_steps(instansi_id: int, regulation: Regulation, on: dt.date) -> tuple[Offered, ...]:
    """Return the steps of the catalogue with the units that are meant here. One query."""
    units = owning_units(instansi_id, on)
    return tuple(_assumed(regulation, step, units) for step in _shipped(regulation))


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


def _assumed(regulation: Regulation, step: Step, units: Sequence[Unit]) -> Offered:
    unit = usual_unit(step.owner, units)
    return Offered(
        step=step if unit is None else replace(step, owner=unit.name[:120]),
        unit_id=None if unit is None else unit.pk,
        functions=functions_of(regulation.id, step),
        risk=risk_of(regulation.id, step),
    )


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
    return Offered(
        step=step,
        certainty=row.certainty,
        source=row.source,
        unit_id=row.owner_unit_id,
        functions=functions_in(row.functions),
        risk=row.risk,
    )
