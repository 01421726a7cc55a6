"""Closing an assessment: its answers stand, and what they give is frozen."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import Assessment, AssessmentState, AssessmentStep, Stage, StepKind
from pranata.assessment.operations._change import assessment_ref, authority, lock_answers, require_draft
from pranata.assessment.operations._stage import add_result
from pranata.assessment.operations._step import add_step, snapshot_ref
from pranata.assessment.operations._tell import tell_of_stage
from pranata.assessment.policies import require_may_manage
from pranata.assessment.queries.snapshot import take_snapshot
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


class AnswersStillMissing(ProductError):
    """Indicators have no level and nobody said to close without them. `numbers` names them."""

    def __init__(self, numbers: tuple[str, ...]) -> None:
        super().__init__(
            _("%(count)d indikator belum diisi: %(numbers)s.")
            % {"count": len(numbers), "numbers": ", ".join(numbers)},
            why=_("Indeks yang pasti memerlukan semua indikator."),
            remedy=_("Lengkapi indikatornya, atau nyatakan bahwa penilaian ditutup tanpanya."),
        )
        self.numbers = numbers


@transaction.atomic
def close_assessment(
    *, assessment: Assessment, actor: Actor, now: dt.datetime, accept_missing: bool = False
) -> AssessmentStep:
    """Close a draft, freeze its result and hand it to the internal assessors.

    `accept_missing` says that unanswered indicators are known of. The instrument's digest is taken anew, so
    the result says which text it was computed by. Raises NotPermitted, AssessmentNotOpen or
    AnswersStillMissing.
    """
    require_may_manage(actor, assessment.instansi_id)
    answers = lock_answers(assessment)
    assessment = require_draft(assessment)
    snapshot = take_snapshot(assessment, answers.values())
    if snapshot.score.missing and not accept_missing:
        raise AnswersStillMissing(snapshot.score.missing)
    assessment.state = AssessmentState.CLOSED
    assessment.closed_at, assessment.stage = now, Stage.INTERNAL
    assessment.instrument_digest = snapshot.instrument_digest
    assessment.save(update_fields=["state", "closed_at", "stage", "instrument_digest"])
    add_result(assessment, Stage.SELF, snapshot, actor=actor, now=now)
    step = add_step(assessment, StepKind.CLOSED, actor=actor, now=now, snapshot=snapshot, stage=Stage.SELF)
    append_entry(
        Act(
            action=events.ASSESSMENT_CLOSED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment), snapshot_ref(snapshot)),
            detail={
                "indeks": snapshot.index_exact,
                "belum_diisi": list(snapshot.score.missing),
                "sidik_instrumen": snapshot.instrument_digest,
            },
            authority=authority(assessment),
        )
    )
    tell_of_stage(assessment, step, actor, now)
    return step
