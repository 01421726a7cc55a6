"""Letting one instansi go from a call: merged, exempted, called in error."""

import datetime as dt

from django.db import transaction

from pranata.assessment import events, regulations
from pranata.assessment.models import CampaignState, Participation
from pranata.assessment.operations._campaign import (
    CampaignElsewhere,
    campaign_ref,
    given_reason,
    lock_campaign,
)
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


@transaction.atomic
def leave_campaign(
    *, participation: Participation, reason: str, actor: Actor, now: dt.datetime
) -> Participation:
    """End a participation. The instansi keeps its assessment, which goes on without the call's dates.

    The organiser does it. Raises NotPermitted, CampaignElsewhere, CampaignNotSo or ReasonMissing.
    """
    campaign = lock_campaign(participation.campaign, actor, CampaignState.PLANNED, CampaignState.OPEN)
    text = given_reason(reason)
    part = (
        Participation.objects.select_for_update(of=("self",))
        .filter(pk=participation.pk, campaign=campaign, left_at__isnull=True)
        .select_related("instansi")
        .first()
    )
    if part is None:
        raise CampaignElsewhere
    had = part.assessment_id
    part.assessment, part.left_at, part.left_reason = None, now, text
    part.save(update_fields=["assessment", "left_at", "left_reason"])
    append_entry(
        Act(
            action=events.PARTICIPATION_LEFT,
            tenant_id=campaign.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(campaign_ref(campaign),),
            detail={
                "instansi": part.instansi.slug,
                "penilaian": str(had) if had else None,
                "alasan": text,
            },
            authority=regulations.load(campaign.instrument).legal_basis[0].number,
        )
    )
    return part
