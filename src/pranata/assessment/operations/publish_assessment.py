"""Publishing a closed assessment: the one act that writes an instansi's own result where all may read it.

What is published is what the last closed stage gave: the final values where assessors judged, else the
instansi's own. Index, predikat, domains and aspects: the level of each indicator is shared by an act of
its own (`share_levels`).
"""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events, regulations
from pranata.assessment.models import (
    EXTERNAL,
    Assessment,
    AssessmentState,
    PublishedResult,
    ResultOrigin,
    Stage,
    StepKind,
)
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.assessment.operations._step import add_step, snapshot_ref
from pranata.assessment.operations.close_assessment import AnswersStillMissing
from pranata.assessment.operations.reopen_assessment import lock_closed
from pranata.assessment.policies import require_may_manage
from pranata.assessment.queries.final import final_snapshot
from pranata.assessment.queries.snapshot import Snapshot
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


class InstrumentChanged(ProductError):
    """The instrument's arithmetic is not the one the assessment was closed under."""

    def __init__(self) -> None:
        super().__init__(
            _("Perhitungan instrumen berubah sejak penilaian ini ditutup."),
            why=_("Hasil yang diumumkan harus sama dengan hasil yang ditutup."),
            remedy=_("Buka kembali, periksa indeksnya, lalu tutup lagi."),
        )


class StillJudged(ProductError):
    """Assessors of another instansi are judging; their stage has given nothing yet."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(
            _("%(stage)s masih berjalan.") % {"stage": stage.label},
            why=_("Yang diumumkan adalah nilai akhir, dan nilai itu masih dapat berubah."),
            remedy=_("Umumkan setelah tahap terakhir ditutup."),
        )


@transaction.atomic
def publish_assessment(*, assessment: Assessment, actor: Actor, now: dt.datetime) -> PublishedResult:
    """Write the public result of a closed, complete assessment, exact and recomputable.

    Publishing again after a withdrawal replaces the withdrawn row; the steps keep both. Raises NotPermitted,
    NotClosed, StillJudged, AnswersStillMissing or InstrumentChanged.
    """
    require_may_manage(actor, assessment.instansi_id)
    assessment = lock_closed(assessment)
    stage, snapshot = _final(assessment)
    if snapshot.score.missing:
        raise AnswersStillMissing(snapshot.score.missing)
    if snapshot.instrument_digest != assessment.instrument_digest:
        raise InstrumentChanged
    result = _write(assessment, stage, snapshot, actor=actor, now=now)
    assessment.state, assessment.published_at = AssessmentState.PUBLISHED, now
    assessment.save(update_fields=["state", "published_at"])
    add_step(assessment, StepKind.PUBLISHED, actor=actor, now=now, snapshot=snapshot)
    _append(assessment, stage, snapshot, actor=actor, now=now)
    return result


def _final(assessment: Assessment) -> tuple[Stage, Snapshot]:
    """Return the stage whose values are final and those values, scored by the instrument as it is now."""
    if assessment.stage in EXTERNAL:
        raise StillJudged(Stage(assessment.stage))
    return final_snapshot(assessment)


def _write(
    assessment: Assessment, stage: Stage, snapshot: Snapshot, *, actor: Actor, now: dt.datetime
) -> PublishedResult:
    result, _is_new = PublishedResult.with_withdrawn.update_or_create(
        instansi_id=assessment.instansi_id,
        year=assessment.year,
        instrument=assessment.instrument,
        origin=ResultOrigin.SELF_PUBLISHED,
        defaults=public_values(assessment, snapshot)
        | {
            "source": f"{stage.label} {actor.instansi_name}",
            "published_at": now,
            "withdrawn_at": None,
            "withdrawal_reason": "",
        },
    )
    return result


def public_values(assessment: Assessment, snapshot: Snapshot) -> dict[str, object]:
    """Return exactly what publishing makes public about the result."""
    has_domains = regulations.load(assessment.instrument).instrument.has_domains
    return {
        "index": Decimal(snapshot.index),
        "exact": snapshot.index_exact,
        "exact_min": None,
        "exact_max": None,
        "predikat": snapshot.score.predikat.applied,
        "domains": snapshot.parts("domains") if has_domains else {},
        "aspects": snapshot.parts("aspects"),
        # A version before wrote them; published again, the row holds what this act makes public.
        "levels": {},
        "is_example": assessment.is_example,
        "instrument_digest": snapshot.instrument_digest,
        "engine_version": snapshot.engine_version,
    }


def _append(
    assessment: Assessment, stage: Stage, snapshot: Snapshot, *, actor: Actor, now: dt.datetime
) -> None:
    append_entry(
        Act(
            action=events.RESULT_PUBLISHED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment), snapshot_ref(snapshot)),
            detail={
                "indeks": snapshot.index_exact,
                "predikat": snapshot.score.predikat.applied,
                "sidik_instrumen": snapshot.instrument_digest,
                "versi_mesin": snapshot.engine_version,
                "contoh": assessment.is_example,
                "tahap": stage.value,
            },
            authority=authority(assessment),
        )
    )
