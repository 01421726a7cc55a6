"""The front page."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pranata.engine.scoring import Instrument, judge
from pranata.foundation.ui import charts
from pranata.foundation.ui.numbers import exact, percent, written
from pranata.insights.queries.change import Change
from pranata.insights.queries.distribution import Distribution
from pranata.insights.queries.reported import PREDIKAT
from pranata.portal.findings.words import share_words
from pranata.portal.instruments import bands, domain_names, national_instrument, share
from pranata.portal.queries.home_page import SEGMENTS, HomePage, read_home_page
from pranata.portal.web import parameters
from pranata.portal.web.caching import public_page

SPARK_YEARS = 5


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Where the country stands, who rose, and a way to one's own body."""
    segment = parameters.choice(request.GET, "naik", SEGMENTS)
    page = read_home_page(segment)
    context: dict[str, object] = {"page": page, "nav": "beranda", "predikat_words": PREDIKAT}
    if page is not None:
        context |= {
            "national": _national(page),
            "spread": _spread(page),
            "segments": _segments(segment),
            "rises": [_rise(change) for change in page.rises],
            "teaser": _teaser(request, page, national_instrument()),
        }
    return render(request, "portal/home.html", context)


def _national(page: HomePage) -> dict[str, object]:
    """The national index as printed, never recomputed from the rows."""
    years = [year for year in page.series if year <= page.year][-SPARK_YEARS:]
    points = [(str(year), page.series[year]) for year in years]
    told = "; ".join(_("%(index)s pada %(year)s") % {"index": written(v), "year": y} for y, v in points)
    used = national_instrument()
    index = page.series[page.year]
    return {
        "year": page.year,
        "index": index,
        "predikat": [band.name for band in used.bands if Fraction(index) >= band.minimum][-1],
        "change": _change(index, page.series.get(page.year - 1)),
        "before": page.year - 1,
        "spark": charts.spark(points, sentence=_("Indeks nasional: %(values)s.") % {"values": told}),
    }


def _change(index: Decimal, before: Decimal | None) -> dict[str, object]:
    """How the index moved, in a word; "first" where no earlier year is known to compare with."""
    if before is None:
        return {"way": "first", "by": None}
    way = "up" if index > before else "down" if index < before else "same"
    return {"way": way, "by": abs(index - before)}


def _spread(page: HomePage) -> dict[str, object]:
    now = page.distribution[page.year]
    then = page.distribution.get(page.before) if page.before else None
    return {
        "title": _("%(share)s instansi kini Baik atau lebih tinggi")
        % {"share": share_words(now.at_least("Baik"), now.total)},
        "text": _spread_text(now, then),
        "histogram": _histogram(page),
        "rows": [_spread_row(predikat, now, then) for predikat in reversed(PREDIKAT)],
        "now": now,
        "then": then,
        "total_change": now.total - then.total if then else None,
    }


def _spread_text(now: Distribution, then: Distribution | None) -> str:
    text = _("%(good)s dari %(total)s instansi pada %(year)s (%(share)s)") % _good(now)
    if then is None or not then.total:
        return f"{text}."
    return text + _link(now, then) + _("%(good)s dari %(total)s pada %(year)s (%(share)s).") % _good(then)


def _link(now: Distribution, then: Distribution) -> str:
    """Compare the shares, never the counts: another number of bodies is evaluated each year."""
    share, earlier = now.at_least("Baik") * then.total, then.at_least("Baik") * now.total
    if share == earlier:
        return _(", sama dengan ")
    return _(", naik dari ") if share > earlier else _(", turun dari ")


def _good(found: Distribution) -> dict[str, object]:
    good = found.at_least("Baik")
    return {
        "good": good,
        "total": found.total,
        "year": found.year,
        "share": percent(Fraction(good * 100, found.total or 1)),
    }


def _spread_row(predikat: str, now: Distribution, then: Distribution | None) -> dict[str, object]:
    before = then.counts[predikat] if then else None
    count = now.counts[predikat]
    return {
        "predikat": predikat,
        "then": before,
        "now": count,
        "change": None if before is None else count - before,
        "url": _address(now.year, predikat),
    }


def _histogram(page: HomePage) -> charts.Histogram:
    years = (page.year, *([page.before] if page.before else []))
    heights = tuple((str(year), page.histogram[year]) for year in years)
    return _drawn(heights, page.distribution[page.year].total, get_language() or "")


@lru_cache(maxsize=8)
def _drawn(heights: tuple[tuple[str, tuple[int, ...]], ...], total: int, language: str) -> charts.Histogram:
    """Draw the counts, the latest year first; the same counts in the same language are drawn once."""
    series = [(year, _values(counts)) for year, counts in heights]
    sentence = _("Sebaran indeks %(count)s instansi pada %(year)s, dari 1,00 sampai 5,00.") % {
        "count": total,
        "year": series[0][0],
    }
    return charts.histogram(
        series[0],
        series[1] if len(series) > 1 else None,
        bands=bands(national_instrument()),
        sentence=sentence,
    )


def _values(heights: tuple[int, ...]) -> list[Decimal]:
    """Stand each counted body at the start of its tenth: the chart counts in tenths or fifths."""
    return [1 + Decimal(at) / 10 for at, count in enumerate(heights) for _body in range(count)]


def _segments(chosen: str) -> list[dict[str, object]]:
    labels: Mapping[str, str] = {
        "": _("Semua"), "kabupaten": _("Kabupaten"), "kota": _("Kota"), "provinsi": _("Provinsi"),
        "pusat": _("Pusat"),
    }  # fmt: skip
    return [
        {"text": text, "url": f"?naik={key}#naik" if key else "?#naik", "current": key == chosen}
        for key, text in labels.items()
    ]


def _rise(change: Change) -> dict[str, Any]:
    return {"change": change, "chart": charts.dumbbell(change.before, change.after)}


def _teaser(request: HttpRequest, page: HomePage, used: Instrument) -> dict[str, object]:
    """An index from four domain values: those sent, else the printed ones of the body that rose most."""
    example = page.rises[0] if page.rises else None
    names = domain_names(used)
    rows = [
        {
            "number": domain.number,
            "name": names[domain.number],
            "weight": share(domain.weight, used),
            "value": _typed(request, domain.number, example),
        }
        for domain in used.domains
    ]
    values = [exact(row["value"]) for row in rows]
    known = [v for v in values if v is not None and used.score.minimum <= v <= used.score.maximum]
    index = None
    if len(known) == len(rows):
        weights = sum(domain.weight for domain in used.domains)
        index = sum((d.weight * v for d, v in zip(used.domains, known, strict=True)), Fraction(0)) / weights

    predikat = judge(used, index, page.year).applied if index is not None else ""
    return {
        "rows": rows,
        "index": index,
        "predikat": predikat,
        "example": example,
        "typed": "d1" in request.GET,
    }


def _typed(request: HttpRequest, number: str, example: Change | None) -> str:
    typed = parameters.text(request.GET, f"d{number}")[:8]
    if typed or example is None:
        return typed
    return written(example.domains_after.get(number))


def _address(year: int, predikat: str) -> str:
    query = urlencode([("tahun", str(year)), ("predikat", predikat)])
    return f"{reverse('portal:results')}?{query}"
