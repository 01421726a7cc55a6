"""The table of actions, its export, and starting them from an accepted plan."""

import datetime as dt
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.foundation.exports.cells import Cell
from pranata.organisation.web.middleware import acting
from pranata.planning.models import ActionPlan, ActionState, Plan, PlanState
from pranata.planning.operations.start_action_plan import start_action_plan
from pranata.planning.policies_actions import require_may_manage
from pranata.planning.queries.actions import Line, Wanted, narrowed, units_of
from pranata.planning.queries.replanning import replanning_of
from pranata.planning.web.actions import number_in, page, the_book, the_plan


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the actions, narrowed and sorted by the address; without any, the plan that could begin."""
    action_plan = the_plan(request)
    if action_plan is None:
        waiting = Plan.objects.filter(
            instansi_id=acting(request).instansi_id, state=PlanState.ACCEPTED, action_plan__isnull=True
        )
        return page(request, "none.html", {"waiting": waiting.defer("steps", "levels")})
    book, wanted = the_book(request, action_plan), _wanted(request)
    lines = narrowed(book.lines, wanted)
    context = {
        "book": book,
        "lines": lines,
        "wanted": wanted,
        "units": units_of(book.lines),
        "waiting": _waiting(request, book.action_plan.plan_id),
        "total_cost": sum(line.action.cost for line in lines),
        "total_gain": sum(line.gain for line in lines),
        "query": request.GET.urlencode(),
        "late": len(book.late),
        "blocked": book.count(ActionState.BLOCKED),
        "done": book.count(ActionState.DONE),
    }
    return page(request, "table.html", context, tab="tabel")


@official
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an accepted plan into actions; where others run, show first what becomes of those."""
    actor = acting(request)
    require_may_manage(actor, actor.instansi_id)
    plan = get_object_or_404(Plan, pk=pk, instansi_id=actor.instansi_id, state=PlanState.ACCEPTED)
    is_begun = ActionPlan.objects.filter(plan=plan).exists()
    found = None if is_begun else replanning_of(plan)
    if request.method != "POST" and is_begun:
        return redirect("planning:actions")
    if request.method != "POST":
        return page(request, "replan.html", {"plan": plan, "found": found})
    reason = request.POST.get("alasan", "")
    try:
        begun = start_action_plan(plan=plan, actor=actor, now=utc_now(), reason=reason)
    except NotPermitted:
        raise
    except ProductError as error:
        if found is not None:
            context = {"plan": plan, "found": found, "error": error, "reason": reason}
            return page(request, "replan.html", context, error.status)
        messages.error(request, str(error))
    else:
        count = begun.actions.count()
        messages.success(request, _("%(count)d aksi dibuat dari rencana.") % {"count": count})
    return redirect("planning:actions")


@official
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The table as narrowed, as xlsx or csv."""
    action_plan = the_plan(request)
    if action_plan is None or form not in ("xlsx", "csv"):
        raise Http404
    book = the_book(request, action_plan)
    rows = [_row(line) for line in narrowed(book.lines, _wanted(request))]
    answer = xlsx_response if form == "xlsx" else csv_response
    return answer(_headers(), rows, _("Rencana aksi %(number)s") % {"number": action_plan.plan.number})


def _wanted(request: HttpRequest) -> Wanted:
    state = request.GET.get("keadaan", "")
    return Wanted(
        unit_id=number_in(request.GET.get("opd", "")),
        state=state if state in ActionState.values else "",
        late=request.GET.get("terlambat") == "1",
        sort=request.GET.get("urut", "") or "tenggat",
    )


def _waiting(request: HttpRequest, plan_id: int) -> Sequence[Plan]:
    """Return the plans that were accepted and have no actions yet, beside the one shown."""
    found = Plan.objects.filter(
        instansi_id=acting(request).instansi_id, state=PlanState.ACCEPTED, action_plan__isnull=True
    )
    return list(found.exclude(pk=plan_id).defer("steps", "levels"))


def _headers() -> list[str]:
    return [
        _("Nomor"), _("Indikator"), _("Nama indikator"), _("Dari tingkat"), _("Ke tingkat"),
        _("Perangkat daerah"), _("Jabatan"), _("Pemegang"), _("Mulai"), _("Tenggat"), _("Mulai semula"),
        _("Tenggat semula"), _("Keadaan"), _("Persen"), _("Hambatan"), _("Terlambat"), _("Menunggu aksi"),
        _("Biaya (rupiah)"), _("Hari kerja orang"), _("Tambahan indeks"), _("Keluaran"),
        _("Bukti yang diharapkan"), _("Sub kegiatan"), _("Risiko"),
    ]  # fmt: skip


def _row(line: Line) -> list[Cell]:
    one = line.action
    return [
        one.number, one.indicator, line.name, one.from_level, one.to_level,
        line.unit_name, one.position.title if one.position else "", line.holder, one.starts_on, one.due_on,
        one.baseline_starts_on, one.baseline_ends_on - dt.timedelta(days=1), one.get_state_display(),
        one.percent, one.obstacle, _("ya") if line.is_late else "",
        ", ".join(map(str, line.waits_for)), one.cost, one.effort, one.gain, one.output,
        one.evidence_expected, one.budget_link, one.risk,
    ]  # fmt: skip
