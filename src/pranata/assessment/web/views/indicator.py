"""The page of one indicator: what each level asks, the answer, its effect, its history."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pranata.assessment.models import Assessment
from pranata.assessment.operations._change import IndicatorUnknown
from pranata.assessment.operations.save_answer import AnswerChangedMeanwhile, NothingChanged
from pranata.assessment.queries.detail import AssessmentDetail, assessment_detail
from pranata.assessment.queries.history import changes_of
from pranata.assessment.web.answering import Typed, save, typed, wants_json
from pranata.assessment.web.index_context import index_context
from pranata.assessment.web.indicator_context import effect_context, indicator_context
from pranata.assessment.web.page import page, readable
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError

HISTORY_SHOWN = 8


@official
@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Show an indicator; save its answer on POST, for a script or for a plain form."""
    assessment = readable(request, pk)
    if request.method != "POST":
        return _page(request, assessment, number)
    answer = typed(request)
    if wants_json(request):
        return _save_for_script(request, assessment, number, answer)
    return _save_for_form(request, assessment, number, answer)


def _page(
    request: HttpRequest, assessment: Assessment, number: str, status: int = 200, **extra: Any
) -> HttpResponse:
    detail = assessment_detail(assessment)
    if number not in detail.levels:
        raise IndicatorUnknown(number)
    context = indicator_context(detail, number)
    context["history"] = list(changes_of(assessment, number)[:HISTORY_SHOWN])
    return page(request, "indicator.html", assessment, {**context, **extra}, status, indicator=number)


def _save_for_form(request: HttpRequest, assessment: Assessment, number: str, answer: Typed) -> HttpResponse:
    try:
        save(request, assessment, number, answer)
    except NothingChanged:
        pass
    except AnswerChangedMeanwhile as conflict:
        return _page(request, assessment, number, 409, conflict=conflict, kept=answer)
    except (NotPermitted, IndicatorUnknown):
        raise
    except ProductError as error:
        return _page(request, assessment, number, error.status, error=error, kept=answer)
    _before, after = assessment_detail(assessment).neighbours(number)
    if after is None or "tetap" in request.POST:
        return redirect("assessment:detail", assessment.pk)
    return redirect("assessment:indicator", assessment.pk, after.number)


def _save_for_script(
    request: HttpRequest, assessment: Assessment, number: str, answer: Typed
) -> HttpResponse:
    try:
        version = save(request, assessment, number, answer).version
    except NothingChanged as same:
        version = same.version
    except AnswerChangedMeanwhile as conflict:
        return _conflict(request, assessment, conflict, answer)
    return _saved(request, assessment, number, version)


def _saved(request: HttpRequest, assessment: Assessment, number: str, version: int) -> HttpResponse:
    detail = assessment_detail(assessment)
    return JsonResponse(
        {
            "state": "saved",
            "version": version,
            "at": timezone.localtime(utc_now()).strftime("%H.%M"),
            "answered": detail.answered,
            "html": _fragment(request, detail, number),
        }
    )


def _conflict(
    request: HttpRequest, assessment: Assessment, conflict: AnswerChangedMeanwhile, answer: Typed
) -> HttpResponse:
    context = {"conflict": conflict, "kept": answer, "assessment": assessment}
    html = render_to_string("assessment/parts/conflict.html", context, request)
    theirs = "" if conflict.level is None else str(conflict.level.normalize())
    return JsonResponse(
        {
            "state": "conflict",
            "version": conflict.version,
            "level": theirs,
            "note": conflict.note,
            "html": html,
        },
        status=409,
    )


def _fragment(request: HttpRequest, detail: AssessmentDetail, number: str) -> str:
    if request.POST.get("bagian") == "indeks":
        return render_to_string("assessment/parts/index_panel.html", index_context(detail), request)
    return render_to_string("assessment/parts/effect.html", effect_context(detail, number), request)
