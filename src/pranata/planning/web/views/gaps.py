"""The gap of an assessment: every step up, what it adds, what it needs, and whose it is."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pranata.assessment.models import Assessment, Cause
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.foundation.ui.tables import sort_field
from pranata.organisation.web.middleware import acting
from pranata.planning.models import Plan, PlanState
from pranata.planning.policies import require_may_read
from pranata.planning.queries.basis import basis_of
from pranata.planning.queries.choosing import assessments_to_plan
from pranata.planning.queries.gaps import Gap, Gaps
from pranata.planning.queries.steps import offered_steps
from pranata.planning.web.page import page

SORTS: dict[str, Callable[[Gap], Any]] = {
    "tambahan": lambda gap: gap.rise.gain,
    "biaya": lambda gap: gap.cost,
    "upaya": lambda gap: gap.effort,
    "opd": lambda gap: gap.owner,
    "menunggu": lambda gap: gap.waited_by,
}
DEFAULT = "-tambahan"


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what is between today and each higher level."""
    gaps = _gaps(request)
    if gaps is None:
        return page(request, "gaps.html", {"gaps": None, "tab": "gaps"})
    shown = _shown(gaps, request)
    context = {
        "tab": "gaps",
        "gaps": gaps,
        "assessment": gaps.basis.assessment,
        "regulation": gaps.basis.regulation,
        "rows": shown,
        "sort": _order(request),
        "asked": {key: request.GET.get(key, "") for key in ("aspek", "opd", "sebab", "sampai")},
        "aspects": gaps.instrument.aspects,
        "owners": sorted({gap.owner for gap in gaps.all if gap.owner}),
        "causes": Cause.choices,
        "heat": gaps.heat(),
        "choices": sorted(assessments_to_plan(gaps.basis.assessment.instansi_id), key=lambda one: -one.year),
        "accepted": Plan.objects.filter(
            instansi_id=gaps.basis.assessment.instansi_id, state=PlanState.ACCEPTED
        ).first(),
    }
    return page(request, "gaps.html", context)


@official
@require_safe
def file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give the steps as filtered, as a table."""
    gaps = _gaps(request)
    headers, rows = _table(_shown(gaps, request) if gaps else [])
    title = "kesenjangan"
    return xlsx_response(headers, rows, title) if form == "xlsx" else csv_response(headers, rows, title)


def _gaps(request: HttpRequest) -> Gaps | None:
    actor, asked = acting(request), request.GET.get("penilaian", "")
    require_may_read(actor, actor.instansi_id)
    if asked.isdigit():
        assessment = get_object_or_404(Assessment, pk=int(asked), instansi_id=actor.instansi_id)
    else:
        found = next(iter(assessments_to_plan(actor.instansi_id)), None)
        if found is None:
            return None
        assessment = found
    basis = basis_of(assessment)
    if not basis.is_whole:
        return None
    on = actor.local_date(utc_now())
    return Gaps(basis, offered_steps(actor.instansi_id, basis.regulation, on))


def _shown(gaps: Gaps, request: HttpRequest) -> list[Gap]:
    query = request.GET
    found = gaps.all if query.get("sampai") == "semua" else gaps.next_ones
    rows = [
        gap
        for gap in found
        if query.get("aspek", "") in ("", gap.aspect_number)
        and query.get("opd", "") in ("", gap.owner)
        and (not query.get("sebab") or any(lack.cause == query["sebab"] for lack in gap.lacks))
    ]
    field = _order(request)
    rows.sort(key=SORTS[field.removeprefix("-")], reverse=field.startswith("-"))
    return rows


def _order(request: HttpRequest) -> str:
    return sort_field(request.GET.get("urut", DEFAULT), {name: name for name in SORTS}, DEFAULT)


def _table(rows: list[Gap]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    headers = (
        _("Indikator"),
        _("Nama"),
        _("Aspek"),
        _("Dari tingkat"),
        _("Ke tingkat"),
        _("Tambahan indeks"),
        _("Biaya (rupiah)"),
        _("Hari kerja orang"),
        _("Penanggung jawab"),
        _("Menunggu"),
        _("Ditunggu oleh"),
        _("Syarat belum terpenuhi"),
        _("Sebab"),
    )
    return headers, [
        (
            gap.rise.indicator,
            gap.name,
            gap.aspect,
            gap.rise.from_level,
            gap.rise.to_level,
            gap.rise.gain,
            gap.cost,
            gap.effort,
            gap.owner,
            ", ".join(gap.needs),
            gap.waited_by,
            "\n".join(lack.requirement.text for lack in gap.lacks),
            ", ".join(name for name, _count in gap.causes),
        )
        for gap in rows
    ]
