"""Taking indicators back from a post."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from pranata.assessment import events
from pranata.assessment.models import Assessment, Responsibility
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.assessment.operations._responsibility import end, lock_division
from pranata.assessment.operations.assign_indicators import NothingGiven
from pranata.assessment.policies import require_may_manage
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


@transaction.atomic
def release_indicators(
    *, assessment: Assessment, indicators: Collection[str], position_id: int, actor: Actor, now: dt.datetime
) -> list[str]:
    """Take the indicators back from a post, whatever its part, and return those it had.

    Raises NotPermitted, AssessmentNotOpen or NothingGiven.
    """
    require_may_manage(actor, assessment.instansi_id)
    assessment = lock_division(assessment)
    held = Responsibility.objects.filter(
        assessment=assessment,
        indicator__in=[number.replace("\x00", "") for number in indicators],
        position_id=position_id,
        ended_at__isnull=True,
    )
    numbers = sorted(held.values_list("indicator", flat=True))
    if not numbers:
        raise NothingGiven
    end(held, actor=actor, now=now)
    append_entry(
        Act(
            action=events.INDICATORS_TAKEN_BACK,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={"jabatan": str(position_id), "indikator": [*numbers]},
            authority=authority(assessment),
        )
    )
    return numbers
