"""What falls due: now, and within a year."""

import datetime as dt
from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pranata.engine.retention import RetentionState, years_later
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.organisation.policies import Actor
from pranata.organisation.web.middleware import acting
from pranata.records.policies import may_see_erasures, may_see_integrity, may_see_retention
from pranata.records.queries.documents import visible_documents
from pranata.records.queries.retention import Retention, falling_due, schedule_on
from pranata.records.web.asking import choice
from pranata.records.web.wording import Told, last_day

PAGE = 50
SHOWN = ("tempo", "nanti", "ditahan")


def retention_reader(request: HttpRequest) -> Actor:
    """Return the actor if they see how long records are kept. Raises PermissionDenied."""
    actor = acting(request)
    if not may_see_retention(actor):
        raise PermissionDenied
    return actor


def frame(actor: Actor, part: str) -> dict[str, Any]:
    """Return what every page of retention needs."""
    return {
        "nav": "arsip",
        "tab": "retensi",
        "part": part,
        "may_see_integrity": may_see_integrity(actor),
        "may_see_erasures": may_see_erasures(actor),
    }


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is due and what will be within a year, the earliest first."""
    actor = retention_reader(request)
    today = actor.local_date(utc_now())
    found = _within_a_year(actor, today)
    shown = choice(request, "tampil", SHOWN)
    rows = [retention for retention in found if not shown or _kind(retention) == shown]
    page = Paginator(rows, PAGE).get_page(request.GET.get("halaman"))
    context = {
        **frame(actor, "tempo"),
        "schedule": schedule_on(actor.instansi_id, today),
        "counts": Counter(map(_kind, found)),
        "total": len(found),
        "unclassified": visible_documents(actor).filter(classification="").count(),
        "shown": shown,
        "page": page,
        "rows": [(Told(retention), _until(retention)) for retention in page],
        "export_query": request.GET.urlencode(),
    }
    return render(request, "records/retention.html", context)


@official
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as narrowed, as xlsx or csv."""
    if form not in ("xlsx", "csv"):
        raise Http404
    actor = retention_reader(request)
    shown = choice(request, "tampil", SHOWN)
    found = _within_a_year(actor, actor.local_date(utc_now()))
    headers = [
        _("Judul"), _("Nomor"), _("Unit"), _("Klasifikasi"), _("Jadwal"), _("Dihitung sejak"),
        _("Disimpan sampai"), _("Nasib"), _("Keadaan"), _("Ditahan oleh"),
    ]  # fmt: skip
    answer = xlsx_response if form == "xlsx" else csv_response
    rows = [_exported(r) for r in found if not shown or _kind(r) == shown]
    return answer(headers, rows, _("Retensi yang jatuh tempo"))


def _within_a_year(actor: Actor, today: dt.date) -> list[Retention]:
    return falling_due(
        actor.instansi_id,
        on=today,
        before=years_later(today, 1) + dt.timedelta(days=1),
        documents=visible_documents(actor),
    )


def _kind(retention: Retention) -> str:
    if retention.holds:
        return "ditahan"
    return "tempo" if retention.state == RetentionState.DUE else "nanti"


def _until(retention: Retention) -> str:
    return last_day(retention.inactive_until) if retention.inactive_until else ""


def _exported(retention: Retention) -> list[Any]:
    document = retention.document
    until = retention.inactive_until
    return [
        document.title,
        document.number,
        document.unit.name,
        document.classification,
        retention.schedule.title if retention.schedule else "",
        retention.started_on,
        until - dt.timedelta(days=1) if until else None,
        retention.fate.label if retention.fate else "",
        str(Told(retention).badge[1]),
        ", ".join(hold.unit_name for hold in retention.holds),
    ]
