"""Undoing one change: a new change that puts back what was there before it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.levels import plain_text
from pranata.assessment.models import AnswerChange, Assessment, ChangeKind
from pranata.assessment.operations._change import (
    Change,
    assessment_ref,
    authority,
    lock_answer,
    note_digest,
    require_answering,
    write_changes,
)
from pranata.assessment.operations._take_back import take_back_findings
from pranata.assessment.policies import require_may_read
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor

COMPARED = (ChangeKind.UNCHANGED, ChangeKind.CHANGED)


class ChangeSuperseded(ProductError):
    """The answer was changed again since; undoing this change would overwrite that one."""

    def __init__(self, latest: AnswerChange) -> None:
        super().__init__(
            _("Perubahan ini tidak dapat diurungkan, karena nilainya sudah diubah lagi oleh %(person)s.")
            % {"person": latest.person_name},
            why=_("Mengurungkannya akan menimpa perubahan yang lebih baru."),
            remedy=_("Urungkan dahulu perubahan terbaru, atau isilah nilai yang Anda kehendaki."),
        )


class FollowsChecklist(ProductError):
    """The level was computed from the checklist; nobody entered it."""

    def __init__(self) -> None:
        super().__init__(
            _("Tingkat ini dihitung dari daftar periksa, sehingga tidak dapat diurungkan sendiri."),
            why=_("Tingkat dan daftar periksa tidak boleh berbeda tanpa alasan."),
            remedy=_("Ubah jawaban syaratnya, atau tetapkan tingkat lain dengan alasan."),
        )


@transaction.atomic
def undo_change(*, assessment: Assessment, change_id: int, actor: Actor, now: dt.datetime) -> AnswerChange:
    """Put back level and note as they were before the latest change of an answer, as a new change.

    What was taken over with "Masih sama" goes back with it. Raises NotPermitted, AssessmentNotOpen,
    StageOver, ChangeSuperseded, FindingsChangedSince, FollowsChecklist, or AnswerChange.DoesNotExist for a
    change of another assessment.
    """
    require_may_read(actor, assessment.instansi_id)
    undone = AnswerChange.objects.select_related("answer").get(
        pk=change_id, answer__assessment_id=assessment.pk
    )
    answer = lock_answer(assessment, undone.answer.indicator, actor)
    assessment = require_answering(assessment, now)
    if answer.version != undone.version:
        raise ChangeSuperseded(answer.changes.latest("version"))
    if undone.kind == ChangeKind.FOLLOWED:
        raise FollowsChecklist
    back = Change(
        answer=answer,
        level=undone.level_before,
        note=undone.note_before,
        basis=undone.basis_before,
        reason=undone.reason_before,
        since=undone.since_before if undone.kind in COMPARED else None,
    )
    put_back = take_back_findings(answer, undone.batch, actor=actor, now=now) if undone.batch else {}
    (row,) = write_changes([back], kind=ChangeKind.UNDONE, actor=actor, now=now)
    append_entry(
        Act(
            action=events.CHANGE_UNDONE,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={
                "indikator": answer.indicator,
                "versi": row.version,
                "versi_diurungkan": undone.version,
                "tingkat": plain_text(row.level_after),
                "sidik_catatan": note_digest(row.note_after),
                **({"hasil": put_back} if put_back else {}),
            },
            authority=authority(assessment),
        )
    )
    return row
