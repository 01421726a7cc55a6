"""Sharing the levels behind a public result, so that others see who rose on an indicator."""

import datetime as dt

from django.db import transaction

from pranata.assessment import events
from pranata.assessment.models import Assessment, SharedLevels, Stage, StepKind
from pranata.assessment.operations._change import assessment_ref, authority, tidy
from pranata.assessment.operations._sharing import lock_public
from pranata.assessment.operations._step import add_step, snapshot_ref
from pranata.assessment.operations.reopen_assessment import REASON_LENGTH
from pranata.assessment.policies_sharing import require_may_share
from pranata.assessment.queries.final import final_snapshot
from pranata.assessment.queries.snapshot import Snapshot
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor

CONTACT_LENGTH = 200


@transaction.atomic
def share_levels(
    *, assessment: Assessment, contact: str = "", reason: str = "", actor: Actor, now: dt.datetime
) -> SharedLevels:
    """Write the level of every answered indicator where everybody may read it.

    `contact` is the unit to ask. Shared again, the row follows the present values and contact; what was told
    about indicators stays. Raises NotPermitted or NotPublicYet.
    """
    require_may_share(actor, assessment.instansi_id)
    assessment = lock_public(assessment)
    stage, snapshot = final_snapshot(assessment)
    shared = _write(assessment, stage, snapshot, tidy(contact)[:CONTACT_LENGTH], now)
    text = tidy(reason)[:REASON_LENGTH]
    add_step(assessment, StepKind.SHARED, actor=actor, now=now, reason=text, snapshot=snapshot)
    append_entry(
        Act(
            action=events.LEVELS_SHARED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment), snapshot_ref(snapshot)),
            detail={
                "tahun": assessment.year,
                "instrumen": assessment.instrument,
                "tahap": stage.value,
                "tingkat": {**shared.levels},
                "kontak": shared.contact,
                "alasan": text,
                "contoh": shared.is_example,
            },
            authority=authority(assessment),
        )
    )
    return shared


def _write(
    assessment: Assessment, stage: Stage, snapshot: Snapshot, contact: str, now: dt.datetime
) -> SharedLevels:
    shared, _is_new = SharedLevels.objects.update_or_create(
        assessment=assessment,
        defaults={
            "instansi_id": assessment.instansi_id,
            "year": assessment.year,
            "instrument": assessment.instrument,
            "instrument_digest": snapshot.instrument_digest,
            "stage": stage,
            "source": assessment.source[:300],
            "levels": {number: level for number, level in snapshot.levels.items() if level is not None},
            "contact": contact,
            "is_example": assessment.is_example,
            "shared_at": now,
        },
    )
    return shared
