"""Ending a call that ran its course. Its stages and dates stay those of its assessments."""

import datetime as dt

from django.db import transaction

from pranata.assessment import events, regulations
from pranata.assessment.models import Campaign, CampaignRun, CampaignState
from pranata.assessment.operations._campaign import campaign_ref, lock_campaign
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


@transaction.atomic
def close_campaign(*, campaign: Campaign, actor: Actor, now: dt.datetime) -> Campaign:
    """Close an open call: no stage of it can be extended any more.

    Raises NotPermitted, CampaignElsewhere or CampaignNotSo.
    """
    campaign = lock_campaign(campaign, actor, CampaignState.OPEN)
    campaign.state, campaign.ended_at = CampaignState.CLOSED, now
    campaign.save(update_fields=["state", "ended_at"])
    CampaignRun.objects.filter(campaign=campaign).update(ended_at=now)
    append_entry(
        Act(
            action=events.CAMPAIGN_CLOSED,
            tenant_id=campaign.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(campaign_ref(campaign),),
            detail={"peserta": campaign.participations.filter(left_at__isnull=True).count()},
            authority=regulations.load(campaign.instrument).legal_basis[0].number,
        )
    )
    return campaign
