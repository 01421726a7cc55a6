"""From which levels a plan begins, and which steps it may take."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pranata.assessment import regulations
from pranata.assessment.models import ORDER, Answer, Assessment
from pranata.assessment.queries.judging import frozen_levels
from pranata.assessment.regulations import Regulation


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The levels of an assessment a plan begins from; `missing` were answered by nobody and count at the
    floor.
    """

    assessment: Assessment
    regulation: Regulation
    levels: Mapping[str, Fraction]
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every level is whole, so that steps lead from one to the next."""
        steps = self.regulation.instrument.score.step == 1
        return steps and all(level.denominator == 1 for level in self.levels.values())


def basis_of(assessment: Assessment) -> Basis:
    """Return the levels of the latest stage that was left, or those answered so far. One or two queries."""
    regulation = regulations.load(assessment.instrument)
    frozen = frozen_levels(assessment)
    known = (
        frozen[max(frozen, key=ORDER.index)]
        if frozen
        else dict(Answer.objects.filter(assessment=assessment).values_list("indicator", "level"))
    )
    found = {item.number: known.get(item.number) for item in regulation.instrument.indicators}
    floors = {item.number: item.floor for item in regulation.instrument.indicators}
    return Basis(
        assessment=assessment,
        regulation=regulation,
        levels={n: Fraction(floors[n]) if level is None else Fraction(level) for n, level in found.items()},
        missing=tuple(number for number, level in found.items() if level is None),
    )
