"""What the pages of plans have in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pranata.organisation.web.middleware import acting
from pranata.planning.models import Plan
from pranata.planning.policies import may_decide, may_keep, may_plan, require_may_read


def readable(request: HttpRequest, pk: int) -> Plan:
    """Return the plan if the actor may read it: 404 elsewhere, NotPermitted without a role."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    found = Plan.objects.select_related("assessment", "origin", "replaced_by", "run")
    return get_object_or_404(found, pk=pk, instansi_id=actor.instansi_id)


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Draw a page of plans with what its frame needs."""
    actor = acting(request)
    common = {
        "nav": "rencana",
        "may_plan": may_plan(actor),
        "may_decide": may_decide(actor),
        "may_keep": may_keep(actor),
    }
    return render(request, f"planning/{template}", {**common, **context}, status=status)
