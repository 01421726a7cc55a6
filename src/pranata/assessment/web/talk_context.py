"""What the answering side sees of judging on the page of an indicator: values of the stages, and the talk."""

from typing import Any

from pranata.assessment.models import Assessment, AssessmentState, Judgement, Stage
from pranata.assessment.operations.say_in_thread import TALKING
from pranata.assessment.policies_judging import may_speak_for_assessed
from pranata.assessment.queries.cycle import Calling, stages_among
from pranata.assessment.queries.judging import shown_to_assessed, side_by_side
from pranata.assessment.queries.thread import thread_of
from pranata.organisation.policies import Actor


def talk_context(
    actor: Actor, assessment: Assessment, number: str, calling: Calling | None
) -> dict[str, Any]:
    """Return the values of the stages shown to the instansi, with the words of those who judged; the thread.

    Nothing and no query while the assessment is being answered and was never judged.
    """
    if assessment.state == AssessmentState.DRAFT or assessment.source:
        return {}
    dated = calling.dates if calling else ()
    stages = shown_to_assessed(assessment, stages_among(one.stage for one in dated))
    rows = Judgement.objects.filter(assessment=assessment, indicator=number, stage__in=stages)
    judged = {Stage(row.stage): row for row in rows}
    # Of this indicator alone: what is closed was frozen, and nothing else is asked.
    own = {stage: {number: row.level} for stage, row in judged.items() if row.gives_value}
    values = side_by_side(assessment, stages, own)
    return {
        "by_stage": [(stage, values[stage].get(number), judged.get(stage)) for stage in stages],
        "thread": thread_of(assessment.pk, number, outer_only=False),
        "may_talk": assessment.stage in TALKING and may_speak_for_assessed(actor, assessment, number),
        "is_internal": assessment.stage == Stage.INTERNAL,
    }
