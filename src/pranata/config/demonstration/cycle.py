"""The call of the demonstration: the province calls its kabupaten and kota under Pemdi."""

import datetime as dt
from zoneinfo import ZoneInfo

from pranata.assessment.models import Campaign, CampaignRun, Stage
from pranata.assessment.operations.open_campaign import open_campaign
from pranata.assessment.operations.plan_campaign import Plan, plan_campaign
from pranata.assessment.policies import callable_by
from pranata.assessment.tasks import count_progress, tend_campaigns
from pranata.config.demonstration.organisation import acting_for
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Instansi

LAMPUNG = "provinsi-lampung"
NAME = "Pendampingan Pemdi 2026 (contoh)"
ZONE = ZoneInfo("Asia/Jakarta")


def load(*, now: dt.datetime) -> None:
    """Plan, open and begin the call, unless there is one."""
    organiser = Instansi.objects.get(slug=LAMPUNG)
    today = now.astimezone(ZONE).date()
    with tenant_scope(organiser.pk):
        if Campaign.objects.exists():
            return
        actor = acting_for(LAMPUNG, "kadis-kominfo", today)
        called = callable_by(organiser).exclude(pk=organiser.pk).values_list("pk", flat=True)
        plan = Plan(
            name=NAME,
            instrument="pemdi-2026",
            year=2026,
            exercise="Pemantauan",
            dates={
                Stage.SELF: (_at(today, -30), _at(today, 6, last=True)),
                Stage.INTERNAL: (_at(today, 7), _at(today, 20, last=True)),
            },
            called=list(called),
            is_example=True,
        )
        open_campaign(campaign=plan_campaign(plan=plan, actor=actor, now=now), actor=actor, now=now)
    tend_campaigns(now=now)
    count_progress(CampaignRun.objects.get(instansi=organiser), now=now)


def _at(today: dt.date, days: int, *, last: bool = False) -> dt.datetime:
    time = dt.time(23, 59) if last else dt.time(0, 0)
    return dt.datetime.combine(today + dt.timedelta(days=days), time, ZONE)
