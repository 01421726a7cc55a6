"""The page of one indicator: what each level asks, the answer, its effect, its history."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pranata.assessment.checklist import requirements
from pranata.assessment.models import Assessment
from pranata.assessment.operations._change import IndicatorUnknown
from pranata.assessment.operations._deadline import StageOver
from pranata.assessment.operations.compare_with_last import Comparison
from pranata.assessment.operations.detach_evidence import detach_evidence
from pranata.assessment.operations.judge_requirements import (
    FindingsChangedMeanwhile,
    Judged,
    NothingJudged,
    judge_requirements,
)
from pranata.assessment.operations.save_answer import AnswerChangedMeanwhile, NothingChanged
from pranata.assessment.queries.carrying import carried_to
from pranata.assessment.queries.checklist import checklist_of
from pranata.assessment.queries.cycle import calling_of
from pranata.assessment.queries.detail import AssessmentDetail, assessment_detail
from pranata.assessment.queries.division import posts_answering
from pranata.assessment.queries.history import changes_of
from pranata.assessment.web.answering import FOLLOW, SET, Typed, save, typed, wants_json
from pranata.assessment.web.checklist_lines import judged_in, lines_of, typed_text
from pranata.assessment.web.comparing import CHANGED, SAME, compare, tell
from pranata.assessment.web.index_context import index_context
from pranata.assessment.web.indicator_context import effect_context, indicator_context
from pranata.assessment.web.page import page, readable
from pranata.assessment.web.talk_context import talk_context
from pranata.assessment.web.views.requirements import CHOICES
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting, arrived

HISTORY_SHOWN = 8


@official
@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Show an indicator; save its answer on POST, for a script or for a plain form."""
    assessment = readable(request, pk)
    if request.method != "POST":
        return draw_indicator(request, assessment, number)
    answer = typed(request)
    if wants_json(request):
        return _save_for_script(request, assessment, number, answer)
    return _save_for_form(request, assessment, number, answer)


def draw_indicator(
    request: HttpRequest,
    assessment: Assessment,
    number: str,
    status: int = 200,
    *,
    judged: Sequence[Judged] = (),
    findings: FindingsChangedMeanwhile | None = None,
    **extra: Any,
) -> HttpResponse:
    """Draw the page of an indicator; `extra` is what an act on it was refused with."""
    detail = assessment_detail(assessment)
    if number not in detail.levels:
        raise IndicatorUnknown(number)
    actor = acting(request)
    on = actor.local_date(utc_now())
    calling = calling_of(assessment)
    ends = calling.current.closes_at if calling and calling.current else None
    checklist = checklist_of(assessment, detail.previous, number, actor, on, ends=ends)
    lines = lines_of(checklist, judged, findings)
    context = indicator_context(detail, number, checklist, lines) | CHOICES
    context["history"] = list(changes_of(assessment, number)[:HISTORY_SHOWN])
    context["carried"] = (
        carried_to(assessment, number, actor, checklist.holds_until) if assessment.origin_id else ()
    )
    context["shares"] = posts_answering(assessment, number)
    context["calling"] = calling
    context |= talk_context(actor, assessment, number, calling)
    return page(request, "indicator.html", assessment, {**context, **extra}, status, indicator=number)


def _save_for_form(request: HttpRequest, assessment: Assessment, number: str, answer: Typed) -> HttpResponse:
    judged = judged_in(request, assessment, number) if number.isascii() else []
    try:
        tell(request, _save_all(request, assessment, number, answer, judged))
    except FindingsChangedMeanwhile as conflict:
        return draw_indicator(
            request, assessment, number, 409, judged=judged, findings=conflict, error=conflict, kept=answer
        )
    except AnswerChangedMeanwhile as conflict:
        return draw_indicator(request, assessment, number, 409, judged=judged, conflict=conflict, kept=answer)
    except (NotPermitted, IndicatorUnknown):
        raise
    except StageOver as error:
        return draw_indicator(
            request, assessment, number, error.status, error=error, unsaved=typed_text(answer, judged)
        )
    except ProductError as error:
        return draw_indicator(
            request, assessment, number, error.status, judged=judged, error=error, kept=answer
        )
    return redirect(_next(request, assessment, number))


def _save_all(
    request: HttpRequest, assessment: Assessment, number: str, answer: Typed, judged: list[Judged]
) -> Comparison | None:
    """Save the checklist and the answer, both or neither; what is so already is no matter.

    What is said of last year comes last, on what was typed.
    """
    with transaction.atomic():
        if judged:
            answer = _judge(request, assessment, number, answer, judged)
        version = answer.version
        with suppress(NothingChanged):
            version = save(request, assessment, number, answer).version
        if request.POST.get("lepas"):
            _detach(request, assessment, number)
        return compare(request, assessment, number, version)


def _judge(
    request: HttpRequest, assessment: Assessment, number: str, answer: Typed, judged: list[Judged]
) -> Typed:
    """Save the checklist; the level it moved is neither another's change nor the one the form showed."""
    try:
        found = judge_requirements(
            assessment=assessment,
            indicator=number,
            judged=judged,
            actor=acting(request),
            now=arrived(request),
        )
    except NothingJudged:
        return answer
    if found.level is None:
        return answer
    level = answer.level if answer.reason else None
    is_own = found.level.version - 1 == answer.version
    return replace(answer, level=level, version=found.answer.version if is_own else answer.version)


def _detach(request: HttpRequest, assessment: Assessment, number: str) -> None:
    link = request.POST["lepas"]
    detach_evidence(
        assessment=assessment,
        indicator=number,
        link_id=int(link) if link.isdecimal() and len(link) < 19 else 0,
        actor=acting(request),
        now=arrived(request),
    )


def _next(request: HttpRequest, assessment: Assessment, number: str) -> str:
    """Return where a saved form leads: to what its button asked for, else to the next indicator."""
    asked, here = request.POST.get("ke", ""), reverse("assessment:indicator", args=[assessment.pk, number])
    if any(asked == one.key for one in requirements(assessment.instrument, number)):
        return reverse("assessment:evidence", args=[assessment.pk, number, asked])
    if request.POST.get("lakukan") in (SET, FOLLOW, SAME, CHANGED) or request.POST.get("lepas"):
        return here
    _before, after = assessment_detail(assessment).neighbours(number)
    if after is None or "tetap" in request.POST:
        return reverse("assessment:detail", args=[assessment.pk])
    return reverse("assessment:indicator", args=[assessment.pk, after.number])


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
