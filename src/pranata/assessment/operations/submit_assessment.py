"""Handing an assessment on after the internal assessors: what they judged stands."""

import datetime as dt

from django.db import transaction

from pranata.assessment.models import Assessment, AssessmentStep, Stage, StepKind
from pranata.assessment.operations._review import require_reviewed
from pranata.assessment.operations._stage import leave_stage, lock_stage
from pranata.assessment.policies_judging import require_may_submit
from pranata.assessment.queries.cycle import stages_of
from pranata.organisation.policies import Actor


@transaction.atomic
def submit_assessment(*, assessment: Assessment, actor: Actor, now: dt.datetime) -> AssessmentStep:
    """Close the internal stage and begin the next: the first outer one, or the result where there is none.

    Raises NotPermitted, StageMoved or NotYetValid.
    """
    require_may_submit(actor, assessment)
    assessment = lock_stage(assessment, Stage.INTERNAL)
    require_reviewed(assessment)
    return leave_stage(assessment, StepKind.SUBMITTED, stages_of(assessment), actor=actor, now=now)
