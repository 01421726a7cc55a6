"""The tasks of an assessor: the list, one of them with its declaration and its indicators."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pranata.assessment.operations.declare_interest import declare_interest
from pranata.assessment.policies_judging import Held, TaskUnknown, held
from pranata.assessment.queries.assessor_desk import AssessorDesk, Line, assessor_desk
from pranata.assessment.queries.assessor_tasks import held_rows
from pranata.assessment.queries.minutes import is_before, signed_by
from pranata.foundation.access import official
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.web.middleware import acting, arrived


@official
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Show what the actor's post was given to judge or review and still holds."""
    context = {"nav": "penilaian", "rows": held_rows(acting(request), arrived(request))}
    return render(request, "assessment/tasks.html", context)


@official
@require_safe
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Ask for the declaration first; then show the indicators with their values side by side."""
    return _page(request, held(acting(request), task_id, arrived(request)))


@official
@require_POST
def declare(request: HttpRequest, task_id: int) -> HttpResponse:
    """Record that there is no conflict of interest, or which."""
    has_conflict, statement = request.POST.get("ada", ""), request.POST.get("pernyataan", "")
    found = held(acting(request), task_id, arrived(request))
    if has_conflict not in ("ya", "tidak"):
        return _page(request, found, 422, unsaid=True, statement=statement)
    try:
        declare_interest(
            task_id=task_id,
            has_conflict=has_conflict == "ya",
            statement=statement,
            actor=acting(request),
            now=arrived(request),
        )
    except (NotPermitted, TaskUnknown):
        raise
    except ProductError as error:
        return _page(request, found, error.status, error=error, statement=statement, ticked=has_conflict)
    messages.success(request, _("Pernyataan Anda dicatat."))
    return redirect("assessment:task", task_id)


def _page(request: HttpRequest, found: Held, status: int = 200, **extra: Any) -> HttpResponse:
    context: dict[str, Any] = {"nav": "penilaian", "held": found, "task": found.task}
    if found.is_open:
        with tenant_scope(found.task.instansi_id):
            desk = assessor_desk(found, arrived(request))
        shown = request.GET.get("saring", "")
        context |= {
            "desk": desk,
            "assessment": desk.assessment,
            "regulation": desk.regulation,
            "filter": shown if shown in FILTERS else "",
            "lines": _filtered(desk, shown),
            "closed": [s for s in signed_by(found) if s in desk.stages and is_before(s, desk.stage)],
            "next_line": next((line for line in desk.own if not line.is_judged), None),
        }
    return render(request, "assessment/task.html", context | extra, status=status)


def _waits(line: Line) -> bool:
    return line.talk is not None and (line.talk.waits_for_assessor or line.talk.waits_for_assessed)


FILTERS: dict[str, Callable[[Line], bool]] = {
    "belum": lambda line: not line.is_judged,
    "diubah": lambda line: line.is_changed,
    "pembicaraan": _waits,
    "tinjau": lambda line: line.is_judged and line.review != "valid",
}


def _filtered(desk: AssessorDesk, wanted: str) -> list[tuple[Line, list[Any]]]:
    keep = FILTERS.get(wanted)
    return [
        (line, [desk.values[stage].get(line.number) for stage in desk.stages])
        for line in desk.own
        if keep is None or keep(line)
    ]
