"""Who judges an assessment, and moving it from stage to stage: for the coordinator of either side."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pranata.assessment import regulations
from pranata.assessment.models import EXTERNAL, Assessment, AssessorPart, AssessorTask, Campaign, Stage
from pranata.assessment.operations._review import NotYetValid
from pranata.assessment.operations.advance_stage import advance_stage
from pranata.assessment.operations.end_assessor_task import end_assessor_task
from pranata.assessment.operations.give_assessor_task import give_assessor_task
from pranata.assessment.operations.return_stage import return_stage
from pranata.assessment.operations.submit_assessment import submit_assessment
from pranata.assessment.policies_judging import SUBMITTERS, TaskUnknown, organiser_of
from pranata.assessment.queries.assessor_tasks import called_by, given_rows, posts_that_judge
from pranata.assessment.queries.cycle import deadline_of, stages_of
from pranata.assessment.queries.judging import after, before, judged_count
from pranata.assessment.web.forms import ReasonForm
from pranata.foundation.access import official
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.web.accounts.step_up import confirm_first
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor, require_role
from pranata.organisation.web.middleware import acting, arrived


@official
@require_safe
def assessors(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the tasks given, and where the assessment stands."""
    return _page(request, _either_side(request, pk))


@official
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the assessment to a post."""
    require_role(acting(request), Role.COORDINATOR, instansi_id=acting(request).instansi_id)
    assessment = _either_side(request, pk)
    sent = request.POST
    try:
        give_assessor_task(
            assessment=assessment,
            position_id=_number(sent.get("jabatan", "")),
            part=sent.get("bagian", ""),
            indicators=_indicators(sent.get("indikator", "")),
            ends_on=_day(sent.get("sampai", "")),
            actor=acting(request),
            now=arrived(request),
        )
    except NotPermitted:
        raise
    except ProductError as error:
        return _page(request, assessment, error.status, error=error, sent=sent)
    messages.success(request, _("Tugas diberikan dan tercatat."))
    return redirect("assessment:assessors", pk)


@official
@require_POST
def end(request: HttpRequest, pk: int, task_id: int) -> HttpResponse:
    """End a task of this assessment."""
    require_role(acting(request), Role.COORDINATOR, instansi_id=acting(request).instansi_id)
    if not AssessorTask.objects.filter(pk=task_id, assessment_id=pk).exists():
        raise TaskUnknown
    end_assessor_task(task_id=task_id, actor=acting(request), now=arrived(request))
    messages.success(request, _("Tugas diakhiri. Penilaian yang sudah tersimpan tetap ada."))
    return redirect("assessment:assessors", pk)


@official
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the assessment on, or close the outer stage: after confirming once more who is there."""
    assessment = _either_side(request, pk)
    first = confirm_first(request, reverse("assessment:assessors", args=[pk]))
    if first is not None:
        return first
    act = submit_assessment if assessment.stage == Stage.INTERNAL else advance_stage
    try:
        act(assessment=assessment, actor=acting(request), now=arrived(request))
    except NotYetValid as error:
        return _page(request, assessment, error.status, error=error)
    messages.success(request, _("Tahap ditutup dan nilainya dibekukan."))
    return redirect("assessment:assessors", pk)


@official
@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the assessment back one stage, with the reason."""
    require_role(acting(request), Role.COORDINATOR, instansi_id=acting(request).instansi_id)
    assessment = _either_side(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, assessment, 422, form=form)
    reason = form.cleaned_data["reason"]
    return_stage(assessment=assessment, reason=reason, actor=acting(request), now=arrived(request))
    messages.success(request, _("Penilaian dikembalikan satu tahap."))
    return redirect("assessment:assessors", pk)


def _either_side(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment for its own coordinator or leader, or for the coordinator who called for it.

    NotPermitted without such a role; whatever is of neither side does not exist.
    """
    actor = acting(request)
    require_role(actor, *SUBMITTERS, instansi_id=actor.instansi_id)
    own = Assessment.objects.filter(pk=pk, instansi_id=actor.instansi_id).first()
    if own is not None:
        return own
    part = called_by(actor, pk) if actor.has_role(Role.COORDINATOR) else None
    if part is None:
        raise Http404
    with tenant_scope(part.instansi_id):
        return Assessment.objects.select_related("instansi").get(pk=pk)


def _page(request: HttpRequest, assessment: Assessment, status: int = 200, **extra: Any) -> HttpResponse:
    actor = acting(request)
    is_own = assessment.instansi_id == actor.instansi_id
    with tenant_scope(assessment.instansi_id):
        stages = stages_of(assessment)
        judged = judged_count(assessment)
        deadline = deadline_of(assessment, assessment.stage)
        name = assessment.instansi.name
    context = {
        "nav": "penilaian",
        "assessment": assessment,
        "regulation": regulations.load(assessment.instrument),
        "instansi_name": name,
        "is_own": is_own,
        "campaign": None if is_own else _call(actor, assessment),
        "stages": [(stage, _standing(stage, assessment)) for stage in stages],
        "then": after(assessment, stages),
        "past": before(assessment.stage, stages),
        "judged": judged,
        "deadline": deadline,
        "rows": given_rows(actor, assessment.pk),
        "posts": posts_that_judge(actor, is_own=is_own, on=actor.local_date(arrived(request))),
        "parts": AssessorPart.choices,
        "form": ReasonForm(),
        **_acts(actor, assessment),
    }
    return render(request, "assessment/assessors.html", context | extra, status=status)


def _call(actor: Actor, assessment: Assessment) -> Campaign | None:
    part = called_by(actor, assessment.pk)
    return part.campaign if part else None


def _acts(actor: Actor, assessment: Assessment) -> dict[str, bool]:
    """Return what the actor may do here now."""
    is_own, is_coordinator = assessment.instansi_id == actor.instansi_id, actor.has_role(Role.COORDINATOR)
    calls = is_coordinator and organiser_of(assessment) == actor.instansi_id
    return {
        "may_give": is_coordinator,
        "may_move": (is_own and assessment.stage == Stage.INTERNAL)
        or (calls and assessment.stage in EXTERNAL),
        "may_return": calls
        and assessment.stage in (*EXTERNAL, Stage.RESULT)
        and assessment.state == "closed",
    }


def _standing(stage: Stage, assessment: Assessment) -> str:
    here = [*Stage].index(Stage(assessment.stage))
    at = [*Stage].index(stage)
    return "lewat" if at < here else "kini" if at == here else "nanti"


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _indicators(text: str) -> list[str]:
    """Read "1, 4, 7": numbers between commas or spaces; nothing means all."""
    return [one[:8] for one in text.replace("\x00", "").replace(",", " ").split()][:200]


def _day(text: str) -> dt.date | None:
    """Read the last day a task is held; it ends with that day."""
    try:
        return dt.date.fromisoformat(text) + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
