"""Proposing a plan, accepting it, sending it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.organisation.web.middleware import acting
from pranata.planning.operations.decide_plan import accept_plan, return_plan
from pranata.planning.operations.propose_plan import propose_plan
from pranata.planning.web.forms import ReturnForm
from pranata.planning.web.page import readable
from pranata.planning.web.views.plans import show


@official
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a plan."""
    plan = propose_plan(plan=readable(request, pk), actor=acting(request), now=utc_now())
    messages.success(request, _("Rencana %(number)s diajukan.") % {"number": plan.number})
    return redirect("planning:plan", pk)


@official
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a plan."""
    plan = accept_plan(
        plan=readable(request, pk),
        actor=acting(request),
        now=utc_now(),
        seen=request.POST.get("menggantikan"),
    )
    messages.success(request, _("Rencana %(number)s ditetapkan.") % {"number": plan.number})
    return redirect("planning:plan", pk)


@official
@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a plan back."""
    plan, form = readable(request, pk), ReturnForm(request.POST)
    if not form.is_valid():
        return show(request, plan, refusal=form, status=422)
    reason = form.cleaned_data["reason"]
    return_plan(plan=plan, reason=reason, actor=acting(request), now=utc_now())
    messages.success(request, _("Rencana dikembalikan kepada yang mengajukan."))
    return redirect("planning:plan", pk)
