"""What the pages of actions have in common."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pranata.foundation.clock import utc_now
from pranata.organisation.web.middleware import acting
from pranata.planning.models import Action, ActionPlan, ActionState
from pranata.planning.policies_actions import may_manage, require_may_read
from pranata.planning.queries.actions import Book, book_of, current_action_plan

STATES = {
    ActionState.OPEN: ("info", "circle-dot"),
    ActionState.RUNNING: ("warn", "player-play"),
    ActionState.BLOCKED: ("bad", "alert-triangle"),
    ActionState.DONE: ("ok", "check"),
}


def the_plan(request: HttpRequest) -> ActionPlan | None:
    """Return the action plan a page is about: `?rencana=`, else the one that runs. NotPermitted or 404."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    wanted = request.GET.get("rencana", "")
    if not wanted:
        return current_action_plan(actor.instansi_id)
    if not wanted.isdecimal() or len(wanted) > 18:
        raise Http404
    found = ActionPlan.objects.select_related("plan__assessment")
    return get_object_or_404(found, pk=int(wanted), instansi_id=actor.instansi_id)


def the_action(request: HttpRequest, pk: int) -> Action:
    """Return the action if the actor may read it: NotPermitted without a role, 404 elsewhere."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    found = Action.objects.select_related("action_plan__plan__assessment", "unit", "position")
    return get_object_or_404(found, pk=pk, instansi_id=actor.instansi_id)


def the_book(request: HttpRequest, action_plan: ActionPlan) -> Book:
    """Return the actions of a plan as of today, where the instansi is."""
    return book_of(action_plan, acting(request).local_date(utc_now()))


def page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200, *, tab: str = ""
) -> HttpResponse:
    """Draw a page of actions with what its frame needs."""
    actor = acting(request)
    common = {
        "nav": "rencana",
        "tab": tab,
        "may_manage": may_manage(actor),
        "states": [(kind.value, kind.label) for kind in ActionState],
    }
    return render(request, f"planning/actions/{template}", {**common, **context}, status=status)


def number_in(text: str) -> int | None:
    """Read the number of a row; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else None
