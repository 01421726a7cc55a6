"""Sharing the levels of a published assessment, and what was done for its indicators."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pranata.assessment.models import Assessment, SharedLevels, SharedPractice
from pranata.assessment.operations.share_levels import share_levels
from pranata.assessment.operations.stop_sharing import stop_sharing
from pranata.assessment.operations.tell_practice import tell_practice, withdraw_practice
from pranata.assessment.policies_sharing import require_may_share
from pranata.assessment.queries.detail import AssessmentDetail, assessment_detail
from pranata.assessment.queries.stage_scores import final_score, stored_levels
from pranata.assessment.web.page import page, refused
from pranata.assessment.web.sharing_form import PracticeForm, SharingForm
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting

METHODS = ["GET", "HEAD", "POST"]


@official
@require_http_methods(METHODS)
def sharing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show exactly what becomes public, or is; share or stop on POST."""
    assessment = _decided(request, pk)
    shared = SharedLevels.objects.filter(assessment=assessment).first()
    initial = {"contact": shared.contact} if shared else None
    form = SharingForm(request.POST or None, on=acting(request).local_date(utc_now()), initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _show(request, assessment, shared, form)
    try:
        _act(request, assessment, form)
    except NotPermitted:
        raise
    except ProductError as error:
        return refused(request, error, "assessment:sharing", pk)
    return redirect("assessment:sharing", pk)


def _act(request: HttpRequest, assessment: Assessment, form: SharingForm) -> None:
    given: dict[str, Any] = {
        "assessment": assessment,
        "reason": form.cleaned_data["reason"],
        "actor": acting(request),
        "now": utc_now(),
    }
    if "berhenti" in request.POST:
        stop_sharing(**given)
        messages.success(request, _("Tingkat %(year)d tidak lagi dibagikan.") % {"year": assessment.year})
        return
    share_levels(**given, contact=form.cleaned_data["contact"])
    messages.success(request, _("Tingkat %(year)d dibagikan kepada umum.") % {"year": assessment.year})


def _show(
    request: HttpRequest, assessment: Assessment, shared: SharedLevels | None, form: SharingForm
) -> HttpResponse:
    detail = _final(assessment)
    told = {row.indicator: row for row in shared.practices.all()} if shared else {}
    rose = [row for row in detail.rows if row.level and row.previous and row.level > row.previous]
    numbers = {row.number for row in rose}
    others = [row for row in detail.rows if row.level and row.number not in numbers]
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "shared": shared,
        "form": form,
        "rose": [(row, told.get(row.number)) for row in rose],
        "others": [(row, told.get(row.number)) for row in others],
        "told": len(told),
    }
    return page(request, "sharing.html", assessment, context, 422 if form.errors else 200)


@official
@require_http_methods(METHODS)
def practice(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Ask what was done for one indicator; tell it, or take it back, on POST."""
    assessment = _decided(request, pk)
    shared = get_object_or_404(SharedLevels, assessment=assessment)
    detail = _final(assessment)
    row = next((row for row in detail.rows if row.number == number and number in shared.levels), None)
    if row is None:
        raise Http404
    told = SharedPractice.objects.filter(sharing=shared, indicator=number).first()
    criteria = detail.regulation.criteria(number)
    initial = {"text": told.text, "evidence": told.evidence} if told else None
    is_back = "tarik" in request.POST
    form = PracticeForm(None if is_back else request.POST or None, criteria=criteria, initial=initial)
    if request.method != "POST" or (not is_back and not form.is_valid()):
        context = {"detail": detail, "regulation": detail.regulation, "row": row, "form": form, "told": told}
        context |= {"shared": shared, "criteria": criteria}
        return page(request, "practice.html", assessment, context, 422 if form.errors else 200)
    try:
        _tell(request, assessment, number, None if is_back else form)
    except NotPermitted:
        raise
    except ProductError as error:
        return refused(request, error, "assessment:sharing", pk)
    return redirect("assessment:sharing", pk)


def _tell(request: HttpRequest, assessment: Assessment, number: str, form: PracticeForm | None) -> None:
    given: dict[str, Any] = {
        "assessment": assessment, "indicator": number, "actor": acting(request), "now": utc_now(),
    }  # fmt: skip
    if form is None:
        withdraw_practice(**given)
        messages.success(request, _("Uraian indikator %(number)s ditarik.") % {"number": number})
        return
    tell_practice(**given, text=form.cleaned_data["text"], evidence=form.cleaned_data["evidence"])
    messages.success(request, _("Uraian indikator %(number)s dibagikan.") % {"number": number})


def _decided(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment if the actor decides what it shares; NotPermitted or 404 otherwise."""
    actor = acting(request)
    require_may_share(actor, actor.instansi_id)
    return get_object_or_404(Assessment, pk=pk, instansi_id=actor.instansi_id)


def _final(assessment: Assessment) -> AssessmentDetail:
    """Return the assessment with the values that count, which are those that are shared."""
    final = final_score(assessment)
    return assessment_detail(assessment, stored_levels(final.levels) if final else None)
