"""Withdrawing a published result, with a reason that stays."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import (
    Assessment,
    AssessmentState,
    PublishedResult,
    ResultOrigin,
    StepKind,
)
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.assessment.operations._sharing import end_sharing
from pranata.assessment.operations._step import add_step
from pranata.assessment.operations.reopen_assessment import given_reason
from pranata.assessment.policies import require_may_manage
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


class NotPublished(ProductError):
    """Nothing of this assessment is public by the instansi's own publishing."""

    def __init__(self) -> None:
        super().__init__(
            _("Penilaian ini tidak sedang diumumkan oleh instansi Anda."),
            why=_("Hasil evaluasi Kementerian bukan pengumuman instansi dan tidak dapat ditarik di sini."),
        )


@transaction.atomic
def withdraw_publication(
    *, assessment: Assessment, reason: str, actor: Actor, now: dt.datetime
) -> PublishedResult:
    """Take the result out of what the public sees; the row stays, with when and why.

    The assessment is closed again, and what it shared is shared no more. Raises NotPermitted,
    ReasonMissing or NotPublished.
    """
    require_may_manage(actor, assessment.instansi_id)
    text = given_reason(reason)
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    result = _published(assessment)
    result.withdrawn_at, result.withdrawal_reason = now, text
    result.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    assessment.state, assessment.published_at = AssessmentState.CLOSED, None
    assessment.save(update_fields=["state", "published_at"])
    end_sharing(assessment, reason=text, actor=actor, now=now)
    add_step(assessment, StepKind.WITHDRAWN, actor=actor, now=now, reason=text)
    append_entry(
        Act(
            action=events.PUBLICATION_WITHDRAWN,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={"alasan": text, "indeks": result.exact},
            authority=authority(assessment),
        )
    )
    return result


def _published(assessment: Assessment) -> PublishedResult:
    result = PublishedResult.objects.filter(
        instansi_id=assessment.instansi_id,
        year=assessment.year,
        instrument=assessment.instrument,
        origin=ResultOrigin.SELF_PUBLISHED,
    ).first()
    if result is None or assessment.state != AssessmentState.PUBLISHED:
        raise NotPublished
    return result
