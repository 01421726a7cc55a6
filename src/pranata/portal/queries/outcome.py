"""What a score means to a reader: distance to the next predikat, parts, and the way it was computed."""

from dataclasses import dataclass
from fractions import Fraction

from pranata.assessment.regulations import Regulation
from pranata.engine.scoring import PartScore, Score


@dataclass(frozen=True)
class Line:
    """One line of the way: what was computed, how, and which article says so."""

    kind: str
    number: str
    name: str
    expression: str
    value: Fraction
    citation: str


@dataclass(frozen=True)
class Outcome:
    """A score made ready to show. `next_band` is None at the top."""

    answered: int
    total: int
    next_band: str | None
    next_minimum: Fraction | None
    distance: Fraction | None
    domains: tuple[tuple[PartScore, tuple[PartScore, ...]], ...]
    lines: tuple[Line, ...]


def outcome_of(regulation: Regulation, found: Score) -> Outcome:
    """Return what the pages about a score show."""
    above = [band for band in regulation.instrument.bands if band.minimum > found.index]
    following = min(above, key=lambda band: band.minimum) if above else None
    total = len(regulation.instrument.indicators)
    return Outcome(
        answered=total - len(found.missing),
        total=total,
        next_band=following.name if following else None,
        next_minimum=following.minimum if following else None,
        distance=following.minimum - found.index if following else None,
        domains=_domains(regulation, found),
        lines=tuple(_lines(found)),
    )


def _domains(regulation: Regulation, found: Score) -> tuple[tuple[PartScore, tuple[PartScore, ...]], ...]:
    aspects = {part.number: part for part in found.aspects}
    if not regulation.structure.has_domains:
        return tuple((part, ()) for part in found.aspects)
    parts = zip(regulation.instrument.domains, found.domains, strict=True)
    return tuple((part, tuple(aspects[a.number] for a in domain.aspects)) for domain, part in parts)


def _lines(found: Score) -> list[Line]:
    lines = []
    for step in found.trace.steps:
        kind, _, number = step.id.partition(":")
        if step.terms:
            shown = step.expression.replace(".", ",")
            lines.append(Line(kind, number, step.name, shown, step.value, step.citation))
    return lines
