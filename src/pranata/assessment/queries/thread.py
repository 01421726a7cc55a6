"""The talk between those who answer and those who judge, and who is to speak next.

Read in the scope of the assessed instansi. What its own assessors talked about with its agencies stays its
own: assessors of another instansi see the talk of the outer stages.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from pranata.assessment.models import EXTERNAL, JudgementMessage, MessageKind


@dataclass(frozen=True, kw_only=True)
class Talk:
    """Of one indicator, the last word."""

    assessment_id: int
    indicator: str
    last: JudgementMessage

    @property
    def waits_for_assessed(self) -> bool:
        """Whether an assessor asked and nobody answered."""
        return self.last.by_assessor and self.last.kind == MessageKind.CLARIFICATION

    @property
    def waits_for_assessor(self) -> bool:
        """Whether the assessed instansi spoke last."""
        return not self.last.by_assessor


def thread_of(assessment_id: int, indicator: str, *, outer_only: bool) -> list[JudgementMessage]:
    """Return the messages about an indicator, the first one first. One query."""
    rows = _seen(outer_only=outer_only).filter(assessment_id=assessment_id, indicator=indicator)
    return list(rows.order_by("made_at", "pk"))


def talks_of(assessment_ids: Iterable[int], *, outer_only: bool) -> list[Talk]:
    """Return the last word about every indicator that was talked about. One query."""
    rows = (
        _seen(outer_only=outer_only)
        .filter(assessment_id__in=list(assessment_ids))
        .order_by("assessment_id", "indicator", "-made_at", "-pk")
        .distinct("assessment_id", "indicator")
    )
    return [Talk(assessment_id=row.assessment_id, indicator=row.indicator, last=row) for row in rows]


def _seen(*, outer_only: bool) -> QuerySet[JudgementMessage]:
    rows = JudgementMessage.objects.all()
    return rows.filter(stage__in=EXTERNAL) if outer_only else rows
