"""An act on many answers at once: what opens it and what it leaves. Upload, copy and undo share it."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from pranata.assessment.levels import plain_text
from pranata.assessment.models import Answer, AnswerChange, Assessment, ChangeKind
from pranata.assessment.operations._change import (
    Change,
    assessment_ref,
    authority,
    lock_answers,
    require_answering,
    write_changes,
)
from pranata.assessment.policies import require_may_manage
from pranata.ledger.actions import ActionKind
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


def open_batch(
    assessment: Assessment, actor: Actor, now: dt.datetime
) -> tuple[Assessment, dict[str, Answer]]:
    """Return the assessment as it stands now and all its answers, locked until the transaction ends.

    Raises NotPermitted, AssessmentNotOpen or StageOver.
    """
    require_may_manage(actor, assessment.instansi_id)
    answers = lock_answers(assessment)
    return require_answering(assessment, now), answers


def write_batch(
    assessment: Assessment,
    changes: Sequence[Change],
    *,
    kind: ChangeKind,
    action: ActionKind,
    batch: uuid.UUID,
    detail: Mapping[str, Json],
    actor: Actor,
    now: dt.datetime,
) -> list[AnswerChange]:
    """Write the changes under one batch with one entry of the ledger: `detail`, and every level after."""
    rows = write_changes(changes, kind=kind, actor=actor, now=now, batch=batch)
    levels = {row.answer.indicator: plain_text(row.level_after) for row in rows}
    append_entry(
        Act(
            action=action,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={"kumpulan": str(batch), **detail, "tingkat": levels},
            authority=authority(assessment),
        )
    )
    return rows
