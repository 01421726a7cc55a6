"""The levels of the reader's own instansi, which nobody else need see. In its scope."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pranata.assessment.models import Assessment, AssessmentState
from pranata.assessment.queries.final import final_snapshot


@dataclass(frozen=True, kw_only=True)
class OwnLevels:
    """The levels that are compared, and whose they are: of one's own assessment, or those one shares."""

    year: int
    levels: Mapping[str, Decimal]
    assessment: Assessment | None = None

    @property
    def is_draft(self) -> bool:
        """Whether they may still change."""
        return self.assessment is not None and self.assessment.state == AssessmentState.DRAFT


def own_assessments(instansi_id: int) -> list[Assessment]:
    """Return the assessments of the open scope, latest first. One query."""
    return list(Assessment.objects.filter(instansi_id=instansi_id).order_by("-year", "instrument"))


def chosen_assessment(assessments: list[Assessment], wanted: int | None) -> Assessment | None:
    """Return the one asked for, else the latest that is no draft, else the latest."""
    named = next((row for row in assessments if row.pk == wanted), None)
    closed = next((row for row in assessments if row.state != AssessmentState.DRAFT), None)
    return named or closed or next(iter(assessments), None)


def levels_of_own(assessment: Assessment) -> OwnLevels:
    """Return the levels an assessment stands at now. Three queries."""
    _stage, snapshot = final_snapshot(assessment)
    levels = {number: Decimal(level) for number, level in snapshot.levels.items() if level is not None}
    return OwnLevels(year=assessment.year, levels=levels, assessment=assessment)
