"""Calling a call off, with a reason. What was answered stays with those who answered."""

import datetime as dt

from django.db import transaction

from pranata.assessment import events, regulations
from pranata.assessment.models import Campaign, CampaignRun, CampaignState
from pranata.assessment.operations._campaign import campaign_ref, given_reason, lock_campaign
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


@transaction.atomic
def cancel_campaign(*, campaign: Campaign, reason: str, actor: Actor, now: dt.datetime) -> Campaign:
    """Cancel a planned or open call. Its assessments go on alone and may be called again.

    Raises NotPermitted, CampaignElsewhere, CampaignNotSo or ReasonMissing.
    """
    campaign = lock_campaign(campaign, actor, CampaignState.PLANNED, CampaignState.OPEN)
    text = given_reason(reason)
    campaign.state, campaign.ended_at, campaign.ended_reason = CampaignState.CANCELLED, now, text
    campaign.save(update_fields=["state", "ended_at", "ended_reason"])
    taking_part = campaign.participations.filter(assessment__isnull=False)
    had = list(taking_part.order_by("pk").values_list("assessment_id", flat=True))
    taking_part.update(assessment=None)
    CampaignRun.objects.filter(campaign=campaign).update(ended_at=now)
    append_entry(
        Act(
            action=events.CAMPAIGN_CANCELLED,
            tenant_id=campaign.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(campaign_ref(campaign),),
            detail={"alasan": text, "penilaian": [str(pk) for pk in had]},
            authority=regulations.load(campaign.instrument).legal_basis[0].number,
        )
    )
    return campaign
