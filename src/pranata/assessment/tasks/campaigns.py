"""Beginning what was called, and counting how far it is."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Max, Q

from pranata.assessment.models import (
    Answer,
    Campaign,
    CampaignRun,
    Finding,
    Participation,
    ParticipationProgress,
)
from pranata.assessment.operations._campaign import CampaignNotSo
from pranata.assessment.operations.begin_participation import begin_participation
from pranata.assessment.tasks.telling import tell_extensions
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import actor_of

COUNTED_EVERY = dt.timedelta(minutes=10)


def tend_campaigns(*, now: dt.datetime) -> int:
    """Do what the open calls wait for; return how many participants were touched.

    One short transaction for each, so it may be ended anywhere: the next call goes on where this one was.
    """
    runs = list(CampaignRun.objects.filter(ended_at__isnull=True).order_by("started_at"))
    return sum(_tend(run, now) for run in runs)


def _tend(run: CampaignRun, now: dt.datetime) -> int:
    if run.opened_at is None:
        return _begin(run, now)
    if run.counted_at is None or now - run.counted_at >= COUNTED_EVERY:
        return count_progress(run, now=now)
    return 0


def _begin(run: CampaignRun, now: dt.datetime) -> int:
    with tenant_scope(run.instansi_id):
        opener = _opener(run.campaign_id)
        waiting = Participation.objects.filter(
            campaign_id=run.campaign_id, assessment__isnull=True, left_at__isnull=True
        )
        done = 0
        for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
            try:
                done += begin_participation(participation_id=pk, opener=opener, now=now) is not None
            except CampaignNotSo:
                return done
        if not waiting.exists():
            CampaignRun.objects.filter(pk=run.pk).update(opened_at=now)
    return done


def _opener(campaign_id: int) -> Actor:
    """Return who opened the call, as of that day: the order stands, also after that person has moved on."""
    campaign = Campaign.objects.get(pk=campaign_id)
    held = Assignment.objects.select_related("position__unit", "person", "instansi")
    opener = held.get(pk=campaign.opened_by_id or campaign.created_by_id)
    opened_at = campaign.opened_at or campaign.created_at
    return actor_of(opener, opened_at.astimezone(ZoneInfo(opener.instansi.time_zone)).date())


def count_progress(run: CampaignRun, *, now: dt.datetime) -> int:
    """Count how far each participant is, each in its own scope, and write what the organiser may know."""
    with tenant_scope(run.instansi_id):
        parts = Participation.objects.filter(
            campaign_id=run.campaign_id, assessment__isnull=False, left_at__isnull=True
        )
        for part in list(parts.order_by("pk")):
            with transaction.atomic(), tenant_scope(part.instansi_id):
                _count(part, now)
                tell_extensions(part, now=now)
        CampaignRun.objects.filter(pk=run.pk).update(counted_at=now)
        return len(parts)


def _count(part: Participation, now: dt.datetime) -> None:
    counted = Answer.objects.filter(assessment__participation=part).aggregate(
        answered=Count("pk", filter=Q(level__isnull=False)), total=Count("pk"), changed_at=Max("changed_at")
    )
    # A requirement may be judged, or a word of it written, before any level follows.
    judged = Finding.objects.filter(answer__assessment__participation=part).aggregate(at=Max("changed_at"))
    typed = [at for at in (counted["changed_at"], judged["at"]) if at is not None]
    counted["changed_at"] = max(typed, default=None)
    stage = part.assessment.stage if part.assessment else ""
    ParticipationProgress.objects.update_or_create(
        participation=part,
        defaults={
            "instansi_id": part.instansi_id,
            "organiser_id": part.organiser_id,
            "stage": stage,
            "counted_at": now,
            **counted,
        },
    )
