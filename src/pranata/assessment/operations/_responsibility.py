"""What giving indicators and taking them back share."""

import datetime as dt

from django.db.models import QuerySet

from pranata.assessment.models import Assessment, AssessmentState, Responsibility
from pranata.assessment.operations._change import AssessmentNotOpen
from pranata.organisation.policies import Actor


def lock_division(assessment: Assessment) -> Assessment:
    """Lock the assessment until the transaction ends, so that two who divide it follow one another.

    Raises AssessmentNotOpen: who answered for a closed result stays as it was.
    """
    found = Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    if found.state != AssessmentState.DRAFT:
        raise AssessmentNotOpen
    return found


def end(rows: QuerySet[Responsibility], *, actor: Actor, now: dt.datetime) -> int:
    """End the rows; they stay readable. Return how many."""
    return rows.update(ended_at=now, ended_by_id=actor.assignment_id)
