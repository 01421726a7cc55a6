"""The page of one body, and the file to recompute its index from."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from pranata.assessment.regulations import UnknownInstrument, load
from pranata.engine.scoring import display, score
from pranata.foundation.ui import charts
from pranata.foundation.ui.numbers import written
from pranata.insights.queries.bodies import body_by_slug, nearest_bodies
from pranata.insights.queries.body_results import PublicResult, Withdrawal
from pranata.organisation.models import Instansi
from pranata.organisation.models.instansi import InstansiKind
from pranata.portal.findings import body as findings
from pranata.portal.instruments import bands, domain_names, instrument, share
from pranata.portal.names import KIND_PLURALS, REGIONAL, formal_name, short_part_name
from pranata.portal.queries.body_page import BodyPage, read_body_page, read_results
from pranata.portal.web import parameters
from pranata.portal.web.caching import public_file, public_page

Context = dict[str, Any]
APART = Decimal("0.25")  # Pins closer than this would cover each other's text.


@public_page
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One body in one year (`?tahun=`, else its latest): where it stands, how it got there, who is alike."""
    found = body_by_slug(slug)
    if found is None:
        return _not_found(request, slug)
    results = read_results(found)
    context: Context = {
        "nav": "hasil", "body": found, "formal": formal_name(found.kind, found.name),
        "kind": InstansiKind(found.kind).label, "plural": KIND_PLURALS[found.kind],
        "self_published": [_self_published(result) for result in results.self_published],
        "withdrawn": [_withdrawn(withdrawal) for withdrawal in results.withdrawn],
    }  # fmt: skip
    if results.by_year:
        year = parameters.year(request.GET, tuple(results.by_year), max(results.by_year))
        context |= _shown(read_body_page(found, results, year))
    return render(request, "portal/instansi.html", context)


