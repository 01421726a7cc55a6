"""Telling others what was done for one indicator, beside its shared level; and taking that back."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events
from pranata.assessment.models import Assessment, SharedPractice
from pranata.assessment.operations._change import IndicatorUnknown, assessment_ref, authority, tidy
from pranata.assessment.operations._sharing import NotShared, lock_sharing
from pranata.assessment.policies_sharing import require_may_share
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor

TEXT_LENGTH = 1500
KINDS = 12


class PracticeEmpty(ProductError):
    """A practice without words tells nobody anything."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Uraiannya belum diisi."),
            why=_("Instansi lain membacanya untuk tahu apa yang menaikkan tingkat."),
            remedy=_("Tulis apa yang dilakukan dalam satu kalimat atau lebih, tanpa nama orang."),
        )


@transaction.atomic
def tell_practice(
    *,
    assessment: Assessment,
    indicator: str,
    text: str,
    evidence: Iterable[str] = (),
    actor: Actor,
    now: dt.datetime,
) -> SharedPractice:
    """Write what was done for an indicator and which kinds of evidence are held: everybody may read it.

    Raises NotPermitted, NotShared, IndicatorUnknown or PracticeEmpty.
    """
    require_may_share(actor, assessment.instansi_id)
    shared = lock_sharing(assessment)
    if indicator not in shared.levels:
        raise IndicatorUnknown(indicator)
    words = tidy(text)[:TEXT_LENGTH]
    if not words:
        raise PracticeEmpty
    kinds = [tidy(kind)[:300] for kind in evidence][:KINDS]
    practice, _is_new = SharedPractice.objects.update_or_create(
        sharing=shared,
        indicator=indicator,
        defaults={
            "instansi_id": assessment.instansi_id,
            "text": words,
            "evidence": [kind for kind in kinds if kind],
            "told_at": now,
        },
    )
    append_entry(
        Act(
            action=events.PRACTICE_TOLD,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={"indikator": indicator, "uraian": words, "bukti": [*practice.evidence]},
            authority=authority(assessment),
        )
    )
    return practice


@transaction.atomic
def withdraw_practice(
    *, assessment: Assessment, indicator: str, actor: Actor, now: dt.datetime
) -> Assessment:
    """Remove what was told about an indicator; its level stays shared. Raises NotPermitted or NotShared."""
    require_may_share(actor, assessment.instansi_id)
    shared = lock_sharing(assessment)
    removed, _kinds = shared.practices.filter(indicator=indicator.replace("\x00", "")).delete()
    if not removed:
        raise NotShared
    append_entry(
        Act(
            action=events.PRACTICE_WITHDRAWN,
            tenant_id=assessment.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment),),
            detail={"indikator": indicator},
            authority=authority(assessment),
        )
    )
    return assessment
