"""Everything public, to take along, with where it comes from."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pranata.foundation.exports import table_csv
from pranata.insights.queries.coverage import coverage, public_rows
from pranata.portal.web.caching import public_file, public_page

HEADERS = (
    "year", "instansi", "slug", "kind", "province", "region_code", "instrument", "origin", "index",
    "exact", "exact_min", "exact_max", "predikat", "domains", "is_suspect", "is_example", "remark", "source",
)  # fmt: skip


@public_page
def data(request: HttpRequest) -> HttpResponse:
    """What can be downloaded, by whom it was established, and under which terms."""
    return render(request, "portal/data.html", {"nav": "data", "coverage": coverage(), "columns": HEADERS})


@public_file
def results_csv(request: HttpRequest) -> HttpResponse:
    """Every public result, one a row."""
    return _csv(table_csv(HEADERS, _rows()), "hasil-spbe.csv")


@public_file
def averages_csv(request: HttpRequest) -> HttpResponse:
    """The averages as the reports print them."""
    content = files("pranata.assessment").joinpath("data", "national_averages.csv").read_bytes()
    return _csv(content, "rata-rata-nasional.csv")


def _csv(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows() -> Iterator[list[Any]]:
    for row in public_rows():
        domains = "; ".join(f"{number}={value or ''}" for number, value in sorted(row.domains.items()))
        yield [*row.head, domains, *row.tail]
