"""Two to six bodies side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from pranata.foundation.ui import charts
from pranata.insights.queries.bodies import find_bodies
from pranata.organisation.models import Instansi
from pranata.portal.instruments import domain_names, instrument
from pranata.portal.queries.comparison import FEWEST, MOST, Comparison, chosen_bodies, read_comparison
from pranata.portal.web import parameters
from pranata.portal.web.caching import public_page

Context = dict[str, Any]


@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """Compare the bodies named by `i`; too few or too many is told, with what to do about it."""
    slugs = parameters.slugs(request, "i")
    chosen = chosen_bodies(slugs)
    unknown = [slug for slug in slugs[: MOST * 3] if slug not in {body.slug for body in chosen}]
    typed = parameters.text(request.GET, "cari")
    context: Context = {
        "nav": "hasil", "chosen": [_chip(request, body, chosen) for body in chosen], "typed": typed,
        "unknown": unknown, "most": MOST, "room": MOST - len(chosen), "too_many": len(slugs) > MOST,
        "found": _found(typed, chosen), "count": len(slugs),
    }  # fmt: skip
    if len(chosen) >= FEWEST and len(slugs) <= MOST:
        context |= _compared(request, chosen)
    return render(request, "portal/compare.html", context, status=400 if len(slugs) > MOST else 200)


def _address(slugs: list[str], **more: object) -> str:
    pairs = [*(("i", slug) for slug in slugs), *((name, str(value)) for name, value in more.items())]
    return f"{reverse('portal:compare')}?{urlencode(pairs)}"


def _chip(request: HttpRequest, body: Instansi, chosen: tuple[Instansi, ...]) -> Context:
    others = [other.slug for other in chosen if other != body]
    return {"body": body, "remove": _address(others)}


def _found(typed: str, chosen: tuple[Instansi, ...]) -> list[Context]:
    taken = [body.slug for body in chosen]
    rows = find_bodies(typed, limit=12) if typed else ()
    return [{"body": row, "add": _address([*taken, row.slug])} for row in rows if row.slug not in taken]


def _compared(request: HttpRequest, chosen: tuple[Instansi, ...]) -> Context:
    typed = parameters.text(request.GET, "tahun")
    found = read_comparison(
        chosen, int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else None
    )
    if found is None:
        return {"comparison": None}
    slugs = [body.slug for body in chosen]
    return {
        "comparison": found,
        "years": [
            {"text": str(year), "url": _address(slugs, tahun=year), "current": year == found.year}
            for year in found.years
        ],
        "index_rows": [_index_row(found, year) for year in found.years],
        "domain_rows": _domain_rows(found),
        "overlay": _overlay(found),
        **_domains(found),
        "finding": _finding(found),
    }


def _overlay(found: Comparison) -> charts.Overlay:
    series = [
        charts.Series(column.body.name, [found.index(column, year) for year in found.years])
        for column in found.bodies
    ]
    names = [column.body.name for column in found.bodies]
    sentence = _("Indeks %(names)s dari tahun ke tahun. Angkanya ada di tabel berikut.") % {
        "names": ", ".join(names)
    }
    labels = [str(year) for year in found.years]
    return charts.overlay(labels, series, sentence=sentence, headers=(_("Tahun"), *names))


def _domains(found: Comparison) -> Context:
    """A radar for two whose domains are all printed, lanes otherwise; nothing for different instruments."""
    rows = _domain_rows(found)
    values = [[cell["value"] for cell in row["cells"]] for row in rows]
    names = [row["name"] for row in rows]
    if len(found.bodies) == FEWEST and len(rows) > 2 and all(None not in both for both in values):
        own, other = (
            (column.body.name, [both[k] for both in values]) for k, column in enumerate(found.bodies)
        )
        sentence = _("Diagram radar indeks domain. Angkanya ada di tabel berikut.")
        return {"radar": charts.radar(names, own, other, sentence=sentence)}
    return {"lanes": charts.lanes(list(zip(names, values, strict=True))) if rows else None}


def _index_row(found: Comparison, year: int) -> Context:
    values = [found.index(column, year) for column in found.bodies]
    known = [value for value in values if value is not None]
    best = max(known) if len(known) > 1 and min(known) != max(known) else None
    return {
        "year": year,
        "cells": [{"value": value, "best": value is not None and value == best} for value in values],
        "spread": max(known) - min(known) if len(known) > 1 else None,
        "current": year == found.year,
    }


def _domain_rows(found: Comparison) -> list[Context]:
    used = {column.result.instrument for column in found.bodies if column.result}
    loaded = instrument(next(iter(used))) if len(used) == 1 else None
    if loaded is None:
        return []
    names = domain_names(loaded)
    return [_domain_row(found, number, name) for number, name in names.items()]


def _domain_row(found: Comparison, number: str, name: str) -> Context:
    values = [column.result.domains.get(number) if column.result else None for column in found.bodies]
    known = [value for value in values if value is not None]
    best = max(known) if len(known) > 1 and min(known) != max(known) else None
    return {
        "name": name,
        "cells": [{"value": value, "best": value is not None and value == best} for value in values],
        "spread": max(known) - min(known) if len(known) > 1 else None,
    }


def _finding(found: Comparison) -> str:
    """Who leads, and which domain tells them apart most."""
    known = [(c.result.index, c.body.name) for c in found.bodies if c.result]
    if len(known) < FEWEST:
        return _("Hanya satu yang punya hasil pada %(year)s") % {"year": found.year}
    (low, _last), (high, first) = min(known), max(known)
    if low == high:
        return _("Indeks %(year)s sama") % {"year": found.year}
    rows = [row for row in _domain_rows(found) if row["spread"]]
    text = _("%(first)s terdepan pada %(year)s") % {"first": first, "year": found.year}
    if rows:
        widest = max(rows, key=lambda row: row["spread"])["name"].lower()
        text += _("; selisih terbesar di %(domain)s") % {"domain": widest}
    return text
