"""What assessors conclude of each aspect: read, and written with the data's own proposals beside it."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pranata.assessment.models.conclusion import LONGEST
from pranata.assessment.operations.conclude_aspect import ConclusionChanged, Words, conclude_aspect
from pranata.assessment.policies_judging import judges_in_its_stage
from pranata.assessment.policies_result import may_conclude
from pranata.assessment.queries.conclusions import Concluded, Texts, conclusions, proposal, unmet_requirements
from pranata.assessment.queries.result import AssessmentResult, assessment_result
from pranata.assessment.web.page import page
from pranata.assessment.web.reached import Reached, reached
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.web.middleware import acting

FIELDS = ("strengths", "weaknesses", "recommendations")


@official
@require_safe
def aspects(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every aspect with what was concluded of it."""
    at = reached(request, pk, utc_now())
    with tenant_scope(at.assessment.instansi_id):
        found = assessment_result(at.assessment)
        concluded = conclusions(found)
        may = _may(request, at)
    empty = sum(item.is_empty for item in concluded)
    context = {**_common(at, found), "concluded": concluded, "may_conclude": may, "empty": empty}
    return page(request, "conclusions.html", at.assessment, context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def aspect(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Write the words on one aspect; `?usul=1` fills empty fields with the proposal, without keeping it."""
    at = reached(request, pk, utc_now())
    if request.method == "POST":
        return _save(request, at, number)
    found, item, offered = _read(at, number)
    typed = {name: "\n".join(getattr(item.texts, name)) for name in FIELDS}
    if request.GET.get("usul") == "1":
        typed = {name: typed[name] or "\n".join(getattr(offered, name)) for name in FIELDS}
    return _form(request, at, found, item, offered, typed)


def _save(request: HttpRequest, at: Reached, number: str) -> HttpResponse:
    typed = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in FIELDS}
    version = request.POST.get("versi", "")
    try:
        conclude_aspect(
            assessment=at.assessment,
            aspect=number,
            expected_version=int(version) if version.isdecimal() and len(version) < 9 else 0,
            words=Words(**typed),
            actor=acting(request),
            now=utc_now(),
            by=at.held,
        )
    except NotPermitted:
        raise
    except ProductError as error:
        if error.status == 404:
            raise Http404 from error
        found, item, offered = _read(at, number)
        return _form(request, at, found, item, offered, typed, error=error)
    messages.success(request, _("Kesimpulan aspek disimpan."))
    return redirect(reverse("assessment:conclusions", args=[at.assessment.pk]) + at.suffix)


def _read(at: Reached, number: str) -> tuple[AssessmentResult, Concluded, Texts]:
    with tenant_scope(at.assessment.instansi_id):
        found = assessment_result(at.assessment)
        item = next((c for c in conclusions(found) if c.number == number), None)
        if item is None:
            raise Http404
        return found, item, proposal(found, number, unmet_requirements(at.assessment))


def _form(
    request: HttpRequest,
    at: Reached,
    found: AssessmentResult,
    item: Concluded,
    offered: Texts,
    typed: dict[str, str],
    *,
    error: ProductError | None = None,
) -> HttpResponse:
    labels = {"strengths": _("Kekuatan"), "weaknesses": _("Kelemahan"), "recommendations": _("Rekomendasi")}
    hints = {
        "strengths": _("Satu hal tiap baris: apa yang sudah baik, dan pada indikator mana."),
        "weaknesses": _("Satu hal tiap baris: apa yang menahan nilainya, dan sebabnya."),
        "recommendations": _("Satu hal tiap baris: apa yang harus dikerjakan, dan oleh siapa."),
    }
    fields = [
        {"name": n, "label": labels[n], "hint": hints[n], "value": typed[n], "offered": getattr(offered, n)}
        for n in FIELDS
    ]
    with tenant_scope(at.assessment.instansi_id):
        may = _may(request, at)
    context = {**_common(at, found), "item": item, "fields": fields, "may_conclude": may, "error": error}
    context |= {"longest": LONGEST, "stored": asdict(item.texts), "has_offer": offered != Texts()}
    context["is_conflict"] = isinstance(error, ConclusionChanged)
    return page(request, "conclusion.html", at.assessment, context, error.status if error else 200)


def _may(request: HttpRequest, at: Reached) -> bool:
    judges = at.held is not None and judges_in_its_stage(at.held, at.assessment)
    return may_conclude(acting(request), at.assessment, has_task=judges)


def _common(at: Reached, found: AssessmentResult) -> dict[str, Any]:
    return {"found": found, "regulation": found.regulation, "at": at, "suffix": at.suffix}
