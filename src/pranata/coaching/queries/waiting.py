"""What of coaching waits for a post: as tasks of the desk and as days of its calendar."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from pranata.assessment.policies import lineage
from pranata.coaching.models import FollowUp, FollowUpState, Visit, VisitState
from pranata.coaching.policies import SPEAKERS, may_coach
from pranata.organisation.policies import Actor


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A follow-up that waits for the actor: to be done, or as a coach to be confirmed or pressed."""

    item: FollowUp
    is_coach: bool
    is_overdue: bool


def waiting_follow_ups(actor: Actor, on: dt.date) -> list[Waiting]:
    """Return what waits for the actor's post, soonest due first. Two queries at most."""
    coached = Q(instansi=actor.instansi_id, state=FollowUpState.AGREED)
    if not actor.has_role(*SPEAKERS):
        coached &= Q(position_id__in=lineage(actor.position_id))
    wanted = coached
    if may_coach(actor):
        late = Q(state=FollowUpState.AGREED, due_on__lt=on)
        wanted |= Q(organiser=actor.instansi_id) & (Q(state=FollowUpState.REPORTED) | late)
    rows = FollowUp.objects.filter(wanted, coaching__ended_at__isnull=True)
    return [
        Waiting(
            item=row,
            is_coach=row.organiser_id == actor.instansi_id,
            is_overdue=row.state == FollowUpState.AGREED and row.due_on < on,
        )
        for row in rows.select_related("instansi", "organiser").order_by("due_on", "pk")
    ]


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of the calendar, or hours of it. `key` stays the same when it is moved."""

    key: str
    on: dt.date
    title: str
    about: str
    period: tuple[dt.datetime, dt.datetime] | None = None


def days_for(actor: Actor) -> list[Day]:
    """Return due days and planned visits that concern a post. Three queries at most."""
    mine = Q(position_id__in=lineage(actor.position_id))
    if actor.has_role(*SPEAKERS):
        mine |= Q(instansi=actor.instansi_id)
    if may_coach(actor):
        mine |= Q(organiser=actor.instansi_id)
    due = FollowUp.objects.filter(mine, state=FollowUpState.AGREED, coaching__ended_at__isnull=True)
    found = [
        Day(key=f"tindak-lanjut-{row.pk}", on=row.due_on, title=row.what, about=row.instansi.name)
        for row in due.select_related("instansi")
    ]
    if not actor.has_role(*SPEAKERS) and not may_coach(actor):
        return found
    visits = Visit.objects.filter(state=VisitState.PLANNED, coaching__ended_at__isnull=True)
    return found + [
        Day(
            key=f"kunjungan-{row.pk}",
            on=row.on,
            title=row.agenda[:120],
            about=", ".join(filter(None, (row.instansi.name, row.place))),
            period=row.period,
        )
        for row in visits.select_related("instansi")
    ]
