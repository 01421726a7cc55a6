"""The deadlines of a post as a calendar reads them."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pranata.assessment.queries.deadlines import deadlines_for
from pranata.coaching.queries.waiting import days_for
from pranata.foundation.exports.calendar_text import CalendarEvent, calendar_text
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.queries.actor import actor_of
from pranata.organisation.queries.calendar_feed import assignment_behind
from pranata.planning.queries.action_deadlines import action_deadlines

DAY_ENDS = dt.time(23, 59)


def calendar_of(instansi_id: int, secret: str, *, now: dt.datetime, host: str) -> bytes:
    """Return the calendar behind a secret address; without events once nobody may read it any more."""
    events: list[CalendarEvent] = []
    with tenant_scope(instansi_id):
        assignment = assignment_behind(secret, now=now)
        if assignment is not None:
            zone = ZoneInfo(assignment.instansi.time_zone)
            actor = actor_of(assignment, now.astimezone(zone).date())
            events = [
                CalendarEvent(
                    uid=f"{one.key}@{host.split(':')[0]}", at=one.ends_at, title=one.title, about=one.about
                )
                for one in (*deadlines_for(actor), *action_deadlines(actor))
            ]
            events += [
                CalendarEvent(
                    uid=f"{one.key}@{host.split(':')[0]}",
                    at=one.period[0] if one.period else dt.datetime.combine(one.on, DAY_ENDS, zone),
                    until=one.period[1] if one.period else None,
                    title=one.title,
                    about=one.about,
                )
                for one in days_for(actor)
            ]
    return calendar_text(_("Tenggat SPBE"), events, now=now)
