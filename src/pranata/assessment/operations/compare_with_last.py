"""Saying of an indicator that it is as it was last year, or that it changed."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.levels import plain_text
from pranata.assessment.models import Answer, AnswerChange, Assessment, ChangeKind, SinceLast
from pranata.assessment.operations._change import (
    Change,
    assessment_ref,
    authority,
    lock_answer,
    require_answering,
    write_changes,
)
from pranata.assessment.operations._take_over import TakenOver, take_over
from pranata.assessment.operations.save_answer import AnswerChangedMeanwhile
from pranata.assessment.queries.previous import previous_assessment
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.policies import Actor


class NothingToCompareWith(ProductError):
    """There is no earlier assessment under the same instrument that answered the indicator."""

    def __init__(self) -> None:
        super().__init__(
            _("Indikator ini belum dijawab pada penilaian terdahulu."),
            why=_("Tanpa jawaban terdahulu tidak ada yang dapat dibandingkan."),
            remedy=_("Jawablah syaratnya seperti biasa."),
        )


class SaidAlready(ProductError):
    """The indicator is said to stand so already; nothing was written."""

    def __init__(self) -> None:
        super().__init__(_("Pilihan itu sudah tercatat; tidak ada yang diubah."))


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What came of it: the change of the answer, and what was taken over and left."""

    change: AnswerChange
    earlier: Assessment
    taken: TakenOver | None


@transaction.atomic
def confirm_unchanged(
    *, assessment: Assessment, indicator: str, expected_version: int, actor: Actor, now: dt.datetime
) -> Comparison:
    """Say that an indicator is as it was, and take over findings, evidence, note and level where silent here.

    What was answered this year stays. Evidence that was withdrawn, ends too early or is closed to the actor,
    and requirements whose text moved, are left and named. Raises NotPermitted, IndicatorUnknown,
    AssessmentNotOpen, StageOver, AnswerChangedMeanwhile, NothingToCompareWith or SaidAlready.
    """
    answer, assessment, before = _open(assessment, indicator, expected_version, actor, now)
    if answer.since_last == SinceLast.UNCHANGED:
        raise SaidAlready
    batch = uuid.uuid4()
    taken = take_over(assessment, answer, before, batch, actor=actor, now=now)
    change = Change(
        answer=answer,
        level=taken.stands.level,
        note=answer.note or before.note,
        basis=taken.stands.basis,
        reason=taken.stands.reason,
        since=SinceLast.UNCHANGED,
    )
    (row,) = write_changes([change], kind=ChangeKind.UNCHANGED, actor=actor, now=now, batch=batch)
    _append(assessment, row, before.assessment, taken, actor=actor, now=now)
    return Comparison(change=row, earlier=before.assessment, taken=taken)


@transaction.atomic
def mark_changed(
    *, assessment: Assessment, indicator: str, expected_version: int, actor: Actor, now: dt.datetime
) -> Comparison:
    """Say that an indicator is not as it was; nothing is taken over or away.

    Raises NotPermitted, IndicatorUnknown, AssessmentNotOpen, StageOver, AnswerChangedMeanwhile,
    NothingToCompareWith or SaidAlready.
    """
    answer, assessment, before = _open(assessment, indicator, expected_version, actor, now)
    if answer.since_last == SinceLast.CHANGED:
        raise SaidAlready
    change = Change(
        answer=answer,
        level=answer.level,
        note=answer.note,
        basis=answer.basis,
        reason=answer.reason,
        since=SinceLast.CHANGED,
    )
    (row,) = write_changes([change], kind=ChangeKind.CHANGED, actor=actor, now=now)
    _append(assessment, row, before.assessment, None, actor=actor, now=now)
    return Comparison(change=row, earlier=before.assessment, taken=None)


def _open(
    assessment: Assessment, indicator: str, expected_version: int, actor: Actor, now: dt.datetime
) -> tuple[Answer, Assessment, Answer]:
    """Return the locked answer, the draft as it is now, and last year's answer."""
    answer = lock_answer(assessment, indicator, actor)
    assessment = require_answering(assessment, now)
    if answer.version != expected_version:
        raise AnswerChangedMeanwhile(answer, answer.changes.latest("version"))
    earlier = previous_assessment(assessment)
    before = Answer.objects.filter(assessment=earlier, indicator=indicator).first() if earlier else None
    if before is None or (before.level is None and not before.findings.exclude(verdict="").exists()):
        raise NothingToCompareWith
    return answer, assessment, before


def _append(
    assessment: Assessment,
    row: AnswerChange,
    earlier: Assessment,
    taken: TakenOver | None,
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    shown = taken.links if taken else []
    append_entry(
        Act(
            action=events.COMPARED_WITH_LAST,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(
                assessment_ref(assessment),
                ObjectRef(role="asal", type="assessment", id=str(earlier.pk)),
                *_evidence_refs({str(link.evidence.public_id) for link in shown}),
            ),
            detail={
                "indikator": row.answer.indicator,
                "versi": row.version,
                "pilihan": row.since_after,
                "dari_penilaian": str(earlier.pk),
                "tingkat": plain_text(row.level_after),
                "hasil": {one.finding.requirement: one.verdict for one in taken.changes} if taken else {},
                "sidik_penjelasan": _digests(taken),
                "syarat_ditinggal": sorted(taken.moved) if taken else [],
                "bukti_ditinggal": {str(one.public_id): why for one, why in taken.left} if taken else {},
            },
            authority=authority(assessment),
        )
    )


def _evidence_refs(ids: set[str]) -> tuple[ObjectRef, ...]:
    return tuple(ObjectRef(role="bukti", type="evidence", id=one) for one in sorted(ids))


def _digests(taken: TakenOver | None) -> Mapping[str, str]:
    changes = taken.changes if taken else []
    return {
        row.finding.requirement: hashlib.sha256(row.explanation.encode()).hexdigest()
        for row in changes
        if row.explanation
    }
