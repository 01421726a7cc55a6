"""The table of all results: filter, sort, page, take along."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.foundation.exports import csv_response, xlsx_response
from pranata.foundation.ui.badges import scale_badge
from pranata.foundation.ui.numbers import written
from pranata.foundation.ui.tables import query_with
from pranata.insights.queries.reported import PREDIKAT, reported_years
from pranata.insights.queries.results_table import (
    DEFAULT_SORT,
    DOMAINS,
    SORTS,
    TableFilter,
    TableRow,
    TableSummary,
    provinces,
    read_rows,
    results_table,
    summarise,
)
from pranata.insights.queries.standing import Standing, standings
from pranata.organisation.models.instansi import InstansiKind
from pranata.portal.findings.words import share_words
from pranata.portal.instruments import domain_names, national_instrument
from pranata.portal.names import KIND_PLURALS
from pranata.portal.web import parameters
from pranata.portal.web.caching import public_file, public_page

PAGE_SIZE = 50
FILTERS = ("q", "jenis", "provinsi", "predikat")
HEADERS = (
    gettext_lazy("Tahun"), gettext_lazy("Instansi"), gettext_lazy("Jenis"), gettext_lazy("Provinsi"),
    gettext_lazy("Indeks"), gettext_lazy("Eksak dari"), gettext_lazy("Eksak sampai"),
    gettext_lazy("Predikat"),
)  # fmt: skip


@public_page
def results(request: HttpRequest) -> HttpResponse:
    """One year's results as a table; anything unknown in the address falls back to everything."""
    years = reported_years()
    if not years:
        return render(request, "portal/results.html", {"nav": "hasil", "wanted": None})
    found_provinces = provinces(years[0])
    wanted = _wanted(request, years, found_provinces)
    page = _page(request, wanted)
    rows = read_rows(cast("QuerySet[Any]", page.object_list))
    ranks = standings(wanted.year, [row.instansi_id for row in rows])
    summary = summarise(wanted)
    context = {
        "nav": "hasil", "wanted": wanted, "years": years, "provinces": found_provinces, "page": page,
        "kinds": InstansiKind.choices, "predikat_words": PREDIKAT, "summary": summary,
        "rows": [_shown(row, ranks.get(row.instansi_id)) for row in rows],
        "title": _title(wanted, summary), "finding": _finding(wanted, summary),
        "filters": _active(request, wanted), "domains": domain_names(national_instrument()),
        "default_sort": DEFAULT_SORT, "export_query": request.GET.urlencode(),
        "picked": parameters.slugs(request, "i"),
    }  # fmt: skip
    return render(request, "portal/results.html", context)


@public_file
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The table as filtered and sorted, whole, as xlsx or csv."""
    years = reported_years()
    if form not in ("xlsx", "csv") or not years:
        raise Http404
    wanted = _wanted(request, years, provinces(years[0]))
    names = domain_names(national_instrument())
    headers = [
        *HEADERS,
        *(names[number] for number in DOMAINS),
        _("Indeks tahun sebelumnya"),
        _("Catatan"),
        _("Sumber"),
    ]
    answer = xlsx_response if form == "xlsx" else csv_response
    return answer(headers, _exported(wanted), _("Hasil SPBE %(year)s") % {"year": wanted.year})


def _wanted(request: HttpRequest, years: tuple[int, ...], known_provinces: tuple[str, ...]) -> TableFilter:
    query = request.GET
    sorts = [*SORTS, *(f"-{name}" for name in SORTS)]
    return TableFilter(
        year=parameters.year(query, years, years[0]),
        kind=parameters.choice(query, "jenis", InstansiKind.values),
        province=parameters.choice(query, "provinsi", known_provinces),
        predikat=parameters.choice(query, "predikat", PREDIKAT),
        text=parameters.text(query, "q"),
        sort=parameters.choice(query, "urut", sorts, DEFAULT_SORT),
    )


def _page(request: HttpRequest, wanted: TableFilter) -> Page[Any]:
    return Paginator(results_table(wanted), PAGE_SIZE).get_page(parameters.page_number(request.GET))


def _shown(row: TableRow, standing: Standing | None) -> dict[str, object]:
    return {
        "row": row,
        "rank": standing.national.rank if standing else None,
        "kind": InstansiKind(row.kind).label,
        "url": reverse("portal:instansi", args=[row.slug]),
        "badge": _badge(row.predikat),
        "domains": [(number, row.domains.get(number)) for number in DOMAINS],
    }


@cache
def _badge(predikat: str) -> SafeString:
    """One drawing for each of the few predikat, not for each row."""
    return scale_badge(predikat)


def _title(wanted: TableFilter, summary: TableSummary) -> str:
    who = str(KIND_PLURALS[wanted.kind]) if wanted.kind else _("instansi")
    place = _(" di %(province)s") % {"province": wanted.province} if wanted.province else ""
    words = {"count": written(summary.count, 0), "who": who, "place": place, "year": wanted.year}
    return _("%(count)s %(who)s%(place)s, %(year)s") % words


def _finding(wanted: TableFilter, summary: TableSummary) -> str:
    if not summary.count:
        return ""
    parts = []
    if not wanted.predikat:
        share = share_words(summary.good, summary.count)
        parts.append(
            _("%(share)s Baik atau lebih tinggi (%(good)s).") % {"share": share, "good": summary.good}
        )
    if summary.median is not None and summary.count > 1:
        parts.append(_("Nilai tengah indeks %(median)s.") % {"median": written(summary.median)})
    if summary.compared:
        words = {"rose": summary.rose, "compared": summary.compared, "before": wanted.year - 1}
        parts.append(_("%(rose)s dari %(compared)s yang tercatat pada %(before)s indeksnya naik.") % words)
    return " ".join(parts)


def _active(request: HttpRequest, wanted: TableFilter) -> list[dict[str, str]]:
    texts: Mapping[str, str] = {
        "q": f"“{wanted.text}”" if wanted.text else "",
        "jenis": str(InstansiKind(wanted.kind).label) if wanted.kind else "",
        "provinsi": wanted.province,
        "predikat": wanted.predikat,
    }
    return [
        {"text": text, "remove_query": query_with(request.GET, {name: None, "halaman": None})}
        for name, text in texts.items()
        if text
    ]


def _exported(wanted: TableFilter) -> Iterator[list[Any]]:
    for row in read_rows(results_table(wanted)):
        yield [
            wanted.year, row.name, str(InstansiKind(row.kind).label), row.province, row.index, row.exact_min,
            row.exact_max, row.predikat, *(_number(row.domains.get(number)) for number in DOMAINS),
            row.before, row.remark, row.source,
        ]  # fmt: skip


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
