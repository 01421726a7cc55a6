"""Taking in a workbook that was filled outside, before any of its rows is judged."""

import datetime as dt
import hashlib

from django.db import transaction

from pranata.assessment import events
from pranata.assessment.levels_file import filled
from pranata.assessment.levels_file.filled import read_filled
from pranata.assessment.models import Assessment, FilledFile, FilledState
from pranata.assessment.operations._change import assessment_ref, authority, require_answering
from pranata.assessment.operations._filled import require_same
from pranata.assessment.policies import require_may_answer_some
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


@transaction.atomic
def receive_filled(
    *, assessment: Assessment, file_name: str, content: bytes, actor: Actor, now: dt.datetime
) -> FilledFile:
    """Keep a workbook of this assessment so that its rows can be looked at; it takes the place of an earlier.

    Rows that are wrong do not keep it out. Raises NotPermitted, AssessmentNotOpen, StageOver, LevelsFileError
    where it is no such workbook, or FilledElsewhere where it belongs to another assessment.
    """
    require_may_answer_some(actor, assessment)
    assessment = require_answering(assessment, now)
    identity = read_filled(file_name, content).identity
    require_same(identity, assessment)
    FilledFile.objects.filter(
        assessment=assessment, uploaded_by_id=actor.assignment_id, state=FilledState.WAITING
    ).update(state=FilledState.REPLACED, content=b"", finished_at=now)
    received = FilledFile.objects.create(
        instansi_id=assessment.instansi_id,
        assessment=assessment,
        file_name=file_name[-200:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=now,
        uploaded_by_id=actor.assignment_id,
        **actor.name_and_post(),
    )
    detail = {
        "berkas": received.file_name,
        "sidik": received.sha256,
        "bagian": identity.get(filled.SCOPE, ""),
    }
    append_entry(
        Act(
            action=events.FILLED_RECEIVED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail=detail,
            authority=authority(assessment),
        )
    )
    return received
