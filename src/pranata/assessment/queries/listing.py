"""The assessments of one instansi, newest year first."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from pranata.assessment import regulations
from pranata.assessment.models import Answer, Assessment
from pranata.assessment.queries.judging import StageLevels, standing
from pranata.assessment.queries.score import levels_of, score_now
from pranata.assessment.regulations import Regulation
from pranata.engine.scoring import Score


@dataclass(frozen=True, kw_only=True)
class AssessmentRow:
    """One line of the list."""

    assessment: Assessment
    regulation: Regulation
    answered: int
    total: int
    score: Score
    changed_at: dt.datetime | None

    @property
    def missing(self) -> int:
        """How many indicators have no level."""
        return self.total - self.answered

    @property
    def percent(self) -> int:
        """How much is answered, out of one hundred, rounded down."""
        return self.answered * 100 // self.total


def list_assessments(instansi_id: int) -> list[AssessmentRow]:
    """Return the assessments with their progress and score. Three queries at most, however many there are.

    Where others judged, the score is that of the last closed stage.
    """
    assessments = list(Assessment.objects.filter(instansi_id=instansi_id).order_by("-year", "instrument"))
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(assessment__in=assessments).defer("note"):
        answers[answer.assessment_id].append(answer)
    judged = {pk: levels for pk, (_stage, levels) in standing(assessments).items()}
    return [_row(one, answers[one.pk], judged.get(one.pk)) for one in assessments]


def _row(assessment: Assessment, answers: list[Answer], judged: StageLevels | None) -> AssessmentRow:
    regulation = regulations.load(assessment.instrument)
    levels: dict[str, Fraction | None] = levels_of(answers)
    for number, level in (judged or {}).items():
        levels[number] = None if level is None else Fraction(level)
    changed = [answer.changed_at for answer in answers if answer.changed_at]
    return AssessmentRow(
        assessment=assessment,
        regulation=regulation,
        answered=sum(level is not None for level in levels.values()),
        total=len(regulation.instrument.indicators),
        score=score_now(regulation.instrument, levels, year=assessment.year),
        changed_at=max(changed, default=None),
    )
