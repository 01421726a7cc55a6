"""Recording the levels an official evaluation report established for a past year."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import Assessment, AssessmentState, ChangeKind, Stage, StepKind
from pranata.assessment.operations._change import assessment_ref, authority, lock_answers, write_changes
from pranata.assessment.operations._step import add_step, snapshot_ref
from pranata.assessment.operations.create_assessment import create_assessment
from pranata.assessment.operations.import_levels import differences
from pranata.assessment.policies import require_may_manage
from pranata.assessment.queries.snapshot import take_snapshot
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


class SourceMissing(ProductError):
    """Levels somebody else established need the document they were read in."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Sumber laporan belum diisi."), remedy=_("Sebutkan laporan tempat tingkat ini dibaca.")
        )


@transaction.atomic
def record_evaluation(
    *,
    year: int,
    instrument: str,
    levels: Mapping[str, Decimal],
    source: str,
    actor: Actor,
    now: dt.datetime,
) -> Assessment:
    """Create a past assessment whose levels come from an evaluation report; it is never a draft.

    It writes no public result: what the ministry established is imported from its own report. Raises
    NotPermitted, SourceMissing, IndicatorUnknown, LevelNotAllowed and what `create_assessment` raises.
    """
    require_may_manage(actor, actor.instansi_id)
    if not source.strip():
        raise SourceMissing
    assessment = create_assessment(year=year, instrument=instrument, actor=actor, now=now, source=source)
    answers = lock_answers(assessment)
    changes = differences(assessment, answers, levels)
    write_changes(changes, kind=ChangeKind.IMPORTED, actor=actor, now=now, batch=uuid.uuid4())
    snapshot = take_snapshot(assessment, answers.values())
    assessment.state, assessment.closed_at, assessment.stage = AssessmentState.PUBLISHED, now, Stage.RESULT
    assessment.save(update_fields=["state", "closed_at", "stage"])
    add_step(assessment, StepKind.RECORDED, actor=actor, now=now, reason=source, snapshot=snapshot)
    append_entry(
        Act(
            action=events.EVALUATION_RECORDED,
            tenant_id=actor.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment), snapshot_ref(snapshot)),
            detail={"sumber": source, "indeks": snapshot.index_exact, "tahun": year},
            authority=authority(assessment),
        )
    )
    return assessment
