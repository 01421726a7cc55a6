"""Asking for a plan."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pranata.assessment.models import Assessment
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.organisation.web.middleware import acting
from pranata.planning.models import Plan
from pranata.planning.operations.ask_plan import ask_plan
from pranata.planning.operations.stop_plan import stop_plan
from pranata.planning.policies import require_may_plan
from pranata.planning.queries.basis import Basis, basis_of
from pranata.planning.queries.choosing import assessments_to_plan
from pranata.planning.queries.plan_page import PlanView
from pranata.planning.queries.steps import capacity_of, offered_steps
from pranata.planning.question import Question, place_text
from pranata.planning.waking import wake
from pranata.planning.web.forms import AskForm
from pranata.planning.web.page import page, readable
from pranata.planning.web.reading import next_month, question_of
from pranata.planning.web.relaxing import FORBIDDEN, FORCED
from pranata.planning.web.written import typed_of


@official
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a plan, from scratch or from the question of another plan (`dari`)."""
    actor = acting(request)
    require_may_plan(actor, actor.instansi_id)
    origin = readable(request, int(request.GET["dari"])) if request.GET.get("dari", "").isdigit() else None
    assessment = _assessment(request, origin)
    if assessment is None:
        return page(request, "new.html", {"form": None})
    basis = basis_of(assessment)
    typed = request.POST if request.method == "POST" else None
    form = AskForm(typed, initial=_begins(request, origin))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            plan = _asked(request, basis, form.cleaned_data, origin)
        except ProductError as refused:
            status, field = refused.status, getattr(refused, "field", None)
            form.add_error(field if field in form.fields else None, str(refused))
        else:
            return redirect("planning:plan", plan.pk)
    context = {
        "form": form,
        "basis": basis,
        "origin": origin,
        "limits": capacity_of(actor.instansi_id),
        "choices": sorted(assessments_to_plan(actor.instansi_id), key=lambda one: -one.year),
    }
    return page(request, "new.html", context, status)


@official
@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again with one limit changed, as a page proposed; leads to the new plan."""
    origin = readable(request, pk)
    basis = basis_of(origin.assessment)
    form = AskForm(_changed(Question.of_document(origin.question), request.POST))
    if not form.is_valid():
        messages.error(request, _("Usulan ini tidak dapat dibaca."))
        return redirect("planning:plan", pk)
    try:
        plan = _asked(request, basis, form.cleaned_data, origin)
    except ProductError as refused:
        messages.error(request, str(refused))
        return redirect("planning:plan", pk)
    return redirect("planning:plan", plan.pk)


@official
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a calculation."""
    plan = readable(request, pk)
    if stop_plan(plan=plan, actor=acting(request), now=utc_now()):
        messages.success(request, _("Perhitungan dihentikan. Pertanyaannya tersimpan."))
    return redirect("planning:plan", pk)


def _changed(question: Question, sent: Mapping[str, str]) -> dict[str, Any]:
    """Return the question as typed with the one thing that a button changes of it."""
    left_out = {FORCED: question.forced, FORBIDDEN: question.forbidden}
    kept = {
        name: tuple(place for place in places if place_text(place) != sent.get(name))
        for name, places in left_out.items()
    }
    typed = typed_of(question.changed(forced=kept[FORCED], forbidden=kept[FORBIDDEN]))
    return typed | {name: sent[name] for name in ("target", "budget", "by", "margin") if name in sent}


def _assessment(request: HttpRequest, origin: Plan | None) -> Assessment | None:
    actor, asked = acting(request), request.GET.get("penilaian", "")
    if origin is not None:
        return origin.assessment
    if asked.isdigit():
        return get_object_or_404(Assessment, pk=int(asked), instansi_id=actor.instansi_id)
    return next(iter(assessments_to_plan(actor.instansi_id)), None)


def _begins(request: HttpRequest, origin: Plan | None) -> dict[str, Any]:
    if origin is not None:
        return typed_of(PlanView(origin).question)
    month = next_month(acting(request).local_date(utc_now()))
    return {"start": str(month), "target": request.GET.get("target", "")}


def _asked(request: HttpRequest, basis: Basis, typed: dict[str, Any], origin: Plan | None) -> Plan:
    actor, now = acting(request), utc_now()
    before = Question.of_document(origin.question) if origin else None
    base = before or Question(start=next_month(actor.local_date(now)))
    question = question_of(typed, basis.regulation.instrument, base)
    question = question.changed(capacity=capacity_of(actor.instansi_id))
    plan = ask_plan(
        basis=basis,
        question=question,
        offered=offered_steps(actor.instansi_id, basis.regulation, actor.local_date(now)),
        actor=actor,
        now=now,
        origin=origin,
    )
    transaction.on_commit(wake)
    return plan
