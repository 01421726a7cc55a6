"""Taking shared levels back: gone from public pages at once, with everything told beside them."""

import datetime as dt

from django.db import transaction

from pranata.assessment.models import Assessment
from pranata.assessment.operations._change import tidy
from pranata.assessment.operations._sharing import NotShared, end_sharing
from pranata.assessment.operations.reopen_assessment import REASON_LENGTH
from pranata.assessment.policies_sharing import require_may_share
from pranata.organisation.policies import Actor


@transaction.atomic
def stop_sharing(*, assessment: Assessment, reason: str = "", actor: Actor, now: dt.datetime) -> Assessment:
    """Remove the levels and practices from the public tables; the published index stays.

    Raises NotPermitted or NotShared.
    """
    require_may_share(actor, assessment.instansi_id)
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if not end_sharing(assessment, reason=tidy(reason)[:REASON_LENGTH], actor=actor, now=now):
        raise NotShared
    return assessment
