"""A second pair of eyes on a value: valid, or not and why."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import Assessment, Judgement, JudgementReview, ReviewVerdict
from pranata.assessment.operations._change import assessment_ref, authority, note_digest, tidy
from pranata.assessment.operations._deadline import require_before_deadline
from pranata.assessment.operations._stage import StageMoved, lock_stage
from pranata.assessment.operations.judge_indicator import JudgementChangedMeanwhile, NotYourIndicator
from pranata.assessment.policies_judging import Held, judges_in_its_stage, opened, own_assignments
from pranata.assessment.queries.judged import judged_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor

NOTE_LENGTH = 2000


class NothingToReview(ProductError):
    """Nobody judged the indicator in the stage that runs."""

    def __init__(self) -> None:
        super().__init__(
            _("Indikator ini belum dinilai, sehingga belum ada yang ditinjau."),
            remedy=_("Tunggu sampai asesor menilainya."),
        )


class SamePersonJudged(NotPermitted):
    """Whoever judged does not review what they judged."""

    def __init__(self) -> None:
        super().__init__(
            _("Anda ikut menilai indikator ini, sehingga tidak dapat meninjaunya."),
            why=_("Peninjauan dilakukan orang lain, supaya nilai dilihat oleh dua pasang mata."),
            remedy=_("Mintalah peninjau lain."),
        )


class NoteMissing(ProductError):
    """Not valid, without saying why."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Tulis catatan mengapa nilai ini tidak valid."),
            why=_("Asesor memperbaiki nilainya berdasarkan catatan itu."),
        )


class VerdictUnknown(ProductError):
    """Neither valid nor not valid."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Pilih valid atau tidak valid."))


@transaction.atomic
def review_judgement(
    *,
    task_id: int,
    indicator: str,
    expected_version: int,
    verdict: str,
    note: str,
    actor: Actor,
    now: dt.datetime,
) -> JudgementReview:
    """Record the verdict on the present value of an indicator, of the version the reviewer saw.

    Called in the scope of the actor's own instansi. Raises TaskUnknown, InterestUndeclared,
    InterestConflicts, NotYourIndicator, StageMoved, StageOver, VerdictUnknown, NoteMissing, NothingToReview,
    SamePersonJudged or JudgementChangedMeanwhile.
    """
    found = opened(actor, task_id, now)
    if not found.may_review or not found.covers(indicator):
        raise NotYourIndicator
    own = own_assignments(actor)
    text = _sound(verdict, note)
    with tenant_scope(found.task.instansi_id):
        assessment = _running(found)
        require_before_deadline(assessment, assessment.stage, now)
        row = next((one for one in judged_now(assessment) if one.indicator == indicator), None)
        if row is None:
            raise NothingToReview
        if row.changes.filter(made_by_id__in=own).exists():
            raise SamePersonJudged
        if row.version != expected_version:
            raise JudgementChangedMeanwhile(row)
        review = _write(row, verdict, text, actor=actor, now=now)
        _append(assessment, row, review, actor=actor, now=now)
    return review


def _sound(verdict: str, note: str) -> str:
    if verdict not in ReviewVerdict.values:
        raise VerdictUnknown
    text = tidy(note)[:NOTE_LENGTH]
    if verdict == ReviewVerdict.NOT_VALID and not text:
        raise NoteMissing
    return text


def _running(found: Held) -> Assessment:
    assessment = Assessment.objects.get(pk=found.task.assessment_id)
    if not judges_in_its_stage(found, assessment):
        raise StageMoved(assessment)
    return lock_stage(assessment, assessment.stage)


def _write(row: Judgement, verdict: str, note: str, *, actor: Actor, now: dt.datetime) -> JudgementReview:
    return JudgementReview.objects.create(
        instansi_id=row.instansi_id,
        judgement=row,
        version=row.version,
        verdict=verdict,
        note=note,
        **actor.made(now),
    )


def _append(
    assessment: Assessment, row: Judgement, review: JudgementReview, *, actor: Actor, now: dt.datetime
) -> None:
    append_entry(
        Act(
            action=events.JUDGEMENT_REVIEWED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={
                "indikator": row.indicator,
                "tahap": row.stage,
                "versi": row.version,
                "hasil": review.verdict,
                "sidik_catatan": note_digest(review.note),
            },
            authority=authority(assessment),
        )
    )