@public_file
def recompute(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """All levels with the index they give and every step of it, for anyone to compute again."""
    found = body_by_slug(slug)
    result = read_results(found).by_year.get(year) if found else None
    if found is None or result is None or not result.levels or instrument(result.instrument) is None:
        raise Http404
    document = _recomputed(found, result)
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _recomputed(found: Instansi, result: PublicResult) -> dict[str, object]:
    used = load(result.instrument).instrument
    scored = score(used, result.levels, year=result.year)
    return {
        "instansi": found.name,
        "year": result.year,
        "instrument": result.instrument,
        "instrument_digest": used.digest,
        "source": result.source,
        "levels": {number: str(level) for number, level in result.levels.items()},
        "published": {"index": str(result.index), "predikat": result.predikat or None},
        "recomputed": {"index": display(scored.index, used.decimals), "index_exact": str(scored.index)},
        "agrees": display(scored.index, used.decimals) == str(result.index),
        "score": scored.to_document(),
    }


def _not_found(request: HttpRequest, slug: str) -> HttpResponse:
    context = {"nav": "hasil", "slug": slug[:80], "near": nearest_bodies(slug)}
    return render(request, "portal/instansi_not_found.html", context, status=404)


def _shown(page: BodyPage) -> Context:
    result, latest = page.result, max(page.results.by_year)
    context: Context = {
        "page": page, "result": result, "latest": page.results.by_year[latest],
        "years": [_year_link(page, year) for year in sorted(page.results.by_year)],
        "figures": _figures(page), "sources": _sources(page),
        "way": findings.way_so_far(page.results.by_year, page.year, page.ahead),
        "direction": findings.direction(page.results.by_year, page.national),
        "law": _law(result.instrument), "crumbs": _crumbs(page), "detailed": _detailed_year(page),
    }  # fmt: skip
    context |= {"trend": _trend(page), "similar": _similar(page), "order": _order(page)}
    if page.instrument is not None:
        context |= {"scale": _scale(page), "domains": _domains(page), "tiles": _tiles(page)}
    return context


def _law(instrument_id: str) -> str:
    """The number of the regulation a result was made under."""
    try:
        return load(instrument_id).legal_basis[0].number
    except UnknownInstrument:
        return instrument_id


def _year_link(page: BodyPage, year: int) -> Context:
    return {"text": str(year), "url": f"?tahun={year}", "current": year == page.year}


def _crumbs(page: BodyPage) -> list[tuple[str, str]]:
    results = reverse("portal:results")
    crumbs = [(_("Beranda"), reverse("portal:home")), (_("Hasil"), results)]
    if page.body.province_name:
        crumbs.append(
            (page.body.province_name, f"{results}?{urlencode({'provinsi': page.body.province_name})}")
        )
    return [*crumbs, (page.body.name, "")]


def _figures(page: BodyPage) -> list[Context]:
    first = {
        "label": _("Indeks SPBE %(year)s") % {"year": page.year},
        "value": written(page.result.index),
        "badge": page.result.predikat,
    }
    return [first, *_ranks(page), *_distance(page)]


def _ranks(page: BodyPage) -> list[Context]:
    plural = KIND_PLURALS[page.body.kind]
    label = _("Peringkat antar %(kind)s") % {"kind": plural}
    if page.result.is_suspect:
        return [_unranked(label, page.result)]
    if page.standing is None:
        note = _("Tidak ada laporan nasional %(year)s di sini") % {"year": page.year}
        return [{"label": label, "value": "–", "note": note}]
    kind, province = page.standing.in_kind, page.standing.in_province
    median = _("Nilai tengah %(kind)s %(value)s") % {"kind": plural, "value": written(page.medians.index)}
    found = [_rank(label, kind.rank, kind.of, note=median)]
    if page.body.kind in REGIONAL and page.body.province_name:
        label = _("Peringkat di %(province)s") % {"province": page.body.province_name}
        found.append(_rank(label, province.rank, province.of, url="#urutan", url_text=_("Lihat urutan")))
    else:
        nation = page.standing.national
        found.append(_rank(_("Peringkat nasional"), nation.rank, nation.of, note=_("Semua instansi")))
    return found


def _unranked(label: str, result: PublicResult) -> Context:
    """Say why a printed figure has no rank, and where it stands printed."""
    note = f"{result.remark} {result.source}."
    return {"label": label, "value": "–", "unit": _("tidak diperingkat"), "note": note}


def _rank(label: str, rank: int, of: int, **more: str) -> Context:
    return {"label": label, "value": str(rank), "unit": _("dari %(of)s") % {"of": of}, **more}


def _distance(page: BodyPage) -> list[Context]:
    ahead = page.ahead
    if ahead is None or ahead.gap <= 0:
        return []
    values = {"bound": written(ahead.bound), "value": written(ahead.value, 4)}
    note = {
        "exact": _("Ambang %(bound)s; nilai eksak %(value)s"),
        "recovered": _("Ambang %(bound)s; nilai eksak sedikitnya %(value)s"),
        "printed": _("Ambang %(bound)s; dari indeks tercetak"),
    }[ahead.known]
    label = _("Jarak ke predikat %(name)s") % {"name": ahead.name}
    return [{"label": label, "value": written(ahead.gap), "note": note % values}]


def _scale(page: BodyPage) -> charts.Scale | None:
    past = [
        charts.Pin(str(year), result.index, "past")
        for year, result in page.results.by_year.items()
        if year < page.year and abs(result.index - page.result.index) >= APART
    ]
    pins = [*past[-2:], charts.Pin(str(page.year), page.result.index)]
    if page.ahead and page.ahead.gap > 0:
        pins.append(charts.Pin(_("Ambang %(name)s") % {"name": page.ahead.name}, page.ahead.bound, "soft"))
    sentence = _("Skala 1 sampai 5. %(name)s %(index)s pada %(year)s, %(predikat)s.") % {
        "name": page.body.name, "index": written(page.result.index), "year": page.year,
        "predikat": page.result.predikat or _("predikat tidak tercantum"),
    }  # fmt: skip
    return charts.scale(pins, bands(page.instrument), sentence=sentence) if page.instrument else None


def _trend(page: BodyPage) -> charts.Trend | None:
    results = page.results.by_year
    if len(results) < 2:
        return None
    years = list(range(min(results), max(results) + 1))
    own = charts.Series(page.body.name, [results[y].index if y in results else None for y in years])
    nation = charts.Series(_("Indeks nasional"), [page.national.get(year) for year in years])
    thresholds = (
        [charts.Threshold(b.name, b.start) for b in bands(page.instrument)[1:]] if page.instrument else []
    )
    sentence = _("Indeks %(name)s dari %(first)s sampai %(last)s di samping indeks nasional.") % {
        "name": page.body.name, "first": years[0], "last": years[-1],
    }  # fmt: skip
    return charts.trend(
        [str(year) for year in years], own, [nation], sentence=sentence, thresholds=thresholds
    )


def _domains(page: BodyPage) -> Context | None:
    used, result = page.instrument, page.result
    if used is None or not result.domains:
        return None
    names = domain_names(used)
    rows = [
        {
            "name": names[domain.number],
            "weight": share(domain.weight, used),
            "value": result.domains.get(domain.number),
            "before": page.previous.domains.get(domain.number) if page.previous else None,
            "median": page.medians.domains.get(domain.number),
        }
        for domain in used.domains
    ]
    return {"title": findings.strengths(names, result.domains), "rows": rows, "radar": _radar(page, rows)}


def _radar(page: BodyPage, rows: list[Context]) -> charts.Radar | None:
    """Only where every domain was printed: a spoke without a value would draw a lie."""
    if len(rows) < 3 or any(row["value"] is None for row in rows):
        return None
    middle = None
    if all(row["median"] is not None for row in rows):
        words = {"count": page.medians.count, "kind": KIND_PLURALS[page.body.kind]}
        middle = (_("Nilai tengah %(count)s %(kind)s") % words, [row["median"] for row in rows])
    return charts.radar(
        [row["name"] for row in rows],
        (page.body.name, [row["value"] for row in rows]),
        middle,
        sentence=_("Diagram radar indeks domain. Angkanya ada di tabel berikut."),
    )


def _tiles(page: BodyPage) -> Context | None:
    used, result = page.instrument, page.result
    if used is None or set(result.levels) != {item.number for item in used.indicators}:
        return None
    scored = score(used, result.levels, year=result.year)
    groups = [
        {
            "name": short_part_name(aspect.name),
            "value": part.value,
            "tiles": [
                {"number": i.number, "name": i.short_name, "level": result.levels[i.number],
                 "url": _indicator_url(used.id, i.number)}
                for i in aspect.indicators
            ],
        }
        for aspect, part in zip(used.aspects, scored.aspects, strict=True)
    ]  # fmt: skip
    return {
        "title": findings.level_count(result.levels), "groups": groups, "exact": str(scored.index),
        "index": scored.index, "agrees": result.exact in (None, scored.index),
        "url": reverse("portal:recompute", args=[page.body.slug, page.year]),
    }  # fmt: skip


def _indicator_url(instrument_id: str, number: str) -> str:
    """The indicator's page, where this installation has the instrument browser."""
    try:
        return reverse("portal:indicator", args=[instrument_id, number])
    except NoReverseMatch:
        return ""


def _detailed_year(page: BodyPage) -> int | None:
    """The latest year with public levels, when the year shown has none."""
    if page.result.levels:
        return None
    return max((year for year, result in page.results.by_year.items() if result.levels), default=None)


def _similar(page: BodyPage) -> Context | None:
    found = page.similar
    if found is None or not found.count:
        return None
    names = domain_names(page.instrument) if page.instrument else {}
    rivals = [change for change in found.risers if change.instansi_id != page.body.pk and change.rise > 0]
    return {
        "found": found,
        "rows": [
            {"change": c, "me": c.instansi_id == page.body.pk, "domain": names.get(c.domain or "", "")}
            for c in found.risers
        ],
        "best": rivals[0] if rivals else None,
        "kind": str(KIND_PLURALS[page.body.kind]),
    }


def _order(page: BodyPage) -> Context | None:
    if not page.neighbours:
        return None
    local = page.body.kind in REGIONAL and bool(page.body.province_name)
    place = page.body.province_name if local else str(KIND_PLURALS[page.body.kind])
    near = _around(page)
    narrowed = ("provinsi", place) if local else ("jenis", page.body.kind)
    return {
        "title": _("Urutan di %(place)s, %(year)s") % {"place": place, "year": page.year}
        if local
        else _("Urutan %(place)s, %(year)s") % {"place": place, "year": page.year},
        "rows": near, "count": len(page.neighbours), "cut": len(near) < len(page.neighbours), "local": local,
        "query": urlencode([("tahun", str(page.year)), narrowed]),
    }  # fmt: skip


def _around(page: BodyPage, reach: int = 20) -> list[Any]:
    """All of a short list; of a long one, the stretch around the body."""
    rows = list(page.neighbours)
    if len(rows) <= reach * 2:
        return rows
    at = next((k for k, row in enumerate(rows) if row.instansi_id == page.body.pk), 0)
    start = max(0, min(at - reach // 2, len(rows) - reach))
    return rows[start : start + reach]


def _sources(page: BodyPage) -> list[Context]:
    return [_source(result) for result in page.results.sources if result.year == page.year]


def _source(result: PublicResult) -> Context:
    return {"result": result, "certainty": "uncertain" if result.is_suspect else "official"}


def _self_published(result: PublicResult) -> Context:
    used = instrument(result.instrument)
    names = domain_names(used) if used else {}
    return {
        "result": result,
        "title": used.title if used else result.instrument,
        "uncertain": used is not None and used.certainty == "uncertain",
        "domains": [(names.get(n, n), value) for n, value in result.domains.items()],
        "exact": result.exact if isinstance(result.exact, Fraction) else None,
    }


def _withdrawn(withdrawal: Withdrawal) -> Context:
    used = instrument(withdrawal.instrument)
    return {"withdrawal": withdrawal, "title": used.title if used else withdrawal.instrument}
