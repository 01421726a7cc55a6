"""Closing a stage: what it gave is frozen, and what nobody judged in it is written down as kept."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import (
    Assessment,
    AssessmentState,
    AssessmentStep,
    Judgement,
    JudgementBasis,
    JudgementChange,
    Stage,
    StageResult,
    StepKind,
)
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.assessment.operations._step import add_step, snapshot_ref
from pranata.assessment.operations._tell import tell_of_stage
from pranata.assessment.queries.judging import after, stage_levels
from pranata.assessment.queries.snapshot import Snapshot, snapshot_of
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


class StageMoved(ProductError):
    """The assessment stands in another stage than the act is for."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(
            _("Penilaian ini sekarang di tahap %(stage)s.") % {"stage": Stage(assessment.stage).label},
            why=_("Nilai tiap tahap hanya berubah selama tahapnya berjalan."),
            remedy=_("Muat ulang halaman untuk melihat keadaannya sekarang."),
        )


def lock_stage(assessment: Assessment, *stages: str) -> Assessment:
    """Lock the assessment until the transaction ends and return it as it stands, in one of the stages.

    Whoever judges takes this lock too: nothing is judged in a stage while it is being closed. Needs the
    scope of the assessed instansi. Raises StageMoved.
    """
    found = Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    if found.stage not in stages or found.state == AssessmentState.PUBLISHED:
        raise StageMoved(found)
    return found


def add_result(
    assessment: Assessment, stage: str, snapshot: Snapshot, *, actor: Actor, now: dt.datetime
) -> StageResult:
    """Freeze what a stage gave."""
    return StageResult.objects.create(
        instansi_id=assessment.instansi_id,
        assessment=assessment,
        stage=stage,
        snapshot=snapshot.to_document(),
        closed_at=now,
        closed_by_id=actor.assignment_id,
        **actor.as_what(),
    )


def leave_stage(
    assessment: Assessment,
    kind: StepKind,
    stages: tuple[Stage, ...],
    *,
    actor: Actor,
    now: dt.datetime,
) -> AssessmentStep:
    """Close the stage of a locked assessment and begin the next of `stages`, with result, step and entry."""
    left, then = Stage(assessment.stage), after(assessment, stages)
    levels = stage_levels(assessment, left)
    judged, kept = _write_kept(assessment, left, levels, actor=actor, now=now)
    snapshot = snapshot_of(assessment, levels)
    add_result(assessment, left, snapshot, actor=actor, now=now)
    assessment.stage = then
    assessment.save(update_fields=["stage"])
    step = add_step(assessment, kind, actor=actor, now=now, snapshot=snapshot, stage=left)
    append_entry(
        Act(
            action=events.STAGE_CLOSED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment), snapshot_ref(snapshot)),
            detail={
                "tahap": left.value,
                "ke": then.value,
                "indeks": snapshot.index_exact,
                "dinilai": judged,
                "dipertahankan": kept,
                "sidik_instrumen": snapshot.instrument_digest,
            },
            authority=authority(assessment),
        )
    )
    tell_of_stage(assessment, step, actor, now)
    return step


def _write_kept(
    assessment: Assessment,
    stage: Stage,
    levels: Mapping[str, Decimal | None],
    *,
    actor: Actor,
    now: dt.datetime,
) -> tuple[int, int]:
    """Write the values of indicators nobody judged here as kept; return how many were judged and kept.

    Three statements, however many indicators there are.
    """
    stored = {
        row.indicator: row
        for row in Judgement.objects.filter(assessment_id=assessment.pk, stage=stage).select_for_update()
    }
    kept = [
        _kept(stored.get(number), assessment, stage, number, level, actor, now)
        for number, level in levels.items()
        if not _is_judged(stored.get(number))
    ]
    Judgement.objects.bulk_create(row for row in kept if row.indicator not in stored)
    Judgement.objects.bulk_update([row for row in kept if row.indicator in stored], KEPT)
    JudgementChange.objects.bulk_create(change_of(row, actor, now) for row in kept)
    return len(levels) - len(kept), len(kept)


KEPT = ["level", "basis", "version", "changed_at", "changed_by", "person_name", "position_title", "capacity"]


def _is_judged(row: Judgement | None) -> bool:
    return row is not None and row.gives_value


def _kept(
    row: Judgement | None,
    assessment: Assessment,
    stage: Stage,
    number: str,
    level: Decimal | None,
    actor: Actor,
    now: dt.datetime,
) -> Judgement:
    row = row or Judgement(
        instansi_id=assessment.instansi_id, assessment=assessment, stage=stage, indicator=number
    )
    row.level, row.basis = level, JudgementBasis.KEPT
    return signed(row, actor, now)


def signed(row: Judgement, actor: Actor, now: dt.datetime) -> Judgement:
    """Note on a judgement who changed it and when, one version on."""
    row.version += 1
    row.changed_at, row.changed_by_id = now, actor.assignment_id
    for name, value in actor.as_what().items():
        setattr(row, name, value)
    return row


def change_of(row: Judgement, actor: Actor, now: dt.datetime) -> JudgementChange:
    """Return the history row of a judgement as it now stands."""
    return JudgementChange(
        instansi_id=row.instansi_id,
        judgement=row,
        version=row.version,
        level=row.level,
        basis=row.basis,
        fact=row.fact,
        analysis=row.analysis,
        justification=row.justification,
        **actor.made(now),
    )
