"""Who solved it: the bodies that rose on one indicator, what they did, and whom to ask."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pranata.assessment.policies import may_read
from pranata.assessment.regulations import Regulation, UnknownInstrument, load
from pranata.foundation.access import public
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.insights.queries.bodies import body_by_slug
from pranata.insights.queries.comparing import shared_of
from pranata.insights.queries.groups import similar_in
from pranata.insights.queries.own_levels import (
    OwnLevels,
    chosen_assessment,
    levels_of_own,
    own_assessments,
)
from pranata.insights.queries.reported import reported_years
from pranata.insights.queries.solved import Rise, Solved, who_solved
from pranata.insights.web.parameters import choice, reader
from pranata.organisation.models import Instansi

FILTERS = ("serupa", "provinsi", "cara")


@public
@require_safe
def indicator(request: HttpRequest, instrument: str, number: str) -> HttpResponseBase:
    """Show how an indicator's shared levels lie and who rose, those most like the reader's body first.

    The body is `?dari=`, else the reader's own.
    """
    regulation = _regulation(instrument, number)
    actor = reader(request)
    body = _asking(request)
    is_own = body is not None and actor is not None and actor.instansi_id == body.pk
    alike = _alike(body) if body else frozenset()
    own = _own(request, body, instrument) if body else None
    solved = who_solved(
        instrument,
        number,
        alike=alike,
        province=body.province_name if body else "",
        without=body.pk if body else 0,
    )
    only = choice(request.GET, "saring", FILTERS)
    rises = [rise for rise in solved.rises if _fits(rise, only)]
    form = choice(request.GET, "bentuk", ("xlsx", "csv"))
    if form:
        return _export(form, number, rises)
    level = own.levels.get(number) if own else None
    context = {
        "base": "foundation/office.html" if is_own else "foundation/public.html",
        "nav": "banding" if is_own else "instrumen",
        "is_own": is_own,
        "body": body,
        "regulation": regulation,
        "item": regulation.instrument.indicator(number),
        "criteria": regulation.criteria(number),
        "title": _title(number, solved, body),
        "own": own,
        "level": level,
        "bars": _bars(regulation, solved, level),
        "latest": sorted(solved.latest, key=lambda value: (-value.level, value.name)),
        "solved": solved,
        "rises": rises,
        "filters": _filters(solved, only),
    }
    return render(request, "insights/solved.html", context)


def _regulation(instrument: str, number: str) -> Regulation:
    try:
        regulation = load(instrument)
    except UnknownInstrument as error:
        raise Http404 from error
    if number not in {item.number for item in regulation.instrument.indicators}:
        raise Http404
    return regulation


def _asking(request: HttpRequest) -> Instansi | None:
    """Return the body the page is read for; an unknown one is nobody."""
    slug = request.GET.get("dari", "")
    if slug:
        return body_by_slug(slug[:120])
    actor = reader(request)
    return Instansi.objects.get(pk=actor.instansi_id) if actor else None


def _alike(body: Instansi) -> frozenset[int]:
    years = reported_years()
    similar = similar_in(body, years[0]) if years else None
    return frozenset(row.instansi_id for row in similar.risers) - {body.pk} if similar else frozenset()


def _own(request: HttpRequest, body: Instansi, instrument: str) -> OwnLevels | None:
    """Return the reader's own levels under the instrument, else what the body shares."""
    actor = reader(request)
    if actor is not None and actor.instansi_id == body.pk and may_read(actor):
        rows = [row for row in own_assessments(body.pk) if row.instrument == instrument]
        chosen = chosen_assessment(rows, None)
        if chosen is not None:
            return levels_of_own(chosen)
    return shared_of(body, instrument)


def _fits(rise: Rise, only: str) -> bool:
    return {
        "serupa": rise.is_alike,
        "provinsi": rise.is_near,
        "cara": rise.practice is not None,
    }.get(only, True)


def _filters(solved: Solved, only: str) -> list[dict[str, Any]]:
    words = {
        "": _("Semua"),
        "serupa": _("Serupa"),
        "provinsi": _("Seprovinsi"),
        "cara": _("Menceritakan cara"),
    }
    found = []
    for key, text in words.items():
        count = sum(_fits(rise, key) for rise in solved.rises)
        if count or not key or key == only:
            url = f"?saring={key}"
            found.append({"key": key, "text": text, "count": count, "url": url, "current": key == only})
    return found


def _title(number: str, solved: Solved, body: Instansi | None) -> str:
    bodies = {rise.after.instansi_id for rise in solved.rises}
    if not bodies:
        return _("Belum ada instansi lain yang terlihat naik pada indikator %(number)s") % {"number": number}
    alike = {rise.after.instansi_id for rise in solved.rises if rise.is_alike}
    words = {"n": len(bodies), "number": number, "alike": len(alike), "name": body.name if body else ""}
    if alike == bodies:
        return (
            ngettext(
                "%(n)d instansi serupa %(name)s naik pada indikator %(number)s",
                "%(n)d instansi serupa %(name)s naik pada indikator %(number)s",
                len(bodies),
            )
            % words
        )
    if alike:
        return (
            ngettext(
                "%(n)d instansi naik pada indikator %(number)s, %(alike)d di antaranya serupa %(name)s",
                "%(n)d instansi naik pada indikator %(number)s, %(alike)d di antaranya serupa %(name)s",
                len(bodies),
            )
            % words
        )
    return (
        ngettext(
            "%(n)d instansi naik pada indikator %(number)s",
            "%(n)d instansi naik pada indikator %(number)s",
            len(bodies),
        )
        % words
    )


def _bars(regulation: Regulation, solved: Solved, own: Decimal | None) -> list[dict[str, Any]]:
    """Count the bodies at each whole level, the highest first."""
    score = regulation.instrument.score
    most = max(1, len(solved.latest))
    found = []
    for level in range(int(score.maximum), int(score.minimum) - 1, -1):
        count = sum(int(value.level) == level for value in solved.latest)
        is_own = own is not None and int(own) == level
        found.append({"level": level, "count": count, "percent": count * 100 // most, "is_own": is_own})
    return found


def _export(form: str, number: str, rises: list[Rise]) -> HttpResponseBase:
    headers = [
        _("Instansi"), _("Provinsi"), _("Dari tahun"), _("Dari tingkat"), _("Ke tahun"), _("Ke tingkat"),
        _("Serupa"), _("Yang dilakukan"), _("Jenis bukti"), _("Unit yang dapat dihubungi"), _("Contoh"),
    ]  # fmt: skip
    lines = [
        [
            rise.after.name, rise.after.province, rise.before.year, rise.before.level, rise.after.year,
            rise.after.level, _("ya") if rise.is_alike else "", rise.practice.text if rise.practice else "",
            "; ".join(rise.practice.evidence) if rise.practice else "", rise.contact,
            _("ya") if rise.after.is_example else "",
        ]
        for rise in rises
    ]  # fmt: skip
    answer = xlsx_response if form == "xlsx" else csv_response
    return answer(headers, lines, _("Yang naik pada indikator %(number)s") % {"number": number})
