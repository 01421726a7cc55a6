"""The deadlines a post has: stages of its instansi's assessments, and of the calls it made."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pranata.assessment.models import Assessment, AssessmentState, Campaign, CampaignState
from pranata.assessment.policies import may_manage, may_read
from pranata.assessment.queries.campaigns import stage_lines
from pranata.assessment.queries.cycle import calling_of
from pranata.organisation.policies import Actor


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """One end of a stage. `key` stays the same when it is put off, so that a calendar moves it."""

    key: str
    title: str
    about: str
    ends_at: dt.datetime


def deadlines_for(actor: Actor) -> list[Deadline]:
    """Return the deadlines that concern a post, in the open scope of its instansi, soonest first."""
    found: list[Deadline] = []
    if may_read(actor):
        for assessment in Assessment.objects.exclude(state=AssessmentState.PUBLISHED).order_by("pk"):
            found += _of(assessment)
    if may_manage(actor):
        for campaign in Campaign.objects.filter(instansi_id=actor.instansi_id, state=CampaignState.OPEN):
            found += [
                Deadline(
                    key=f"panggilan-{campaign.pk}-{line.stage}",
                    title=_("%(stage)s berakhir, %(name)s")
                    % {"stage": line.stage.label, "name": campaign.name},
                    about=_("Panggilan yang Anda selenggarakan."),
                    ends_at=line.closes_at,
                )
                for line in stage_lines(campaign)
            ]
    return sorted(found, key=lambda one: one.ends_at)


def _of(assessment: Assessment) -> list[Deadline]:
    calling = calling_of(assessment)
    if calling is None:
        return []
    return [
        Deadline(
            key=f"penilaian-{assessment.pk}-{dates.stage}",
            title=_("%(stage)s berakhir, %(name)s") % {"stage": dates.stage.label, "name": calling.call},
            about=_("Dipanggil oleh %(name)s.") % {"name": calling.organiser},
            ends_at=dates.closes_at,
        )
        for dates in calling.dates
    ]
