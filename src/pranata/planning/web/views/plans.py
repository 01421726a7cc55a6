"""The plans of an instansi, and one of them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pranata.foundation.access import official
from pranata.organisation.web.middleware import acting
from pranata.planning.models import Plan
from pranata.planning.policies import require_may_read
from pranata.planning.web.page import page, readable


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the plans, the newest first."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    plans = Plan.objects.filter(instansi_id=actor.instansi_id).order_by("-created_at", "-pk")
    return page(request, "plans.html", {"plans": plans.defer("levels", "steps", "frontier")})


@official
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one plan."""
    plan = readable(request, pk)
    return page(request, "plan.html", {"plan": plan, "steps": plan.chosen.order_by("position")})
