"""Giving an assessment back to the stage before, with a reason."""

import datetime as dt

from django.db import transaction

from pranata.assessment import events
from pranata.assessment.models import EXTERNAL, Assessment, AssessmentStep, Stage, StepKind
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.assessment.operations._stage import lock_stage
from pranata.assessment.operations._step import add_step
from pranata.assessment.operations._tell import tell_of_stage
from pranata.assessment.operations.reopen_assessment import given_reason
from pranata.assessment.policies_judging import require_may_advance
from pranata.assessment.queries.cycle import stages_of
from pranata.assessment.queries.judging import before
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor

RETURNABLE = (*EXTERNAL, Stage.RESULT)


@transaction.atomic
def return_stage(*, assessment: Assessment, reason: str, actor: Actor, now: dt.datetime) -> AssessmentStep:
    """Put an assessment back one stage; what both stages gave stays stored.

    From the internal stage back to answering it is `reopen_assessment` that leads. Called in the scope of
    the organiser or of the assessed instansi. Raises NotPermitted, ReasonMissing or StageMoved.
    """
    require_may_advance(actor, assessment)
    text = given_reason(reason)
    with tenant_scope(assessment.instansi_id):
        assessment = lock_stage(assessment, *RETURNABLE)
        left, then = Stage(assessment.stage), before(assessment.stage, stages_of(assessment))
        assessment.stage = then
        assessment.save(update_fields=["stage"])
        step = add_step(assessment, StepKind.RETURNED, actor=actor, now=now, reason=text, stage=left)
        append_entry(
            Act(
                action=events.STAGE_RETURNED,
                tenant_id=assessment.instansi_id,
                actor=actor.evidence(),
                occurred_at=now,
                objects=(assessment_ref(assessment),),
                detail={"tahap": left.value, "ke": then.value, "alasan": text},
                authority=authority(assessment),
            )
        )
        tell_of_stage(assessment, step, actor, now)
    return step
