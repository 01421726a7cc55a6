"""The judgements that give the present values of an assessment, and what reviewers said of them.

Read in the scope of the assessed instansi.
"""

from django.db.models import OuterRef, Subquery

from pranata.assessment.models import (
    EXTERNAL,
    ORDER,
    Assessment,
    Judgement,
    JudgementBasis,
    JudgementReview,
    Stage,
)


def judged_now(assessment: Assessment) -> list[Judgement]:
    """Return the judgements that give the present values, with their latest review. One query.

    Those of the stage that runs; in the review stage those of all outer stages, the latest an indicator.
    """
    stages = EXTERNAL if assessment.stage == Stage.REVIEW else (Stage(assessment.stage),)
    latest = JudgementReview.objects.filter(judgement=OuterRef("pk")).order_by("-made_at", "-pk")
    rows = Judgement.objects.filter(
        assessment_id=assessment.pk, stage__in=stages, basis=JudgementBasis.JUDGED, level__isnull=False
    ).annotate(
        reviewed_version=Subquery(latest.values("version")[:1]),
        reviewed_as=Subquery(latest.values("verdict")[:1]),
    )
    ordered = sorted(rows, key=lambda row: (ORDER.index(Stage(row.stage)), row.pk))
    return [*{row.indicator: row for row in ordered}.values()]
