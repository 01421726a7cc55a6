"""Visits: planned, then held with a result or cancelled with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pranata.coaching.models import Visit
from pranata.coaching.operations.plan_visit import Plan, cancel_visit, plan_visit, record_visit
from pranata.coaching.web.forms import ResultForm, VisitForm
from pranata.coaching.web.showing import METHODS, draw, kept, proven
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.organisation.web.middleware import acting


@official
@require_http_methods(METHODS)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask when, where and what for; plan the visit on POST."""
    side = proven(request, pk, as_coach=True)
    form = VisitForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return draw(request, "visit_plan.html", side, {"form": form}, 422 if form.errors else 200)
    try:
        plan_visit(coaching_id=pk, plan=Plan(**form.cleaned_data), actor=acting(request), now=utc_now())
    except ProductError as error:
        form.add_error(None, str(error))
        return draw(request, "visit_plan.html", side, {"form": form}, kept(error))
    messages.success(request, _("Kunjungan direncanakan dan diberitahukan."))
    return redirect("coaching:detail", pk)


@official
@require_http_methods(METHODS)
def visit(request: HttpRequest, pk: int, visit_id: int) -> HttpResponse:
    """Show a visit; a coach records its result or cancels it on POST."""
    side = proven(request, pk)
    found = get_object_or_404(Visit.objects.select_related("instansi"), pk=visit_id, coaching=side.coaching)
    initial = {"version": found.version, "result": found.result}
    if request.method != "POST":
        return draw(request, "visit.html", side, {"visit": found, "form": ResultForm(initial=initial)})
    side.require_coach()
    form = ResultForm(request.POST)
    context: dict[str, Any] = {"visit": found, "form": form}
    if not form.is_valid():
        return draw(request, "visit.html", side, context, 422)
    given: dict[str, Any] = {
        "coaching_id": pk, "visit_id": visit_id, "version": form.cleaned_data["version"],
        "actor": acting(request), "now": utc_now(),
    }  # fmt: skip
    words = form.cleaned_data["result"]
    try:
        if "batal" in request.POST:
            cancel_visit(**given, reason=words)
            messages.success(request, _("Kunjungan dibatalkan dan diberitahukan."))
        else:
            record_visit(**given, result=words)
            messages.success(request, _("Hasil kunjungan dicatat."))
    except ProductError as error:
        status = kept(error)
        again = ResultForm({"result": words, "version": found.version})
        again.add_error(None, str(error))
        return draw(request, "visit.html", side, {**context, "form": again}, status)
    return redirect("coaching:detail", pk)
