"""Closing an outer stage of one assessment and beginning the next."""

import datetime as dt

from django.db import transaction

from pranata.assessment.models import EXTERNAL, Assessment, AssessmentStep, StepKind
from pranata.assessment.operations._review import require_reviewed
from pranata.assessment.operations._stage import leave_stage, lock_stage
from pranata.assessment.policies_judging import require_may_advance
from pranata.assessment.queries.cycle import stages_of
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.policies import Actor


@transaction.atomic
def advance_stage(*, assessment: Assessment, actor: Actor, now: dt.datetime) -> AssessmentStep:
    """Close the outer stage an assessment is in and begin the next one it has, up to the result.

    Called in the scope of the organiser or of the assessed instansi. Raises NotPermitted, StageMoved or
    NotYetValid.
    """
    require_may_advance(actor, assessment)
    with tenant_scope(assessment.instansi_id):
        assessment = lock_stage(assessment, *EXTERNAL)
        require_reviewed(assessment)
        return leave_stage(assessment, StepKind.ADVANCED, stages_of(assessment), actor=actor, now=now)
