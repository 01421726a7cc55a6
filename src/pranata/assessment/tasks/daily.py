"""What is told by itself once a day: deadlines that come near, evidence that ends too early, the letter."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from pranata.assessment import tellings
from pranata.assessment.models import (
    Assessment,
    AssessmentState,
    FindingEvidence,
    Part,
    Responsibility,
    Stage,
)
from pranata.assessment.queries.cycle import StageDates, current_stage_dates
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.ui.numbers import date_written, time_written
from pranata.organisation.models import Instansi, NoticeRound, Role
from pranata.organisation.notices import notify
from pranata.organisation.operations.send_digest import Post, send_digest
from pranata.organisation.queries.holders import positions_with
from pranata.organisation.queries.notices import people_to_tell

HOUR = 6
"""From then on, in the zone of the instansi, the day's reminders are made."""
NEAR = (1, 3, 7)
"""Days before a deadline on which it is told."""


class Reminder(Protocol):
    """Tells the posts of the open scope what comes near."""

    def __call__(self, instansi: Instansi, /, *, now: dt.datetime) -> None:
        """Make the day's reminders of one instansi."""


def daily_round(
    *, now: dt.datetime, address: str, post: Post | None, reminders: Iterable[Reminder] = ()
) -> int:
    """Make the reminders of each instansi's day and send its letters; return how many instansi were due.

    `reminders` are those of apps above this one, made in the scope of each instansi. Without `post` no letter
    goes. What it raises ends the round; the instansi it was at is due again, and what was told already is not
    told twice.
    """
    done = dict(NoticeRound.objects.values_list("instansi_id", "done_on"))
    due = 0
    for instansi in Instansi.objects.order_by("pk"):
        zone = ZoneInfo(instansi.time_zone)
        local = now.astimezone(zone)
        if local.hour < HOUR or done.get(instansi.pk) == local.date():
            continue
        with tenant_scope(instansi.pk), timezone.override(zone), translation.override("id"):
            remind(instansi, now=now)
            for more in reminders:
                more(instansi, now=now)
            if post is not None:
                for person in people_to_tell(local.date()):
                    send_digest(person=person, on=local.date(), address=address, post=post, now=now)
        NoticeRound.objects.update_or_create(instansi=instansi, defaults={"done_on": local.date()})
        due += 1
    return due


def remind(instansi: Instansi, *, now: dt.datetime) -> None:
    """Tell the posts of the open scope what comes near. One query where nothing is assessed."""
    on = now.astimezone(ZoneInfo(instansi.time_zone)).date()
    running = Assessment.objects.exclude(state=AssessmentState.PUBLISHED).exclude(stage=Stage.RESULT)
    for assessment in running.order_by("pk"):
        dates = current_stage_dates(assessment)
        if dates is not None and not dates.is_over(now):
            _deadline(assessment, dates, on, now)
        if assessment.stage == Stage.SELF:
            until = (
                timezone.localtime(dates.closes_at).date() if dates else dt.date(assessment.year + 1, 1, 1)
            )
            _evidence(assessment, on, until, now)


def _deadline(assessment: Assessment, dates: StageDates, on: dt.date, now: dt.datetime) -> None:
    end = timezone.localtime(dates.closes_at)
    near = next((days for days in NEAR if (end.date() - on).days <= days), None)
    if near is None:
        return
    posts = positions_with(*_concerned(dates.stage), on=on)
    if dates.stage == Stage.SELF:
        given = Responsibility.objects.filter(assessment=assessment, ended_at__isnull=True)
        posts += given.values_list("position_id", flat=True)
    notify(
        tellings.DEADLINE_NEAR,
        instansi_id=assessment.instansi_id,
        positions=posts,
        key=f"{assessment.pk}:{dates.stage}:{end.date()}:{near}",
        detail={
            "stage": str(dates.stage.label),
            "day": date_written(end),
            "time": time_written(end),
        },
        link=f"/penilaian/{assessment.pk}/",
        now=now,
    )


def _concerned(stage: Stage) -> tuple[Role, ...]:
    return (Role.COORDINATOR, Role.INTERNAL_ASSESSOR) if stage == Stage.INTERNAL else (Role.COORDINATOR,)


def _evidence(assessment: Assessment, on: dt.date, until: dt.date, now: dt.datetime) -> None:
    """Tell who answers for an indicator that an item shown there ends before the stage does."""
    links = FindingEvidence.objects.filter(
        finding__answer__assessment=assessment,
        unlinked_at__isnull=True,
        evidence__withdrawn_at__isnull=True,
        evidence__expires_on__gt=on,
        evidence__expires_on__lte=until,
    ).select_related("evidence", "finding__answer")
    answering: dict[str, list[int]] = {}
    for number, position in Responsibility.objects.filter(
        assessment=assessment, ended_at__isnull=True, part=Part.RESPONSIBLE
    ).values_list("indicator", "position_id"):
        answering.setdefault(number, []).append(position)
    for link in links:
        item, number = link.evidence, link.finding.answer.indicator
        notify(
            tellings.EVIDENCE_EXPIRES,
            instansi_id=assessment.instansi_id,
            positions=answering.get(number, ()),
            key=f"{assessment.pk}:{item.pk}",
            detail={"title": item.title[:120], "day": date_written(item.expires_on)},
            link=f"/penilaian/{assessment.pk}/indikator/{number}/",
            now=now,
        )
