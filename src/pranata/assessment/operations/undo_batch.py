"""Undoing an upload or a copy as a whole."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.levels import plain_text
from pranata.assessment.models import AnswerChange, Assessment, ChangeKind
from pranata.assessment.operations._change import (
    Change,
    assessment_ref,
    authority,
    lock_answers,
    require_draft,
    write_changes,
)
from pranata.assessment.policies import require_may_manage
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


class BatchUnknown(ProductError):
    """This assessment has no such upload or copy."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("Unggahan atau salinan itu tidak ada dalam penilaian ini."))


class BatchSuperseded(ProductError):
    """Some answers of the batch were changed again since; undoing it would overwrite them."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(
            _("Indikator %(numbers)s sudah diubah lagi sesudahnya.") % {"numbers": ", ".join(numbers)},
            why=_("Mengurungkan semuanya akan menimpa perubahan yang lebih baru. Belum ada yang diurungkan."),
            remedy=_("Urungkan perubahan yang lebih baru dahulu, atau perbaiki indikatornya satu per satu."),
        )


@transaction.atomic
def undo_batch(
    *, assessment: Assessment, batch: uuid.UUID, actor: Actor, now: dt.datetime
) -> list[AnswerChange]:
    """Put back every answer of one upload or copy as it was before, as new changes; all or nothing.

    Raises NotPermitted, AssessmentNotOpen, BatchUnknown or BatchSuperseded.
    """
    require_may_manage(actor, assessment.instansi_id)
    answers = lock_answers(assessment)
    assessment = require_draft(assessment)
    undone = list(
        AnswerChange.objects.filter(answer__assessment_id=assessment.pk, batch=batch)
        .exclude(kind=ChangeKind.UNDONE)
        .select_related("answer")
    )
    if not undone:
        raise BatchUnknown
    newer = [row.answer.indicator for row in undone if answers[row.answer.indicator].version != row.version]
    if newer:
        raise BatchSuperseded(newer)
    back = [
        Change(answer=answers[row.answer.indicator], level=row.level_before, note=row.note_before)
        for row in undone
    ]
    rows = write_changes(back, kind=ChangeKind.UNDONE, actor=actor, now=now, batch=batch)
    append_entry(
        Act(
            action=events.BATCH_UNDONE,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={
                "kumpulan": str(batch),
                "tingkat": {row.answer.indicator: plain_text(row.level_after) for row in rows},
            },
            authority=authority(assessment),
        )
    )
    return rows
