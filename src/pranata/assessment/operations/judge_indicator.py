"""Judging an indicator in the stage that runs, so that two assessors never overwrite each other silently."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events, regulations
from pranata.assessment.levels import check_level, plain_text
from pranata.assessment.models import (
    Assessment,
    Judgement,
    JudgementBasis,
    JudgementChange,
    Stage,
)
from pranata.assessment.operations._change import (
    IndicatorUnknown,
    assessment_ref,
    authority,
    note_digest,
    tidy,
)
from pranata.assessment.operations._deadline import require_before_deadline
from pranata.assessment.operations._stage import StageMoved, change_of, lock_stage, signed
from pranata.assessment.policies_judging import Held, judges_in_its_stage, opened
from pranata.assessment.queries.cycle import stages_of
from pranata.assessment.queries.judging import before, stage_levels
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor

TEXT_LENGTH = 4000


class _Kept(Enum):
    KEPT = "kept"


KEPT: Final = _Kept.KEPT
"""Said of a level or a text: leave it as it is. (None is a level: that of the stage before.)"""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What an assessor says of an indicator; what is `KEPT` stays as it is."""

    level: Decimal | _Kept | None = KEPT
    fact: str | _Kept = KEPT
    analysis: str | _Kept = KEPT
    justification: str | _Kept = KEPT


class NotYourIndicator(NotPermitted):
    """The task does not reach the indicator, or is not to judge."""

    def __init__(self) -> None:
        super().__init__(
            _("Tugas Anda tidak mencakup penilaian indikator ini."),
            why=_("Setiap asesor menilai indikator yang ditugaskan, supaya jelas siapa menilai apa."),
            remedy=_("Mintalah koordinator menambah indikator ini pada tugas Anda."),
        )


class JustificationMissing(ProductError):
    """The level is another than in the stage before, and nobody said why. `before` is that level."""

    status = 422

    def __init__(self, before: Decimal | None, stage: Stage) -> None:
        super().__init__(
            _("Isi justifikasi, karena tingkat Anda berbeda dari %(stage)s.")
            % {"stage": str(stage.label).lower()},
            why=_("Tingkat belum disimpan. Instansi yang dinilai berhak tahu mengapa nilainya berubah."),
            remedy=_("Tulislah justifikasinya, atau pertahankan nilai tahap sebelumnya."),
        )
        self.before = before


class VerdictTooLong(ProductError):
    """A text is longer than can be kept."""

    status = 422

    def __init__(self, length: int) -> None:
        super().__init__(
            _("Tulisan ini %(length)d huruf, batasnya %(limit)d.") % {"length": length, "limit": TEXT_LENGTH},
            why=_("Tulisan Anda masih ada di layar dan belum disimpan."),
            remedy=_("Ringkaslah, atau sebutkan halaman bukti yang menjelaskannya."),
        )


class NothingJudged(ProductError):
    """What was to be saved is what is stored; no change was written. `version` is the stored one."""

    def __init__(self, version: int) -> None:
        super().__init__(_("Penilaian ini sama dengan yang tersimpan; tidak ada perubahan yang dicatat."))
        self.version = version


class JudgementChangedMeanwhile(ProductError):
    """Somebody else judged after this person looked. Carries what stands, so that one can choose."""

    def __init__(self, judgement: Judgement) -> None:
        super().__init__(
            _("Nilai ini baru saja diubah oleh %(person)s, %(position)s.")
            % {"person": judgement.person_name, "position": judgement.position_title},
            why=_("Nilai Anda belum disimpan, supaya tidak ada yang tertimpa tanpa diketahui."),
            remedy=_("Pilih nilai itu, atau tetap pakai nilai Anda."),
        )
        self.judgement = judgement


