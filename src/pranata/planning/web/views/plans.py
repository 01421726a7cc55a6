"""The plans of an instansi, and one of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.foundation.ui.qr import qr_code
from pranata.organisation.web.middleware import acting
from pranata.planning.models import Plan, PlanRun, PlanState, Proven
from pranata.planning.policies import may_decide, require_may_read
from pranata.planning.queries.curve import between
from pranata.planning.queries.plan_page import PlanView
from pranata.planning.tasks import parcel_of
from pranata.planning.web.curve_chart import curve_chart
from pranata.planning.web.forms import ReturnForm
from pranata.planning.web.page import page, readable
from pranata.planning.web.relaxing import colliding
from pranata.planning.web.sheet import sheet_of
from pranata.planning.web.tables import step_table
from pranata.planning.web.trying import tried

SHOWN = 50


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the plans, the newest first."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    plans = Plan.objects.filter(instansi_id=actor.instansi_id).select_related("assessment", "run")
    newest = plans.defer("levels", "steps", "frontier").order_by("-created_at", "-pk")[:SHOWN]
    return page(request, "plans.html", {"plans": newest, "tab": "plans"})


@official
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one plan: the answer, or how far the calculation is, or why there is no plan."""
    return show(request, readable(request, pk))


def show(
    request: HttpRequest, plan: Plan, *, refusal: ReturnForm | None = None, status: int = 200
) -> HttpResponse:
    """Draw the page of a plan; `refusal` is a reason that was not accepted."""
    view, actor = PlanView(plan), acting(request)
    sheet = sheet_of(request, view, actor.local_date(utc_now())) if view.has_steps else None
    proposed = next((act for act in reversed(view.acts) if act.kind == "proposed"), None)
    context: dict[str, Any] = {
        "plan": plan,
        "view": view,
        "run": plan.run,
        "is_computing": not plan.run.is_over and plan.answer is None,
        "ahead": _ahead(plan.run),
        "known": _known(view),
        "chart": _chart(view),
        "collisions": colliding(plan.answer) if plan.answer else [],
        "acts": view.acts,
        "may_decide_this": plan.state == PlanState.PROPOSED
        and may_decide(actor)
        and (proposed is None or proposed.made_by_id != actor.assignment_id),
        "return_form": refusal or ReturnForm(),
        "tried": tried(view, request.GET),
        "others": _others(plan),
        "accepted": _accepted(plan),
        "sheet": sheet,
        "qr": qr_code(sheet.link, sheet.code_label) if sheet is not None and sheet.link else "",
    }
    return page(request, "plan.html", context, status)


@official
@require_safe
def steps_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Give the chosen steps as a table."""
    view = PlanView(readable(request, pk))
    headers, rows = step_table(view)
    title = f"rencana-{view.plan.number}"
    return xlsx_response(headers, rows, title) if form == "xlsx" else csv_response(headers, rows, title)


@official
@require_safe
def recompute(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the question, all it rests on and the answer, so that a stranger can compute it again."""
    plan = readable(request, pk)
    content = {**parcel_of(plan), "answer": plan.answer, "algorithm": plan.algorithm}
    headers = {"Content-Disposition": f'attachment; filename="rencana-{plan.number}.json"'}
    return JsonResponse(content, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _ahead(run: PlanRun) -> int:
    """Return how many calculations are done before this one."""
    if run.is_over or run.started_at is not None:
        return 0
    return PlanRun.objects.filter(ended_at__isnull=True, asked_at__lt=run.asked_at).count()


def _known(view: PlanView) -> Any:
    """Return what the curve says of the target while the plan itself is not there yet."""
    target = view.question.target
    if view.plan.answer is not None or target is None or not view.points:
        return None
    return between(view.points, target + view.question.margin)


def _chart(view: PlanView) -> Any:
    own = (view.index, view.cost) if view.has_steps else None
    return curve_chart(view.points, today=view.today, bands=view.regulation.instrument.bands, own=own)


def _accepted(plan: Plan) -> Plan | None:
    """Return the plan that this one would replace."""
    if plan.state != PlanState.PROPOSED:
        return None
    found = Plan.objects.filter(
        instansi_id=plan.instansi_id, instrument=plan.instrument, state=PlanState.ACCEPTED
    )
    return found.only("pk", "year", "sequence").first()


def _others(plan: Plan) -> Any:
    """Return plans this one may be compared with."""
    found = Plan.objects.filter(
        instansi_id=plan.instansi_id, instrument=plan.instrument, proven__in=(Proven.OPTIMAL, Proven.FEASIBLE)
    )
    return found.exclude(pk=plan.pk).only("pk", "year", "sequence", "state").order_by("-created_at")[:10]
