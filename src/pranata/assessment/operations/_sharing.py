"""What the acts of sharing have in common: finding what is shared, and taking it back."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import Assessment, AssessmentState, SharedLevels, StepKind
from pranata.assessment.operations._change import assessment_ref, authority
from pranata.assessment.operations._step import add_step
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


class NotPublicYet(ProductError):
    """Only levels behind a public result are shared."""

    def __init__(self) -> None:
        super().__init__(
            _("Hasil penilaian ini belum diumumkan."),
            why=_("Tingkat indikator dibagikan bersama indeks yang dapat dibaca umum."),
            remedy=_("Umumkan hasilnya lebih dahulu."),
        )


class NotShared(ProductError):
    """Nothing of this assessment is shared, or no longer."""

    def __init__(self) -> None:
        super().__init__(
            _("Tingkat penilaian ini tidak sedang dibagikan."),
            remedy=_("Muat ulang halaman ini untuk melihat keadaannya sekarang."),
        )


def lock_public(assessment: Assessment) -> Assessment:
    """Lock the assessment and return it as it stands, or raise NotPublicYet."""
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if locked.state != AssessmentState.PUBLISHED:
        raise NotPublicYet
    return locked


def lock_sharing(assessment: Assessment) -> SharedLevels:
    """Lock what the assessment shares and return it, or raise NotShared."""
    found = SharedLevels.objects.select_for_update().filter(assessment_id=assessment.pk).first()
    if found is None:
        raise NotShared
    return found


def end_sharing(assessment: Assessment, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Remove what the assessment shares from the public tables, if anything, and say so in the ledger."""
    found = SharedLevels.objects.select_for_update().filter(assessment_id=assessment.pk).first()
    if found is None:
        return False
    told = list(found.practices.order_by("pk").values_list("indicator", flat=True))
    found.delete()
    add_step(assessment, StepKind.UNSHARED, actor=actor, now=now, reason=reason)
    append_entry(
        Act(
            action=events.SHARING_STOPPED,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={"tahun": assessment.year, "alasan": reason, "praktik": [*told]},
            authority=authority(assessment),
        )
    )
    return True
