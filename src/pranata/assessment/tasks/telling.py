"""Telling posts what changed in the call they answer."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from pranata.assessment import tellings
from pranata.assessment.models import Participation, Responsibility, Stage, StageExtension
from pranata.foundation.ui.numbers import date_written
from pranata.organisation.models import Role
from pranata.organisation.notices import notify
from pranata.organisation.queries.holders import positions_with

TOLD_FOR = dt.timedelta(days=2)


def tell_extensions(part: Participation, *, now: dt.datetime) -> None:
    """Tell a participant's coordinator and who answers what was put off of late. One query where nothing was.

    In the participant's scope. What was told before is not told again.
    """
    concerning = Q(participation=part) | Q(
        participation__isnull=True, campaign_stage__campaign=part.campaign_id
    )
    recent = StageExtension.objects.filter(concerning, made_at__gt=now - TOLD_FOR)
    for row in recent.select_related("campaign_stage").order_by("pk"):
        zone = ZoneInfo(part.instansi.time_zone)
        given = Responsibility.objects.filter(assessment=part.assessment_id, ended_at__isnull=True)
        posts = positions_with(Role.COORDINATOR, on=now.astimezone(zone).date())
        with timezone.override(zone):
            notify(
                tellings.EXTENDED,
                instansi_id=part.instansi_id,
                positions=[*posts, *given.values_list("position_id", flat=True)],
                key=str(row.pk),
                detail={
                    "stage": str(Stage(row.campaign_stage.stage).label),
                    "day": date_written(row.closes_at),
                    "reason": row.reason,
                },
                link=f"/penilaian/{part.assessment_id}/",
                now=now,
            )
