"""Telling the other side of judging what was done: a task given, a conflict declared, something said."""

import datetime as dt

from django.utils import translation

from pranata.assessment import tellings
from pranata.assessment.models import (
    EXTERNAL,
    Assessment,
    AssessmentStep,
    AssessorTask,
    JudgementMessage,
    MessageKind,
    Responsibility,
    Stage,
)
from pranata.assessment.policies_judging import organiser_of
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Role
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.organisation.queries.holders import positions_with


def tell_of_task(task: AssessorTask, assessment: Assessment, name: str, now: dt.datetime) -> None:
    """Tell a post which assessment it was given to judge; `name` is the assessed instansi's."""
    notify(
        tellings.TASK_GIVEN,
        instansi_id=task.organiser_id,
        positions=[task.position_id],
        key=str(task.pk),
        detail={"name": name, "year": str(assessment.year)},
        link=f"/penilaian/tugas/{task.pk}/",
        now=now,
    )


def tell_of_conflict(task: AssessorTask, actor: Actor, now: dt.datetime) -> None:
    """Tell the coordinators who give tasks that one is closed to who holds it. In the scope of their side."""
    notify(
        tellings.CONFLICT_DECLARED,
        instansi_id=task.organiser_id,
        positions=positions_with(Role.COORDINATOR, on=actor.local_date(now)),
        key=f"{task.pk}:{actor.assignment_id}",
        detail={"position": actor.position_title},
        link=f"/penilaian/{task.assessment_id}/asesor/",
        now=now,
    )


def tell_of_stage(assessment: Assessment, step: AssessmentStep, actor: Actor, now: dt.datetime) -> None:
    """Tell who judges in the stage that `step` opened, and the coordinators, but not the post that opened it.

    In the scope of the assessed instansi. A stage that opens again is told again.
    """
    with translation.override("id"):
        detail = {"stage": str(Stage(assessment.stage).label), "name": assessment.instansi.name}
    for task in _tasks_now(assessment):
        notify(
            tellings.STAGE_OPENED,
            instansi_id=task.organiser_id,
            positions=[task.position_id],
            key=f"{step.pk}:{task.pk}",
            detail=detail,
            link=f"/penilaian/tugas/{task.pk}/",
            now=now,
        )
    coordinators = {*positions_with(Role.COORDINATOR, on=actor.local_date(now))} - {actor.position_id}
    notify(
        tellings.STAGE_OPENED,
        instansi_id=assessment.instansi_id,
        positions=coordinators,
        key=str(step.pk),
        detail=detail,
        link=f"/penilaian/{assessment.pk}/",
        now=now,
    )
    if assessment.stage in EXTERNAL:
        _tell_organiser(assessment, str(step.pk), detail, actor, now)


def _tell_organiser(
    assessment: Assessment, key: str, detail: dict[str, str], actor: Actor, now: dt.datetime
) -> None:
    """Tell the coordinators who give the outer tasks, but not the post that opened the stage."""
    organiser = organiser_of(assessment)
    if organiser == assessment.instansi_id:
        return
    with tenant_scope(organiser):
        notify(
            tellings.STAGE_OPENED,
            instansi_id=organiser,
            positions={*positions_with(Role.COORDINATOR, on=actor.local_date(now))} - {actor.position_id},
            key=key,
            detail=detail,
            link=f"/penilaian/{assessment.pk}/asesor/",
            now=now,
        )


def _tasks_now(assessment: Assessment) -> list[AssessorTask]:
    """Return the tasks whose holders judge in the stage that runs; none once there is a result."""
    if assessment.stage in (Stage.SELF, Stage.RESULT):
        return []
    is_outer = assessment.stage in EXTERNAL
    tasks = AssessorTask.objects.filter(assessment=assessment, ended_at__isnull=True).order_by("pk")
    return [task for task in tasks if (task.organiser_id != assessment.instansi_id) == is_outer]


def tell_of_message(
    assessment: Assessment, message: JudgementMessage, actor: Actor, now: dt.datetime
) -> None:
    """Tell those who answer the indicator what assessors said, or assessors what was answered.

    In the scope of the assessed instansi.
    """
    if message.by_assessor:
        _tell_assessed(assessment, message, actor, now)
    else:
        _tell_assessors(assessment, message, now)


def _tell_assessed(assessment: Assessment, message: JudgementMessage, actor: Actor, now: dt.datetime) -> None:
    given = Responsibility.objects.filter(
        assessment=assessment, indicator=message.indicator, ended_at__isnull=True
    )
    posts = list(given.values_list("position_id", flat=True))
    is_question = message.kind == MessageKind.CLARIFICATION
    notify(
        tellings.CLARIFICATION_ASKED if is_question else tellings.ASSESSOR_REPLIED,
        instansi_id=assessment.instansi_id,
        positions=posts or positions_with(Role.COORDINATOR, on=actor.local_date(now)),
        key=str(message.pk),
        detail={"position": message.position_title, "number": message.indicator},
        link=f"/penilaian/{assessment.pk}/indikator/{message.indicator}/",
        now=now,
    )


def _tell_assessors(assessment: Assessment, message: JudgementMessage, now: dt.datetime) -> None:
    for task in _tasks_now(assessment):
        if task.indicators and message.indicator not in task.indicators:
            continue
        notify(
            tellings.ASSESSED_REPLIED,
            instansi_id=task.organiser_id,
            positions=[task.position_id],
            key=f"{message.pk}:{task.pk}",
            detail={"position": message.position_title, "number": message.indicator},
            link=f"/penilaian/tugas/{task.pk}/indikator/{message.indicator}/",
            now=now,
        )
