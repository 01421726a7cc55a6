"""A call, made of rows: Charlie's instansi calls Alice's, whose assessment of 2025 takes part."""

import datetime as dt
from collections.abc import Mapping

from pranata.assessment.models import Assessment, Campaign, CampaignStage, CampaignState, Participation, Stage
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import NOW, Cast

DAY = dt.timedelta(days=1)
DATES = {Stage.SELF: (NOW - DAY, NOW + 30 * DAY), Stage.DOCUMENT: (NOW + 40 * DAY, NOW + 60 * DAY)}
Dates = Mapping[Stage, tuple[dt.datetime, dt.datetime]]


def make_call(cast: Cast, assessment: Assessment | None, *, dates: Dates = DATES) -> Participation:
    """Create an open call with these stages, and Alice's part in it. Opens the organiser's scope itself."""
    organiser = cast.other_instansi
    with tenant_scope(organiser.pk):
        campaign = Campaign.objects.create(
            instansi=organiser,
            name="Evaluasi",
            instrument="spbe-2020",
            instrument_digest="0" * 64,
            year=2025,
            state=CampaignState.OPEN,
            created_at=NOW,
            created_by_id=cast.charlie.assignment_id,
        )
        CampaignStage.objects.bulk_create(
            CampaignStage(
                instansi=organiser, campaign=campaign, stage=stage, opens_at=opens, closes_at=closes
            )
            for stage, (opens, closes) in dates.items()
        )
        return Participation.objects.create(
            instansi=cast.instansi,
            organiser=organiser,
            campaign=campaign,
            called_at=NOW,
            assessment=assessment,
        )