@transaction.atomic
def judge_indicator(
    *,
    task_id: int,
    indicator: str,
    expected_version: int,
    verdict: Verdict,
    actor: Actor,
    now: dt.datetime,
) -> JudgementChange:
    """Save a level, its fact, analysis or justification in the stage that runs, and return the change.

    `expected_version` is the one the assessor saw, 0 for none. Called in the scope of the actor's own
    instansi. Raises TaskUnknown, InterestUndeclared, InterestConflicts, NotYourIndicator, IndicatorUnknown,
    StageMoved, StageOver, LevelNotAllowed, VerdictTooLong, JustificationMissing, NothingJudged, or
    JudgementChangedMeanwhile when somebody else judged since. Nothing is written when it raises.
    """
    found = opened(actor, task_id, now)
    if not found.may_judge or not found.covers(indicator):
        raise NotYourIndicator
    with tenant_scope(found.task.instansi_id):
        assessment = _running(found)
        require_before_deadline(assessment, assessment.stage, now)
        row = _stored(assessment, indicator)
        past, level_before = _standing_before(assessment, indicator)
        wanted = _wanted(assessment, row, verdict)
        if _same(row, wanted):
            raise NothingJudged(row.version)
        if row.version and row.version != expected_version:
            raise JudgementChangedMeanwhile(row)
        if wanted.level is not None and wanted.level != level_before and not wanted.justification:
            raise JustificationMissing(level_before, past)
        change = _write(row, wanted, actor=actor, now=now)
        _append(assessment, change, level_before, actor=actor, now=now)
    return change


def _running(found: Held) -> Assessment:
    """Return the assessment, locked, in a stage that the side of the task judges in."""
    assessment = Assessment.objects.get(pk=found.task.assessment_id)
    if not judges_in_its_stage(found, assessment):
        raise StageMoved(assessment)
    return lock_stage(assessment, assessment.stage)


def _stored(assessment: Assessment, indicator: str) -> Judgement:
    numbers = {item.number for item in regulations.load(assessment.instrument).indicators}
    if indicator not in numbers:
        raise IndicatorUnknown(indicator)
    rows = Judgement.objects.filter(assessment=assessment, stage=assessment.stage, indicator=indicator)
    return rows.first() or Judgement(
        instansi_id=assessment.instansi_id,
        assessment=assessment,
        stage=assessment.stage,
        indicator=indicator,
    )


def _standing_before(assessment: Assessment, indicator: str) -> tuple[Stage, Decimal | None]:
    past = before(assessment.stage, stages_of(assessment))
    return past, stage_levels(assessment, past).get(indicator)


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    level: Decimal | None
    fact: str
    analysis: str
    justification: str


def _wanted(assessment: Assessment, row: Judgement, verdict: Verdict) -> _Wanted:
    """Return what the row is to become. A value that was kept from before counts as none of this stage."""
    standing = row.level if row.basis == JudgementBasis.JUDGED else None
    level = standing if verdict.level is KEPT else verdict.level
    instrument = regulations.load(assessment.instrument).instrument
    return _Wanted(
        level=None if level is None else check_level(level, instrument),
        fact=_text(verdict.fact, row.fact),
        analysis=_text(verdict.analysis, row.analysis),
        justification=_text(verdict.justification, row.justification),
    )


def _text(said: str | _Kept, stored: str) -> str:
    if said is KEPT:
        return stored
    text = tidy(said)
    if len(text) > TEXT_LENGTH:
        raise VerdictTooLong(len(text))
    return text


def _same(row: Judgement, wanted: _Wanted) -> bool:
    standing = row.level if row.basis == JudgementBasis.JUDGED else None
    stored = (standing, row.fact, row.analysis, row.justification)
    return stored == (wanted.level, wanted.fact, wanted.analysis, wanted.justification)


def _write(row: Judgement, wanted: _Wanted, *, actor: Actor, now: dt.datetime) -> JudgementChange:
    row.level, row.basis = wanted.level, JudgementBasis.JUDGED
    row.fact, row.analysis, row.justification = wanted.fact, wanted.analysis, wanted.justification
    signed(row, actor, now).save()
    change = change_of(row, actor, now)
    change.save(force_insert=True)
    return change


def _append(
    assessment: Assessment,
    change: JudgementChange,
    level_before: Decimal | None,
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    append_entry(
        Act(
            action=events.INDICATOR_JUDGED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={
                "indikator": change.judgement.indicator,
                "tahap": change.judgement.stage,
                "versi": change.version,
                "tingkat_sebelum": plain_text(level_before),
                "tingkat": plain_text(change.level),
                "sidik_fakta": note_digest(change.fact),
                "sidik_analisis": note_digest(change.analysis),
                "sidik_justifikasi": note_digest(change.justification),
            },
            authority=authority(assessment),
        )
    )
