"""What actions tell by themselves once a day: what is due soon, and each week what is late."""

import datetime as dt
from zoneinfo import ZoneInfo

from pranata.foundation.ui.numbers import date_written
from pranata.organisation.models import Instansi, Role
from pranata.organisation.notices import notify
from pranata.organisation.queries.holders import positions_with
from pranata.planning import tellings
from pranata.planning.models import Action, ActionState

NEAR = (1, 3, 7)
"""Days before the due date on which it is told."""


def remind_of_actions(instansi: Instansi, /, *, now: dt.datetime) -> None:
    """Tell posts of the open scope what is due and what is late. One query where there is neither."""
    on = now.astimezone(ZoneInfo(instansi.time_zone)).date()
    until = on + dt.timedelta(days=NEAR[-1] + 1)
    due = Action.objects.filter(
        instansi_id=instansi.pk, action_plan__ended_at__isnull=True, ends_on__lte=until
    ).exclude(state=ActionState.DONE)
    for action in due.order_by("pk"):
        left = (action.due_on - on).days
        if left >= 0:
            _near(action, next(days for days in NEAR if left <= days), now)
        else:
            _late(action, on, -left // 7, now)


def _near(action: Action, near: int, now: dt.datetime) -> None:
    notify(
        tellings.DUE_NEAR,
        instansi_id=action.instansi_id,
        positions=[action.position_id] if action.position_id else [],
        key=f"{action.pk}:{action.ends_on}:{near}",
        detail={"number": str(action.number), "day": date_written(action.due_on)},
        link=f"/rencana/aksi/{action.pk}/",
        now=now,
    )


def _late(action: Action, on: dt.date, weeks: int, now: dt.datetime) -> None:
    """Tell the post and the coordinators; again after each whole week."""
    posts = {*positions_with(Role.COORDINATOR, on=on), *([action.position_id] if action.position_id else [])}
    notify(
        tellings.LATE,
        instansi_id=action.instansi_id,
        positions=posts,
        key=f"{action.pk}:{action.ends_on}:lewat:{weeks}",
        detail={"number": str(action.number), "day": date_written(action.due_on)},
        link=f"/rencana/aksi/{action.pk}/",
        now=now,
    )
