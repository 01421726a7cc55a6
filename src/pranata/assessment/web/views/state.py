"""Closing, reopening, publishing and withdrawing: each asks for a check of what will happen."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pranata.assessment.models import Assessment
from pranata.assessment.operations.close_assessment import AnswersStillMissing, close_assessment
from pranata.assessment.operations.publish_assessment import publish_assessment
from pranata.assessment.operations.reopen_assessment import reopen_assessment
from pranata.assessment.operations.withdraw_publication import withdraw_publication
from pranata.assessment.queries.detail import assessment_detail
from pranata.assessment.queries.stage_scores import final_score, stored_levels
from pranata.assessment.web.forms import ReasonForm, WithdrawalForm
from pranata.assessment.web.page import managed, page, refused
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting

METHODS = ["GET", "HEAD", "POST"]


@official
@require_http_methods(METHODS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what closing freezes, with what is missing; close on POST."""
    assessment = managed(request, pk)
    if request.method != "POST":
        return _check(request, "close.html", assessment)
    accepted = request.POST.get("tanpa") == "ya"
    try:
        close_assessment(assessment=assessment, actor=acting(request), now=utc_now(), accept_missing=accepted)
    except AnswersStillMissing as missing:
        return _check(request, "close.html", assessment, error=missing, status=422)
    except ProductError as error:
        return _refused(request, error, pk)
    messages.success(request, _("Penilaian %(year)d ditutup.") % {"year": assessment.year})
    return redirect("assessment:detail", pk)


@official
@require_http_methods(METHODS)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show exactly what becomes public; publish on POST."""
    assessment = managed(request, pk)
    if request.method != "POST":
        final = final_score(assessment)
        levels = stored_levels(final.levels) if final else None
        return _check(request, "publish.html", assessment, levels=levels, final=final)
    try:
        publish_assessment(assessment=assessment, actor=acting(request), now=utc_now())
    except ProductError as error:
        return _refused(request, error, pk)
    messages.success(
        request, _("Hasil %(year)d diumumkan dan dapat dibaca siapa pun.") % {"year": assessment.year}
    )
    return redirect("assessment:detail", pk)


@official
@require_http_methods(METHODS)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason; open again on POST."""
    assessment = managed(request, pk)
    said = _("Penilaian %(year)d dibuka kembali.") % {"year": assessment.year}
    return _with_reason(request, assessment, "reopen.html", reopen_assessment, said, ReasonForm)


@official
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason; withdraw the published result on POST."""
    assessment = managed(request, pk)
    said = _("Pengumuman hasil %(year)d ditarik.") % {"year": assessment.year}
    return _with_reason(request, assessment, "withdraw.html", withdraw_publication, said, WithdrawalForm)


def _with_reason(
    request: HttpRequest,
    assessment: Assessment,
    template: str,
    act: Callable[..., object],
    said: str,
    asks: type[ReasonForm],
) -> HttpResponse:
    form = asks(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _check(request, template, assessment, form=form, status=422 if form.errors else 200)
    try:
        act(
            assessment=assessment,
            reason=form.cleaned_data["reason"],
            actor=acting(request),
            now=utc_now(),
        )
    except ProductError as error:
        return _refused(request, error, assessment.pk)
    messages.success(request, said)
    return redirect("assessment:detail", assessment.pk)


def _check(
    request: HttpRequest,
    template: str,
    assessment: Assessment,
    *,
    status: int = 200,
    levels: Mapping[str, Decimal | None] | None = None,
    **extra: object,
) -> HttpResponse:
    detail = assessment_detail(assessment, levels)
    context = {"detail": detail, "regulation": detail.regulation, **extra}
    return page(request, template, assessment, context, status)


def _refused(request: HttpRequest, error: ProductError, pk: int) -> HttpResponse:
    if isinstance(error, NotPermitted):
        raise error
    return refused(request, error, "assessment:detail", pk)
