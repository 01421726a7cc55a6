"""Ending a task of an assessor: from then on the assessment does not exist for that post."""

import datetime as dt

from django.db import transaction

from pranata.assessment import events
from pranata.assessment.models import AssessorTask
from pranata.assessment.operations._task import append_of_task
from pranata.assessment.policies_judging import TaskUnknown
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor, require_role


@transaction.atomic
def end_assessor_task(*, task_id: int, actor: Actor, now: dt.datetime) -> AssessorTask:
    """End a task that was given in the actor's instansi; what was judged in it stays.

    Called in the scope of the actor's instansi. Raises NotPermitted or TaskUnknown.
    """
    require_role(actor, Role.COORDINATOR, instansi_id=actor.instansi_id)
    rows = AssessorTask.objects.select_for_update(of=("self",)).select_related("position")
    task = rows.filter(pk=task_id, organiser_id=actor.instansi_id, ended_at__isnull=True).first()
    if task is None:
        raise TaskUnknown
    task.ended_at, task.ended_by_id = now, actor.assignment_id
    task.save(update_fields=["ended_at", "ended_by"])
    append_of_task(
        events.ASSESSOR_TASK_ENDED,
        task,
        {"jabatan": task.position.title, "bagian": task.part},
        actor=actor,
        now=now,
    )
    return task
