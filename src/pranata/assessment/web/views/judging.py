"""The assessor's screen: criteria, evidence and verdict beside each other, one indicator a page."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pranata.assessment.levels import KEPT_DECIMALS, allowed_levels, level_text
from pranata.assessment.models import Assessment
from pranata.assessment.operations._change import IndicatorUnknown
from pranata.assessment.operations.judge_indicator import (
    JudgementChangedMeanwhile,
    JustificationMissing,
    NothingJudged,
    judge_indicator,
)
from pranata.assessment.operations.review_judgement import review_judgement
from pranata.assessment.operations.say_in_thread import say_in_thread
from pranata.assessment.policies_judging import Held, TaskUnknown
from pranata.assessment.queries.assessor_desk import AssessorDesk, Page
from pranata.assessment.web.answering import version_of, wants_json
from pranata.assessment.web.judging import (
    TypedVerdict,
    desk_and_page,
    level_typed,
    opened_task,
    stored_in,
    typed_in,
)
from pranata.foundation.access import official
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.web.middleware import acting, arrived


@official
@require_http_methods(["GET", "HEAD", "POST"])
def judge_page(request: HttpRequest, task_id: int, number: str) -> HttpResponse:
    """Show an indicator of a task; save the verdict on POST, for a script or for a plain form."""
    found = opened_task(request, task_id)
    if request.method != "POST":
        return _draw(request, found, number)
    typed = typed_in(request)
    if wants_json(request):
        return _save_for_script(request, found, number, typed)
    return _save_for_form(request, found, number, typed)


@official
@require_POST
def say(request: HttpRequest, task_id: int, number: str) -> HttpResponse:
    """Ask the instansi for clarification, or reply to it."""
    found = opened_task(request, task_id)
    kind, text = request.POST.get("jenis", ""), request.POST.get("pesan", "")
    try:
        say_in_thread(
            assessment_id=found.task.assessment_id,
            indicator=number,
            kind=kind,
            text=text,
            actor=acting(request),
            now=arrived(request),
            task_id=task_id,
        )
    except (NotPermitted, TaskUnknown, IndicatorUnknown):
        raise
    except ProductError as error:
        return _draw(request, found, number, error.status, thread_error=error, said=text)
    messages.success(request, _("Pesan dikirim dan tercatat."))
    return redirect(_here(task_id, number) + "#pembicaraan")


@official
@require_POST
def review(request: HttpRequest, task_id: int, number: str) -> HttpResponse:
    """Say of the present value that it is valid, or not and why."""
    found = opened_task(request, task_id)
    note = request.POST.get("catatan", "")
    try:
        review_judgement(
            task_id=task_id,
            indicator=number,
            expected_version=version_of(request.POST.get("versi", "")),
            verdict=request.POST.get("hasil", ""),
            note=note,
            actor=acting(request),
            now=arrived(request),
        )
    except (NotPermitted, TaskUnknown, IndicatorUnknown):
        raise
    except ProductError as error:
        return _draw(request, found, number, error.status, review_error=error, review_note=note)
    messages.success(request, _("Tinjauan dicatat."))
    return redirect(_here(task_id, number) + "#tinjauan")


def _here(task_id: int, number: str) -> str:
    return reverse("assessment:judge_page", args=[task_id, number])


def _draw(request: HttpRequest, found: Held, number: str, status: int = 200, **extra: Any) -> HttpResponse:
    desk, shown = desk_and_page(request, found, number)
    context = _context(request, desk, shown) | extra
    return render(request, "assessment/judge.html", context, status=status)


def _context(request: HttpRequest, desk: AssessorDesk, shown: Page) -> dict[str, Any]:
    before, after = desk.neighbours(shown.line.number)
    file, at = _looked_at(request, shown)
    instrument = desk.regulation.instrument
    return {
        "nav": "penilaian",
        "held": desk.held,
        "task": desk.held.task,
        "desk": desk,
        "shown": shown,
        "marks": ["cur" if line is shown.line else line.mark for line in desk.own],
        "kept": stored_in(shown),
        "assessment": desk.assessment,
        "regulation": desk.regulation,
        "before": before,
        "after": after,
        "file": file,
        "at": at,
        "may_judge": desk.is_running and desk.held.may_judge,
        "may_review": desk.is_running and desk.held.may_review and shown.line.is_judged,
        "level_names": {step.level: step.name for step in shown.steps},
        "is_decimal": instrument.score.step != 1,
        "allowed": allowed_levels(instrument.score, decimals=KEPT_DECIMALS),
        "before_text": level_text(shown.line.before),
    }


def _looked_at(request: HttpRequest, shown: Page) -> tuple[Any, int]:
    """Return the file and page that the address asks for, else the first and the page that matters."""
    if not shown.files:
        return None, 1
    wanted, page = request.GET.get("berkas", "1"), request.GET.get("hal", "")
    place = int(wanted) if wanted.isdecimal() and len(wanted) < 4 else 1
    file = shown.files[place - 1] if 1 <= place <= len(shown.files) else shown.files[0]
    at = int(page) if page.isdecimal() and len(page) < 5 else file.first_wanted
    return file, min(max(at, 1), file.pages)


def _save(request: HttpRequest, found: Held, number: str, typed: TypedVerdict, *, texts_only: bool) -> int:
    """Save and return the version that now stands. Raises what `judge_indicator` raises."""
    verdict = typed.texts if texts_only else typed.verdict(_level(found, typed))
    try:
        return judge_indicator(
            task_id=found.task.pk,
            indicator=number,
            expected_version=typed.version,
            verdict=verdict,
            actor=acting(request),
            now=arrived(request),
        ).version
    except NothingJudged as same:
        return same.version


def _level(found: Held, typed: TypedVerdict) -> Decimal | None:
    if typed.level is None:
        return None
    with tenant_scope(found.task.instansi_id):
        instrument = Assessment.objects.values_list("instrument", flat=True).get(pk=found.task.assessment_id)
    return level_typed(instrument, typed.level)


def _save_for_form(request: HttpRequest, found: Held, number: str, typed: TypedVerdict) -> HttpResponse:
    try:
        _save(request, found, number, typed, texts_only=False)
    except JudgementChangedMeanwhile as conflict:
        return _draw(request, found, number, 409, conflict=conflict, kept=typed)
    except (NotPermitted, TaskUnknown, IndicatorUnknown):
        raise
    except ProductError as error:
        return _draw(request, found, number, error.status, error=error, kept=typed)
    following = request.POST.get("lanjut", "")
    to = following if following.isascii() and following.isalnum() else ""
    if to and found.covers(to):
        return redirect(_here(found.task.pk, to))
    return redirect("assessment:task", found.task.pk)


def _save_for_script(request: HttpRequest, found: Held, number: str, typed: TypedVerdict) -> HttpResponse:
    """Save what can be saved: where only the justification lacks, the texts without the level."""
    lacks = ""
    try:
        version = _save(request, found, number, typed, texts_only=False)
    except JustificationMissing as error:
        lacks = str(error.what)
        try:
            version = _save(request, found, number, typed, texts_only=True)
        except JudgementChangedMeanwhile as conflict:
            return _conflict(conflict)
    except JudgementChangedMeanwhile as conflict:
        return _conflict(conflict)
    at = timezone.localtime(arrived(request)).strftime("%H.%M")
    return JsonResponse({"state": "saved", "version": version, "at": at, "lacks": lacks})


def _conflict(conflict: JudgementChangedMeanwhile) -> JsonResponse:
    row = conflict.judgement
    return JsonResponse(
        {
            "state": "conflict",
            "what": str(conflict.what),
            "why": str(conflict.why),
            "version": row.version,
            "tingkat": level_text(row.level),
            "fakta": row.fact,
            "analisis": row.analysis,
            "justifikasi": row.justification,
        },
        status=409,
    )
