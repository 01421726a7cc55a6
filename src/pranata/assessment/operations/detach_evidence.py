"""Taking an item of evidence off a requirement. The item itself stays in the archive."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import Assessment, FindingEvidence
from pranata.assessment.operations._change import assessment_ref, authority, lock_answer, require_answering
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.policies import Actor


class NotAttached(ProductError):
    """The item does not stand there, or no longer."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("Bukti itu tidak terpasang pada indikator ini."))


@transaction.atomic
def detach_evidence(
    *, assessment: Assessment, indicator: str, link_id: int, actor: Actor, now: dt.datetime
) -> FindingEvidence:
    """End one row of evidence of an indicator.

    Raises NotPermitted, IndicatorUnknown, AssessmentNotOpen or NotAttached.
    """
    answer = lock_answer(assessment, indicator, actor)
    assessment = require_answering(assessment, now)
    rows = FindingEvidence.objects.filter(finding__answer=answer, unlinked_at__isnull=True)
    found = rows.select_related("finding", "evidence").filter(pk=link_id).first()
    if found is None:
        raise NotAttached
    found.unlinked_at, found.unlinked_by_id = now, actor.assignment_id
    found.save(update_fields=["unlinked_at", "unlinked_by"])
    append_entry(
        Act(
            action=events.EVIDENCE_DETACHED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(
                assessment_ref(assessment),
                ObjectRef(role="bukti", type="evidence", id=str(found.evidence.public_id)),
            ),
            detail={"indikator": indicator, "syarat": found.finding.requirement},
            authority=authority(assessment),
        )
    )
    return found
