"""The steps an instansi may plan: its own estimates where it made any, else the catalogue."""

from fractions import Fraction

from pranata.assessment.regulations import Regulation
from pranata.engine.gaps import Place
from pranata.engine.optimise import Step
from pranata.planning.catalogue import NoCatalogue, catalogue_steps
from pranata.planning.models import StepEstimate
from pranata.planning.question import Offered, place_of


def offered_steps(instansi_id: int, regulation: Regulation) -> tuple[Offered, ...]:
    """Return every step that may be taken, in the order of the instrument. One query."""
    own = {
        (row.indicator, row.level): row
        for row in StepEstimate.objects.filter(instansi_id=instansi_id, instrument=regulation.id)
    }
    shipped = {step.reaches: step for step in _shipped(regulation)}
    order = {item.number: place for place, item in enumerate(regulation.instrument.indicators)}
    places = sorted({*own, *shipped}, key=lambda place: (order[place[0]], place[1]))
    return tuple(
        _own(own[place]) if place in own else Offered(step=shipped[place])
        for place in places
        if place not in own or own[place].is_available
    )


def requirements_of(offered: tuple[Offered, ...]) -> dict[Place, tuple[Place, ...]]:
    """Return what each step needs of other indicators, by the level it reaches."""
    return {one.step.reaches: one.step.requires for one in offered if one.step.requires}


def _shipped(regulation: Regulation) -> tuple[Step, ...]:
    try:
        return catalogue_steps(regulation)
    except NoCatalogue:
        return ()


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
    )
    return Offered(step=step, certainty=row.certainty, source=row.source, unit_id=row.owner_unit_id)
