"""The list of a side: a coach's board over its area, or who coaches one's own instansi."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pranata.assessment.policies import may_read
from pranata.coaching.policies import coachable_by, may_coach
from pranata.coaching.queries.board import BoardRow, board_rows
from pranata.coaching.queries.page import coached_by
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.organisation.models import Instansi
from pranata.organisation.web.middleware import acting

PAGE = 50
LEAST = Decimal(-100)
SORTS: dict[str, Callable[[BoardRow], Any]] = {
    "nama": lambda row: row.body.name,
    "indeks": lambda row: LEAST if row.index is None else row.index,
    "perubahan": lambda row: LEAST if row.change is None else row.change,
    "terbuka": lambda row: row.open,
    "terlambat": lambda row: row.overdue,
    "kontak": lambda row: row.contact or dt.date.min,
}
ORDERS = [*SORTS, *(f"-{name}" for name in SORTS)]
DEFAULT = "-terlambat"
FILTERS: dict[str, Callable[[BoardRow], bool]] = {
    "dibina": lambda row: row.coaching is not None,
    "terlambat": lambda row: row.overdue > 0,
    "dilaporkan": lambda row: row.reported > 0,
    "turun": lambda row: row.change is not None and row.change < 0,
    "belum": lambda row: row.coaching is None,
}


@official
@require_safe
def board(request: HttpRequest) -> HttpResponseBase:
    """Show the coach's board, the coaching of one's own instansi, or both."""
    actor = acting(request)
    own = Instansi.objects.get(pk=actor.instansi_id)
    coached = coached_by(own.pk) if may_read(actor) else []
    coaches = may_coach(actor) and coachable_by(own).exists()
    context: dict[str, Any] = {"nav": "pembinaan", "coached": coached, "coaches": coaches, "own": own}
    if not coaches:
        return render(request, "coaching/board.html", context)
    rows = board_rows(own, actor.local_date(utc_now()))
    only = request.GET.get("saring", "")
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    shown = _shown(rows, only, words, request.GET.get("urut", ""))
    form = request.GET.get("bentuk", "")
    if form in ("xlsx", "csv"):
        return _export(form, shown, own)
    context |= {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("halaman")),
        "only": only,
        "words": words,
        "default_sort": DEFAULT,
        "filters": _filters(rows, only),
        "running": sum(row.coaching is not None for row in rows),
        "total": len(rows),
        "open": sum(row.open for row in rows),
        "overdue": sum(row.overdue for row in rows),
        "reported": sum(row.reported for row in rows),
        "rose": sum(row.change is not None and row.change > 0 for row in rows),
        "compared": sum(row.change is not None for row in rows),
    }
    return render(request, "coaching/board.html", context)


def _shown(rows: list[BoardRow], only: str, words: str, sort: str) -> list[BoardRow]:
    """Filter, and sort with names as the second order."""
    sort = sort if sort in ORDERS else DEFAULT
    fits = FILTERS.get(only, _anything)
    found = [row for row in rows if fits(row) and words.casefold() in row.body.name.casefold()]
    return sorted(found, key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def _anything(_row: BoardRow) -> bool:
    return True


def _filters(rows: list[BoardRow], only: str) -> list[dict[str, Any]]:
    words = {
        "": _("Semua"),
        "dibina": _("Dibina"),
        "terlambat": _("Ada yang lewat tenggat"),
        "dilaporkan": _("Menunggu konfirmasi"),
        "turun": _("Indeks turun"),
        "belum": _("Belum dibina"),
    }
    return [
        {"key": key, "text": text, "count": sum(FILTERS[key](row) for row in rows) if key else len(rows),
         "current": key == only}
        for key, text in words.items()
    ]  # fmt: skip


def _export(form: str, rows: list[BoardRow], own: Instansi) -> HttpResponseBase:
    headers = [
        _("Instansi"), _("Provinsi"), _("Tahun"), _("Indeks"), _("Perubahan"), _("Pembinaan sejak"),
        _("Lingkup"),
        _("Tindak lanjut terbuka"), _("Lewat tenggat"), _("Menunggu konfirmasi"), _("Kontak terakhir"),
    ]  # fmt: skip
    lines = [
        [
            row.body.name, row.body.province_name, row.year, row.index, row.change,
            row.coaching.starts_on if row.coaching else None, row.coaching.scope if row.coaching else "",
            row.open, row.overdue, row.reported, row.contact,
        ]
        for row in rows
    ]  # fmt: skip
    answer = xlsx_response if form == "xlsx" else csv_response
    return answer(headers, lines, _("Pembinaan %(name)s") % {"name": own.name})
