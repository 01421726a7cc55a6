"""Putting off the end of a stage, for one participant or for all, with a reason."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.assessment import events, regulations
from pranata.assessment.models import (
    Campaign,
    CampaignRun,
    CampaignStage,
    CampaignState,
    Participation,
    StageExtension,
)
from pranata.assessment.operations._campaign import (
    CampaignElsewhere,
    campaign_ref,
    given_reason,
    lock_campaign,
)
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.policies import Actor


class NotLater(ProductError):
    """The new end is not after the one in force."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("Tanggal baru tidak lebih akhir daripada yang berlaku."),
            why=_("Tenggat yang sudah diumumkan tidak dapat dimajukan."),
            remedy=_("Pilih tanggal yang lebih akhir."),
        )


@transaction.atomic
def extend_stage(
    *,
    campaign: Campaign,
    stage: str,
    closes_at: dt.datetime,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    participation: Participation | None = None,
) -> StageExtension:
    """Write a later end of a stage; the latest counts. Without a participant it holds for all.

    Raises NotPermitted, CampaignElsewhere, CampaignNotSo, ReasonMissing or NotLater.
    """
    campaign = lock_campaign(campaign, actor, CampaignState.OPEN)
    text = given_reason(reason)
    dated = campaign.stages.filter(stage=stage).first()
    if dated is None or (participation is not None and participation.campaign_id != campaign.pk):
        raise CampaignElsewhere
    before = _end_in_force(dated, participation)
    if closes_at <= before:
        raise NotLater
    row = StageExtension.objects.create(
        instansi_id=participation.instansi_id if participation else campaign.instansi_id,
        organiser_id=campaign.instansi_id,
        campaign_stage=dated,
        participation=participation,
        closes_at=closes_at,
        reason=text,
        **actor.made(now),
    )
    # The work beside the pages tells whom it concerns, at its next step.
    CampaignRun.objects.filter(campaign=campaign).update(counted_at=None)
    _append(campaign, row, before, actor=actor, now=now)
    return row


def _end_in_force(dated: CampaignStage, participation: Participation | None) -> dt.datetime:
    for_all = dated.extensions.filter(participation__isnull=True)
    own = dated.extensions.filter(participation=participation) if participation else for_all.none()
    ends = [*for_all.values_list("closes_at", flat=True), *own.values_list("closes_at", flat=True)]
    return max([dated.closes_at, *ends])


def _append(
    campaign: Campaign, row: StageExtension, before: dt.datetime, *, actor: Actor, now: dt.datetime
) -> None:
    part = row.participation
    append_entry(
        Act(
            action=events.STAGE_EXTENDED,
            tenant_id=campaign.instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(campaign_ref(campaign),),
            detail={
                "tahap": row.campaign_stage.stage,
                "instansi": part.instansi.slug if part else None,
                "semula": before.isoformat(),
                "sampai": row.closes_at.isoformat(),
                "alasan": row.reason,
            },
            authority=regulations.load(campaign.instrument).legal_basis[0].number,
        )
    )
