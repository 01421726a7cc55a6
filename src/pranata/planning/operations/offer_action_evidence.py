"""Attaching the evidence of a finished action to the assessment that is being filled, never by itself."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment.models import Assessment, FindingEvidence
from pranata.assessment.operations.attach_evidence import attach_evidence
from pranata.foundation.errors import ProductError
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.models import Action, ActionAct, ActionActKind
from pranata.planning.operations._action import act_row, append, locked_action
from pranata.planning.operations.show_action_evidence import evidence_ref
from pranata.planning.policies_actions import require_may_report


class NothingToOffer(ProductError):
    """The action is not closed, shows no evidence that is not attached yet, or no assessment is open."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Belum ada bukti aksi ini yang dapat dipasang pada penilaian."),
            why=_("Yang dipasang adalah bukti dari aksi yang selesai, pada penilaian yang masih diisi."),
            remedy=_("Selesaikan aksinya dan tambahkan buktinya lebih dahulu."),
        )


@transaction.atomic
def offer_action_evidence(
    *, action: Action, assessment: Assessment, requirement: str, actor: Actor, now: dt.datetime
) -> list[FindingEvidence]:
    """Attach what an action shows to a requirement of its indicator, as somebody confirmed.

    Raises NotPermitted, NothingToOffer, or what attach_evidence raises.
    """
    require_may_report(actor, action)
    held = locked_action(action, None)
    links = list(held.evidence.filter(offered_at__isnull=True, evidence__withdrawn_at__isnull=True))
    items = [link.evidence for link in links]
    same = assessment.instrument == held.action_plan.plan.instrument
    if not items or not held.is_done or not same:
        raise NothingToOffer
    attached = attach_evidence(
        assessment=assessment,
        indicator=held.indicator,
        requirement=requirement,
        items=[item.public_id for item in items],
        actor=actor,
        now=now,
    )
    held.evidence.filter(pk__in=[link.pk for link in links]).update(offered_at=now)
    said = append(
        events.ACTION_EVIDENCE_OFFERED,
        held.action_plan,
        [held],
        actor=actor,
        now=now,
        detail={
            "nomor": held.action_plan.plan.number,
            "aksi": held.number,
            "asesmen": str(assessment.pk),
            "syarat": requirement,
        },
        more=[evidence_ref(item) for item in items],
    )
    row = act_row(held, ActionActKind.OFFERED, said, actor=actor, now=now, words=requirement)
    ActionAct.objects.bulk_create([row])
    return attached
