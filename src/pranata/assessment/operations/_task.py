"""What the acts on an assessor's task share: naming it in an entry, in the assessed instansi's scope."""

import datetime as dt

from pranata.assessment.models import Assessment, AssessorTask
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.policies import Actor


def append_of_task(
    action: ActionKind, task: AssessorTask, detail: dict[str, Json], *, actor: Actor, now: dt.datetime
) -> None:
    """Append an entry about a task to the ledger of the assessed instansi."""
    with tenant_scope(task.instansi_id):
        assessment = Assessment.objects.get(pk=task.assessment_id)
        append_entry(
            Act(
                action=action,
                tenant_id=task.instansi_id,
                actor=actor.evidence(),
                occurred_at=now,
                objects=(assessment_ref(assessment), ObjectRef(role="tugas", type="task", id=str(task.pk))),
                detail=detail,
                authority=authority(assessment),
            )
        )
