"""Opening a closed assessment again, with a reason."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import Assessment, AssessmentState, AssessmentStep, Stage, StepKind
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.assessment.operations._step import add_step
from pranata.assessment.policies import require_may_manage
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor

REASON_LENGTH = 1000


class ReasonMissing(ProductError):
    """An act that undoes an official act needs a reason."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Alasan belum diisi."),
            why=_("Alasan dicatat bersama tindakan ini dan dibaca pemeriksa."),
            remedy=_("Tulislah alasannya dalam satu kalimat atau lebih."),
        )


class NotClosed(ProductError):
    """Only a closed assessment can be reopened or published."""

    def __init__(self, assessment: Assessment) -> None:
        published = assessment.state == AssessmentState.PUBLISHED
        super().__init__(
            _("Penilaian ini sudah diumumkan.") if published else _("Penilaian ini belum ditutup."),
            remedy=_("Tarik pengumumannya lebih dahulu.") if published else _("Tutuplah lebih dahulu."),
        )


class AlreadySubmitted(ProductError):
    """The assessment was handed on, so it first comes back stage by stage."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(
            _("Penilaian ini sudah sampai tahap %(stage)s.") % {"stage": Stage(assessment.stage).label},
            why=_("Isian hanya dapat dibuka kembali sebelum diajukan ke tahap berikutnya."),
            remedy=_("Mintalah tahapnya dikembalikan dengan alasan, lalu buka kembali."),
        )


@transaction.atomic
def reopen_assessment(
    *, assessment: Assessment, reason: str, actor: Actor, now: dt.datetime
) -> AssessmentStep:
    """Make a closed assessment a draft again. What it was closed as stays in its steps.

    Raises NotPermitted, ReasonMissing, NotClosed or AlreadySubmitted.
    """
    require_may_manage(actor, assessment.instansi_id)
    text = given_reason(reason)
    assessment = lock_closed(assessment)
    left = assessment.stage
    if left not in (Stage.SELF, Stage.INTERNAL):
        raise AlreadySubmitted(assessment)
    assessment.state, assessment.closed_at, assessment.stage = AssessmentState.DRAFT, None, Stage.SELF
    assessment.save(update_fields=["state", "closed_at", "stage"])
    step = add_step(assessment, StepKind.REOPENED, actor=actor, now=now, reason=text, stage=left)
    append_entry(
        Act(
            action=events.ASSESSMENT_REOPENED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={"alasan": text},
            authority=authority(assessment),
        )
    )
    return step


def given_reason(reason: str) -> str:
    """Return the reason without spaces around it, cut to what is kept, or raise ReasonMissing."""
    text = reason.replace("\x00", "").strip()[:REASON_LENGTH]
    if not text:
        raise ReasonMissing
    return text


def lock_closed(assessment: Assessment) -> Assessment:
    """Lock the assessment and return it as it stands, or raise NotClosed."""
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if locked.state != AssessmentState.CLOSED:
        raise NotClosed(locked)
    return locked
