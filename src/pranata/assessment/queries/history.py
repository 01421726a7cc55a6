"""Every change and every step of an assessment, newest first."""

from django.db.models import QuerySet

from pranata.assessment.models import AnswerChange, Assessment, AssessmentStep


def changes_of(assessment: Assessment, indicator: str | None = None) -> QuerySet[AnswerChange]:
    """Return the changes of an assessment or of one of its indicators, newest first. One query."""
    rows = AnswerChange.objects.filter(answer__assessment=assessment).select_related("answer")
    if indicator is not None:
        rows = rows.filter(answer__indicator=indicator)
    return rows.order_by("-made_at", "-pk")


def steps_of(assessment: Assessment) -> QuerySet[AssessmentStep]:
    """Return the steps of an assessment, newest first. One query."""
    return AssessmentStep.objects.filter(assessment=assessment).order_by("-made_at", "-pk")


def recent_changes(instansi_id: int, limit: int) -> list[AnswerChange]:
    """Return the latest changes in an instansi, whichever assessment they are in. One query.

    Levels taken over from an evaluation report are left out: nobody changed anything there.
    """
    rows = AnswerChange.objects.filter(instansi_id=instansi_id, answer__assessment__source="")
    rows = rows.select_related("answer__assessment")
    return list(rows.order_by("-made_at", "-pk")[:limit])
