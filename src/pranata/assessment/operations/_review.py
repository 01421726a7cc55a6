"""What a second pair of eyes has still to say before a stage may close."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from pranata.assessment.models import Assessment, Judgement, ReviewVerdict, Stage
from pranata.assessment.queries.judged import judged_now
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


def _stands_against(assessment: Assessment, row: Judgement) -> bool:
    if row.reviewed_as is None:  # type: ignore[attr-defined]
        return assessment.stage == Stage.REVIEW
    is_current = row.reviewed_version == row.version  # type: ignore[attr-defined]
    return not is_current or row.reviewed_as != ReviewVerdict.VALID  # type: ignore[attr-defined]
