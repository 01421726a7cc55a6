"""Opening a call: from here on it counts. Its participants are reached one by one, beside the pages."""

import datetime as dt

from django.db import transaction

from pranata.assessment import events, regulations
from pranata.assessment.models import Campaign, CampaignRun, CampaignState
from pranata.assessment.operations._campaign import campaign_ref, lock_campaign
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


@transaction.atomic
def open_campaign(*, campaign: Campaign, actor: Actor, now: dt.datetime) -> Campaign:
    """Open a planned call and leave word for the work that begins its assessments (`begin_participation`).

    Raises NotPermitted, CampaignElsewhere or CampaignNotSo.
    """
    campaign = lock_campaign(campaign, actor, CampaignState.PLANNED)
    campaign.state, campaign.opened_at = CampaignState.OPEN, now
    campaign.opened_by_id = actor.assignment_id
    campaign.save(update_fields=["state", "opened_at", "opened_by"])
    CampaignRun.objects.create(campaign=campaign, instansi_id=campaign.instansi_id, started_at=now)
    append_entry(
        Act(
            action=events.CAMPAIGN_OPENED,
            tenant_id=campaign.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(campaign_ref(campaign),),
            detail={"dipanggil": campaign.participations.filter(left_at__isnull=True).count()},
            authority=regulations.load(campaign.instrument).legal_basis[0].number,
        )
    )
    return campaign
