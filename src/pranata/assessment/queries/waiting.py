"""What in the assessments of an instansi waits for somebody: the facts; the desk writes the sentences."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery

from pranata.assessment.models import EXTERNAL, AnswerChange, AssessmentState, Stage
from pranata.assessment.queries.listing import AssessmentRow

OVERRIDE_WINDOW = dt.timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Drafts not complete, drafts ready to close, and closed ones not yet public."""

    to_fill: list[AssessmentRow]
    to_close: list[AssessmentRow]
    to_publish: list[AssessmentRow]


def waiting_of(rows: list[AssessmentRow], called: frozenset[int] = frozenset()) -> Waiting:
    """Sort the assessments of an instansi by what they wait for. No query.

    One that was called for (`called`) is published once its last stage is closed, not before.
    """
    drafts = [row for row in rows if row.assessment.state == AssessmentState.DRAFT]
    closed = [row for row in rows if row.assessment.state == AssessmentState.CLOSED]
    return Waiting(
        to_fill=[row for row in drafts if row.missing],
        to_close=[row for row in drafts if not row.missing],
        to_publish=[row for row in closed if not row.missing and _is_final(row, called)],
    )


def _is_final(row: AssessmentRow, called: frozenset[int]) -> bool:
    stage = row.assessment.stage
    return stage == Stage.RESULT or (stage not in EXTERNAL and row.assessment.pk not in called)


def overridden(instansi_id: int, assignment_id: int, *, now: dt.datetime) -> list[AnswerChange]:
    """Return the present values that replaced one this assignment had entered, of the last seven days.

    Only in drafts, and only while the other's value stands. One query.
    """
    before = AnswerChange.objects.filter(answer=OuterRef("answer"), version=OuterRef("version") - 1)
    return list(
        AnswerChange.objects.filter(
            instansi_id=instansi_id,
            made_at__gt=now - OVERRIDE_WINDOW,
            version=F("answer__version"),
            answer__assessment__state=AssessmentState.DRAFT,
        )
        .exclude(made_by_id=assignment_id)
        .annotate(made_before_by=Subquery(before.values("made_by_id")[:1]))
        .filter(made_before_by=assignment_id)
        .select_related("answer__assessment")
        .order_by("-made_at")
    )
