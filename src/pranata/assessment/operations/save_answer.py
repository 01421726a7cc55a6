"""Saving the level and note of one indicator, so that two people never overwrite each other silently."""

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events, regulations
from pranata.assessment.basis import RestingLevel, settled
from pranata.assessment.checklist import parsed
from pranata.assessment.levels import check_level, plain_text
from pranata.assessment.models import Answer, AnswerChange, Assessment, ChangeKind, LevelBasis
from pranata.assessment.operations._change import (
    Change,
    assessment_ref,
    authority,
    lock_answer,
    note_digest,
    require_answering,
    tidy,
    write_changes,
)
from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor

NOTE_LENGTH = 3000


class _Kept(Enum):
    KEPT = "kept"


KEPT: Final = _Kept.KEPT
"""Said of a level or a note: leave it as it is. (None is a level: none.)"""


class NoteTooLong(ProductError):
    """The note is longer than can be kept."""

    status = 422

    def __init__(self, length: int) -> None:
        super().__init__(
            _("Catatan ini %(length)d huruf, batasnya %(limit)d.") % {"length": length, "limit": NOTE_LENGTH},
            why=_("Tulisan Anda masih ada di layar dan belum disimpan."),
            remedy=_("Ringkaslah, atau sebutkan halaman dokumen yang menjelaskannya."),
        )


class NothingChanged(ProductError):
    """What was to be saved is what is stored; no change was written. `version` is the stored one."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(_("Nilai ini sama dengan yang tersimpan; tidak ada perubahan yang dicatat."))
        self.version = answer.version


class AnswerChangedMeanwhile(ProductError):
    """Somebody else saved after this person looked. Carries what they saved, so that one can choose."""

    def __init__(self, answer: Answer, theirs: AnswerChange) -> None:
        super().__init__(
            _("Nilai ini baru saja diubah oleh %(person)s, %(position)s.")
            % {"person": theirs.person_name, "position": theirs.position_title},
            why=_("Nilai Anda belum disimpan, supaya tidak ada yang tertimpa tanpa diketahui."),
            remedy=_("Pilih nilai itu, atau tetap pakai nilai Anda."),
        )
        self.level = answer.level
        self.note = answer.note
        self.version = answer.version
        self.person_name = theirs.person_name
        self.position_title = theirs.position_title
        self.capacity = theirs.capacity
        self.made_at = theirs.made_at


@transaction.atomic
def save_answer(
    *,
    assessment: Assessment,
    indicator: str,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
    level: Decimal | _Kept | None = KEPT,
    note: str | _Kept = KEPT,
    reason: str = "",
) -> AnswerChange:
    """Save a level, a note or both, and return the change. `expected_version` is the one the person saw.

    Where a checklist decides the level, another one needs a `reason`; its own needs none and follows it
    again. Raises NotPermitted, IndicatorUnknown, AssessmentNotOpen, StageOver, LevelNotAllowed, NoteTooLong,
    ReasonMissing, ReasonTooLong, NothingChanged, or AnswerChangedMeanwhile when somebody else saved since.
    Nothing is written when it raises.
    """
    answer = lock_answer(assessment, indicator, actor)
    assessment = require_answering(assessment, now)
    change = _change(assessment, answer, level, note, tidy(reason))
    if change.is_none:
        raise NothingChanged(answer)
    # What nobody ever answered cannot be overwritten, whatever version was named.
    if answer.version and answer.version != expected_version:
        raise AnswerChangedMeanwhile(answer, answer.changes.latest("version"))
    (row,) = write_changes([change], kind=ChangeKind.ENTERED, actor=actor, now=now)
    _append(assessment, row, actor=actor, now=now)
    return row


def _change(
    assessment: Assessment, answer: Answer, level: Decimal | _Kept | None, note: str | _Kept, reason: str
) -> Change:
    text = answer.note if note is KEPT else tidy(note)
    if len(text) > NOTE_LENGTH:
        raise NoteTooLong(len(text))
    if level is KEPT:
        return Change(answer=answer, level=answer.level, note=text, basis=answer.basis, reason=answer.reason)
    instrument = regulations.load(assessment.instrument).instrument
    checked = None if level is None else check_level(level, instrument)
    judged: list[str] = answer.judged  # type: ignore[attr-defined]
    after = settled(
        assessment.instrument,
        answer.indicator,
        RestingLevel.of(answer),
        parsed(judged),
        (checked, reason),
    )
    return Change(answer=answer, level=after.level, note=text, basis=after.basis, reason=after.reason)


def _append(assessment: Assessment, row: AnswerChange, *, actor: Actor, now: dt.datetime) -> None:
    append_entry(
        Act(
            action=events.ANSWER_SAVED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={
                "indikator": row.answer.indicator,
                "versi": row.version,
                "tingkat_sebelum": plain_text(row.level_before),
                "tingkat": plain_text(row.level_after),
                "sidik_catatan": note_digest(row.note_after),
                **_resting_on(row),
            },
            authority=authority(assessment),
        )
    )


def _resting_on(row: AnswerChange) -> dict[str, Json]:
    """What the level rests on, where that is not what somebody entered."""
    if row.basis_after == LevelBasis.ENTERED:
        return {}
    because = {"sidik_alasan": note_digest(row.reason_after)} if row.reason_after else {}
    return {"dasar": row.basis_after, **because}
