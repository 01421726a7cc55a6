"""Undoing an upload or a copy as a whole."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import AnswerChange, Assessment, ChangeKind
from pranata.assessment.operations._batch import open_batch, write_batch
from pranata.assessment.operations._change import Change
from pranata.foundation.errors import ProductError
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
    assessment, answers = open_batch(assessment, actor, now)
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
        Change(
            answer=answers[row.answer.indicator],
            level=row.level_before,
            note=row.note_before,
            basis=row.basis_before,
            reason=row.reason_before,
        )
        for row in undone
    ]
    return write_batch(
        assessment,
        back,
        kind=ChangeKind.UNDONE,
        action=events.BATCH_UNDONE,
        batch=batch,
        detail={},
        actor=actor,
        now=now,
    )
