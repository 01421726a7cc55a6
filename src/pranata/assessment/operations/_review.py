"""What a second pair of eyes has still to say before a stage may close."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from pranata.assessment.models import (
    EXTERNAL,
    ORDER,
    Assessment,
    Judgement,
    JudgementBasis,
    JudgementReview,
    ReviewVerdict,
    Stage,
)
from pranata.foundation.errors import ProductError


class NotYetValid(ProductError):
    """Judgements were found not valid, or changed since they were reviewed, or not reviewed at all."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self.numbers = tuple(numbers)
        super().__init__(
            _("%(count)d indikator belum dinyatakan valid: %(numbers)s.")
            % {"count": len(self.numbers), "numbers": ", ".join(self.numbers)},
            why=_("Tahap baru dapat ditutup setelah peninjau menyatakan nilainya valid."),
            remedy=_("Perbaiki nilainya bila perlu, lalu mintalah peninjau meninjaunya."),
        )


def require_reviewed(assessment: Assessment) -> None:
    """Raise NotYetValid where the review stands against closing the stage. One query.

    Anywhere: what was found not valid, or changed since it was looked at. In the review stage, also what
    assessors of the outer stages judged and nobody looked at.
    """
    pending = [row.indicator for row in judged_now(assessment) if _stands_against(assessment, row)]
    if pending:
        raise NotYetValid(pending)


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


def _stands_against(assessment: Assessment, row: Judgement) -> bool:
    if row.reviewed_as is None:  # type: ignore[attr-defined]
        return assessment.stage == Stage.REVIEW
    is_current = row.reviewed_version == row.version  # type: ignore[attr-defined]
    return not is_current or row.reviewed_as != ReviewVerdict.VALID  # type: ignore[attr-defined]
