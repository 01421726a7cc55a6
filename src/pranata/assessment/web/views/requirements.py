"""Saving one requirement at a time, for the script."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from pranata.assessment.models import Assessment, Cause, FindingVerdict
from pranata.assessment.operations.judge_requirements import (
    FindingsChangedMeanwhile,
    NothingJudged,
    judge_requirements,
)
from pranata.assessment.queries.checklist import Checklist, checklist_of
from pranata.assessment.queries.cycle import deadline_of
from pranata.assessment.queries.detail import AssessmentDetail, assessment_detail
from pranata.assessment.web.checklist_lines import judged_from
from pranata.assessment.web.indicator_context import effect_context
from pranata.assessment.web.page import readable
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.organisation.web.middleware import acting, arrived

CHOICES = {"verdicts": FindingVerdict.choices, "causes": Cause.choices}


@official
@require_POST
def judge(request: HttpRequest, pk: int, number: str, key: str) -> HttpResponse:
    """Save one requirement and tell the script what came of it."""
    assessment = readable(request, pk)
    try:
        judge_requirements(
            assessment=assessment,
            indicator=number,
            judged=[judged_from(request, key)],
            actor=acting(request),
            now=arrived(request),
        )
    except NothingJudged:
        pass
    except FindingsChangedMeanwhile as conflict:
        return _conflict(request, conflict, key)
    return _saved(request, assessment, number, key)


def _saved(request: HttpRequest, assessment: Assessment, number: str, key: str) -> JsonResponse:
    actor, detail = acting(request), assessment_detail(assessment)
    ends = deadline_of(assessment, assessment.stage)
    checklist = checklist_of(assessment, None, number, actor, actor.local_date(utc_now()), ends=ends)
    (item,) = checklist.named([key])
    row = detail.row(number)
    return JsonResponse(
        {
            "state": "saved",
            "version": item.version,
            "answer_version": row.version,
            "at": timezone.localtime(utc_now()).strftime("%H.%M"),
            "answered": detail.answered,
            "level": row.text,
            "follows": checklist.follows,
            **_fragments(request, detail, checklist, number),
        }
    )


def _fragments(
    request: HttpRequest, detail: AssessmentDetail, checklist: Checklist, number: str
) -> dict[str, str]:
    context = effect_context(detail, number) | {"checklist": checklist}
    return {
        "html": render_to_string("assessment/parts/effect.html", context, request),
        "cap": render_to_string("assessment/parts/cap.html", context, request),
    }


def _conflict(request: HttpRequest, conflict: FindingsChangedMeanwhile, key: str) -> JsonResponse:
    theirs = conflict.theirs[key]
    html = render_to_string("assessment/parts/requirement_conflict.html", {"theirs": theirs}, request)
    return JsonResponse(
        {
            "state": "conflict",
            "version": theirs.version,
            "hasil": theirs.verdict,
            "uraian": theirs.explanation,
            "sebab": theirs.cause,
            "html": html,
        },
        status=409,
    )
