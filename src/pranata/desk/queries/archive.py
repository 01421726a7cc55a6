"""What the archive asks of a position: evidence that ends, and daily sheets that are not in the book."""

import datetime as dt
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pranata.desk.queries.task import Task
from pranata.foundation.ui.numbers import date_written
from pranata.ledger.queries.sheets import sheet_days
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor
from pranata.records.models import Evidence
from pranata.records.policies import keeps_all, units_kept
from pranata.records.queries.evidence import visible_evidence

WEEK = dt.timedelta(days=7)
MONTH = dt.timedelta(days=30)


def archive_tasks(actor: Actor, today: dt.date) -> list[Task]:
    """Return what the archive asks. One query for who keeps evidence, four for the archivist, else none."""
    kept = units_kept(actor)
    tasks = _expiring(actor, kept, today) if kept else []
    if actor.has_role(Role.ARCHIVIST) and keeps_all(actor):
        tasks += _sheets(actor, today)
    return tasks


def _expiring(actor: Actor, kept: frozenset[int], today: dt.date) -> list[Task]:
    """One task each for what has ended, what ends within a week, and within thirty days."""
    found = visible_evidence(actor).filter(
        unit_id__in=kept, withdrawn_at__isnull=True, expires_on__lte=today + MONTH
    )
    items = list(found.order_by("expires_on", "pk"))
    ended = [one for one in items if one.expires_on and one.expires_on <= today]
    week = [one for one in items if one.expires_on and today < one.expires_on <= today + WEEK]
    month = [one for one in items if one.expires_on and one.expires_on > today + WEEK]
    tasks = []
    if ended:
        title = ngettext(
            "Ganti %(count)d bukti yang tidak berlaku lagi", "Ganti %(count)d bukti yang tidak berlaku lagi",
            len(ended),
        )  # fmt: skip
        tasks.append(_to_replace(ended, title, "kedaluwarsa", "calendar-x"))
    if week:
        title = ngettext(
            "Ganti %(count)d bukti yang berakhir dalam tujuh hari",
            "Ganti %(count)d bukti yang berakhir dalam tujuh hari",
            len(week),
        )
        tasks.append(_to_replace(week, title, "segera", "clock"))
    if month:
        title = ngettext(
            "Siapkan pengganti %(count)d bukti yang berakhir dalam tiga puluh hari",
            "Siapkan pengganti %(count)d bukti yang berakhir dalam tiga puluh hari",
            len(month),
        )
        tasks.append(_to_replace(month, title, "segera", "clock"))
    return tasks


def _to_replace(items: list[Evidence], title: str, standing: str, icon: str) -> Task:
    first = items[0]
    if len(items) == 1:
        url = reverse("records:evidence", args=[first.public_id])
    else:
        url = f"{reverse('records:evidence_list')}?{urlencode({'keadaan': standing, 'urut': 'sampai'})}"
    return Task(
        icon=icon,
        title=title % {"count": len(items)},
        detail=first.title,
        url=url,
        action=_("Lihat"),
        when=date_written(first.expires_on, short=True),
    )


def _sheets(actor: Actor, today: dt.date) -> list[Task]:
    """One task for the daily sheets of the last week that are not in the book."""
    days = sheet_days(today - WEEK, today - dt.timedelta(days=1), zone=actor.time_zone)
    waiting = [one.day for one in days if one.booking is None]
    if not waiting:
        return []
    title = ngettext(
        "Cetak dan bukukan %(count)d lembar harian", "Cetak dan bukukan %(count)d lembar harian", len(waiting)
    )
    return [
        Task(
            icon="printer",
            title=title % {"count": len(waiting)},
            detail=_("Yang tertua dari %(date)s; kertas bertahan melampaui semua kunci.")
            % {"date": date_written(min(waiting))},
            url=reverse("records:sheets"),
            action=_("Bukukan"),
        )
    ]
