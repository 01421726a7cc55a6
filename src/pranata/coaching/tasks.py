"""What coaching tells by itself once a day: follow-ups that come due, and those that are late."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db.models import Q

from pranata.coaching import tellings
from pranata.coaching.models import FollowUp, FollowUpState
from pranata.coaching.operations._act import coaching_posts
from pranata.coaching.policies import SPEAKERS
from pranata.foundation.ui.numbers import date_written
from pranata.organisation.models import Instansi
from pranata.organisation.notices import notify
from pranata.organisation.queries.holders import positions_with

NEAR = (1, 3, 7)
"""Days before a due day on which it is told. Late ones are told once a week."""


def remind(instansi: Instansi, *, now: dt.datetime) -> None:
    """Tell the posts of the open scope, coached or coaching, what is due. One query where nothing is."""
    on = now.astimezone(ZoneInfo(instansi.time_zone)).date()
    due = FollowUp.objects.filter(
        Q(instansi=instansi) | Q(organiser=instansi),
        state=FollowUpState.AGREED,
        due_on__lte=on + dt.timedelta(days=max(NEAR)),
        coaching__ended_at__isnull=True,
    )
    for found in due.order_by("pk"):
        _tell(found, instansi, on, now)


def _tell(found: FollowUp, instansi: Instansi, on: dt.date, now: dt.datetime) -> None:
    left = (found.due_on - on).days
    near = next((days for days in NEAR if 0 <= left <= days), None)
    if left >= 0 and near is None:
        return
    kind, mark = (tellings.DUE, str(near)) if left >= 0 else (tellings.OVERDUE, str(-left // 7))
    if found.organiser_id == instansi.pk:
        posts = coaching_posts(on) if left < 0 else []
    else:
        posts = positions_with(*SPEAKERS, on=on) + ([found.position_id] if found.position_id else [])
    notify(
        kind,
        instansi_id=instansi.pk,
        positions=posts,
        key=f"{found.pk}:{found.due_on}:{mark}",
        detail={"day": date_written(found.due_on), "what": found.what[:160]},
        link=f"/pembinaan/{found.coaching_id}/tindak-lanjut/{found.pk}/",
        now=now,
    )
