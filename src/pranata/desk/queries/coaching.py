"""Follow-ups of coaching as tasks of the desk: to be done, to be confirmed, to be pressed."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from pranata.coaching.queries.waiting import Waiting, waiting_follow_ups
from pranata.desk.queries.task import Task
from pranata.foundation.ui.numbers import date_written
from pranata.organisation.policies import Actor

SHOWN = 5


def coaching_tasks(actor: Actor, on: dt.date) -> list[Task]:
    """Return the follow-ups that wait for a post, soonest due first. Two queries at most."""
    return [_task(waiting) for waiting in waiting_follow_ups(actor, on)[:SHOWN]]


def _task(waiting: Waiting) -> Task:
    item = waiting.item
    words = {"name": item.instansi.name if waiting.is_coach else item.organiser.name, "what": item.what[:90]}
    if waiting.is_coach:
        title = (
            _("Tanyakan tindak lanjut %(name)s")
            if waiting.is_overdue
            else _("Konfirmasi tindak lanjut %(name)s")
        )
    else:
        title = _("Kerjakan tindak lanjut pembinaan %(name)s")
    when = _("lewat tenggat %(day)s") if waiting.is_overdue else _("tenggat %(day)s")
    return Task(
        icon="checklist",
        title=title % words,
        detail=item.what,
        url=reverse("coaching:follow_up", args=[item.coaching_id, item.pk]),
        action=_("Buka"),
        when=when % {"day": date_written(item.due_on)},
    )
