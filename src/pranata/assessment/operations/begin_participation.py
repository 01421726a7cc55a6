"""Beginning one called instansi's assessment, or joining with the one it has. Done beside the pages."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from pranata.assessment import events, regulations, tellings
from pranata.assessment.models import Assessment, Campaign, CampaignState, Participation, StepKind
from pranata.assessment.operations._begin import find_or_insert
from pranata.assessment.operations._campaign import CampaignNotSo, campaign_ref
from pranata.assessment.operations._change import assessment_ref
from pranata.assessment.operations._step import add_step
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import Act, append_entry
from pranata.organisation.models import Role
from pranata.organisation.notices import notify
from pranata.organisation.policies import Actor
from pranata.organisation.queries.holders import positions_with


@transaction.atomic
def begin_participation(*, participation_id: int, opener: Actor, now: dt.datetime) -> Participation | None:
    """Give a called instansi its assessment, in the name of whoever opened the call.

    An assessment of that year and instrument that exists already joins as it is. One that answers another
    call stays there: then this participation is left, with the reason. Returns None where somebody else is at
    it or it was done before, so that it can be asked again after any interruption. Needs the organiser's
    scope; raises CampaignNotSo unless the call is open.
    """
    part = _lock(participation_id)
    if part is None:
        return None
    campaign = part.campaign
    if campaign.state != CampaignState.OPEN or campaign.instansi_id != opener.instansi_id:
        raise CampaignNotSo(campaign)
    with tenant_scope(part.instansi_id):
        assessment, is_new = _assessment(part, opener, now)
        if not is_new and Participation.objects.filter(assessment=assessment).exists():
            part.left_at = now
            part.left_reason = _("Penilaian tahun dan instrumen ini sudah mengikuti panggilan lain.")
        else:
            part.assessment = assessment
            _record(part, assessment, opener, now, is_new=is_new)
        part.save(update_fields=["assessment", "left_at", "left_reason"])
    return part


def _lock(participation_id: int) -> Participation | None:
    free = Participation.objects.select_for_update(of=("self",), skip_locked=True)
    return (
        free.filter(pk=participation_id, assessment__isnull=True, left_at__isnull=True)
        .select_related("campaign", "organiser")
        .first()
    )


def _assessment(part: Participation, opener: Actor, now: dt.datetime) -> tuple[Assessment, bool]:
    campaign = part.campaign
    law = regulations.load(campaign.instrument).instrument
    assessment, is_new = find_or_insert(
        part.instansi_id,
        year=campaign.year,
        law=law,
        by=opener.assignment_id,
        now=now,
        is_example=campaign.is_example,
    )
    if is_new:
        add_step(assessment, StepKind.CREATED, actor=opener, now=now)
    return assessment, is_new


def _record(
    part: Participation, assessment: Assessment, opener: Actor, now: dt.datetime, *, is_new: bool
) -> None:
    campaign: Campaign = part.campaign
    append_entry(
        Act(
            action=events.PARTICIPATION_BEGUN,
            tenant_id=part.instansi_id,
            actor=opener.evidence(),
            occurred_at=now,
            objects=(assessment_ref(assessment), campaign_ref(campaign)),
            detail={
                "panggilan": campaign.name,
                "penyelenggara": part.organiser.name,
                "baru": is_new,
                "sidik_instrumen": assessment.instrument_digest,
            },
            authority=regulations.load(campaign.instrument).legal_basis[0].number,
        )
    )
    notify(
        tellings.CALLED,
        instansi_id=part.instansi_id,
        positions=positions_with(Role.COORDINATOR, Role.LEADER, on=opener.local_date(now)),
        key=str(campaign.pk),
        detail={"organiser": part.organiser.name, "call": campaign.name},
        link=f"/penilaian/{assessment.pk}/",
        now=now,
    )
