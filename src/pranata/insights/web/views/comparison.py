"""A body against others: for everybody with what it shares, for its officials with their own levels."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pranata.assessment.policies import may_read
from pranata.foundation.access import official, public
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.foundation.ui.numbers import written
from pranata.insights.queries.bodies import body_by_slug
from pranata.insights.queries.comparing import (
    NATIONAL,
    Comparing,
    LevelRow,
    compare_body,
    known_instrument,
)
from pranata.insights.queries.own_levels import chosen_assessment, levels_of_own, own_assessments
from pranata.insights.web.parameters import choice, whole
from pranata.insights.web.wording import KIND_PLURALS, group_name
from pranata.organisation.models import Instansi
from pranata.organisation.web.middleware import acting

LOWEST = Decimal(-100)
SORTS: dict[str, Callable[[LevelRow], Any]] = {
    "nomor": lambda row: 0,
    "tingkat": lambda row: LOWEST if row.own is None else row.own,
    "selisih": lambda row: LOWEST if row.gap is None else row.gap,
    "berbagi": lambda row: row.spread.total,
    "naik": lambda row: row.spread.rose,
}
SHOWN, ALIKE = 12, 8
"""How many indicators a page shows until all are asked for, and how many similar bodies."""


@official
@require_safe
def own(request: HttpRequest) -> HttpResponseBase:
    """Show the reader's instansi against others, with its own levels where the reader may see them."""
    actor = acting(request)
    body = Instansi.objects.get(pk=actor.instansi_id)
    assessments = own_assessments(body.pk) if may_read(actor) else []
    chosen = chosen_assessment(assessments, whole(request.GET, "penilaian"))
    instrument = chosen.instrument if chosen else NATIONAL
    comparing = compare_body(
        body,
        own=levels_of_own(chosen) if chosen else None,
        instrument=instrument,
        group=request.GET.get("dengan", ""),
    )
    context = {"base": "foundation/office.html", "is_own": True, "assessments": assessments}
    return _show(request, comparing, context)


@public
@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a body against others, with the levels it shares."""
    found = body_by_slug(slug)
    if found is None:
        raise Http404
    comparing = compare_body(
        found,
        own=None,
        instrument=known_instrument(request.GET.get("instrumen", "")),
        group=request.GET.get("dengan", ""),
    )
    return _show(request, comparing, {"base": "foundation/public.html", "is_own": False})


def _show(request: HttpRequest, comparing: Comparing, context: dict[str, Any]) -> HttpResponseBase:
    sort = choice(request.GET, "urut", [*SORTS, *(f"-{name}" for name in SORTS)], "-selisih")
    rows = _sorted(comparing, sort)
    form = choice(request.GET, "bentuk", ("xlsx", "csv"))
    if form:
        return _export(form, comparing, rows)
    shown = rows if choice(request.GET, "semua", ("ya",)) else rows[:SHOWN]
    similar = comparing.similar
    alike = [row for row in (similar.risers if similar else ()) if row.instansi_id != comparing.body.pk]
    context |= {
        "nav": "banding" if context["is_own"] else "hasil",
        "c": comparing,
        "body": comparing.body,
        "title": _title(comparing),
        "kind": KIND_PLURALS[comparing.body.kind],
        "groups": [(each, group_name(each.group, comparing.body)) for each in comparing.figures],
        "choices": _choices(comparing),
        "group_words": group_name(comparing.group, comparing.body),
        "similar": [(row, comparing.populations.get(row.instansi_id)) for row in alike[:ALIKE]],
        "parts": [row for row in comparing.parts if row.groups],
        "aspects": [row for row in comparing.parts if not row.groups],
        "rows": shown,
        "more": len(rows) - len(shown),
        "below": sum(row.gap is not None and row.gap > 0 for row in comparing.levels),
        "default_sort": "-selisih",
    }
    return render(request, "insights/comparison.html", context)


def _sorted(comparing: Comparing, sort: str) -> list[LevelRow]:
    """Sort by a column; rows alike keep the order of the instrument."""
    return sorted(comparing.levels, key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def _choices(comparing: Comparing) -> list[tuple[str, str, bool]]:
    found = [(group.key, group_name(group, comparing.body)) for group in comparing.groups]
    return [(key, words, key == comparing.group.key) for key, words in [("", _("semua instansi")), *found]]


def _title(comparing: Comparing) -> str:
    """Say where the body stands in its kind."""
    name = comparing.body.name
    if comparing.result is None or not comparing.figures or comparing.figures[0].index is None:
        return _("%(name)s dibandingkan dengan instansi lain") % {"name": name}
    middle = comparing.figures[0].index.middle
    words = {
        "name": name,
        "index": written(comparing.result.index),
        "year": comparing.year,
        "middle": written(middle),
        "kind": KIND_PLURALS[comparing.body.kind],
    }
    if comparing.result.index > middle:
        return _("%(name)s %(index)s pada %(year)s, di atas nilai tengah %(kind)s %(middle)s") % words
    if comparing.result.index < middle:
        return _("%(name)s %(index)s pada %(year)s, di bawah nilai tengah %(kind)s %(middle)s") % words
    return _("%(name)s %(index)s pada %(year)s, tepat di nilai tengah %(kind)s") % words


def _export(form: str, comparing: Comparing, rows: list[LevelRow]) -> HttpResponseBase:
    headers = [
        _("Indikator"), _("Nama"), _("Tingkat sendiri"), _("Instansi yang berbagi"), _("Kuartil bawah"),
        _("Nilai tengah"), _("Kuartil atas"), _("Instansi yang naik"),
    ]  # fmt: skip
    lines = []
    for row in rows:
        q = row.spread.quartiles
        middle = (q.low, q.middle, q.high) if q else (None, None, None)
        lines.append([row.number, row.name, row.own, row.spread.total, *middle, row.spread.rose])
    answer = xlsx_response if form == "xlsx" else csv_response
    return answer(headers, lines, _("Perbandingan %(name)s") % {"name": comparing.body.name})
