"""What is done with one action: progress, evidence, its place in an assessment, its dates."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pranata.assessment.models import Assessment
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting, arrived
from pranata.planning.models import Action, BudgetLine, DateProposal
from pranata.planning.operations._moving import Shift, shift_of
from pranata.planning.operations.decide_dates import decide_dates
from pranata.planning.operations.move_action import move_action
from pranata.planning.operations.offer_action_evidence import offer_action_evidence
from pranata.planning.operations.propose_dates import propose_dates
from pranata.planning.operations.report_progress import report_progress
from pranata.planning.operations.show_action_evidence import show_action_evidence
from pranata.planning.operations.tie_budget import tie_budget_line
from pranata.planning.policies_actions import require_may_manage
from pranata.planning.web.action_forms import dates_in, ids_in, progress_in, version_in
from pranata.planning.web.actions import number_in, page, the_action
from pranata.planning.web.views.action import action_page


@official
@require_POST
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell how far the action is."""

    def done(action: Action) -> str:
        told = report_progress(
            action=action,
            progress=progress_in(request.POST),
            version=version_in(request.POST),
            actor=acting(request),
            now=arrived(request),
        )
        return _("Aksi selesai dan tercatat.") if told.is_done else _("Kemajuan tercatat.")

    return _acted(request, pk, "kemajuan", done)


@official
@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show items of the archive for the action."""

    def done(action: Action) -> str:
        rows = show_action_evidence(
            action=action, items=ids_in(request.POST), actor=acting(request), now=arrived(request)
        )
        return ngettext("%(n)d bukti ditambahkan.", "%(n)d bukti ditambahkan.", len(rows)) % {"n": len(rows)}

    return _acted(request, pk, "bukti", done)


@official
@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach the evidence of the action to the assessment, once that was confirmed."""
    the_action(request, pk)
    if request.POST.get("setuju") != "1":
        messages.warning(request, _("Centang bahwa buktinya memang menunjukkan syarat itu."))
        return redirect("planning:action", pk)

    def done(action: Action) -> str:
        assessment = get_object_or_404(
            Assessment,
            pk=number_in(request.POST.get("penilaian", "")) or 0,
            instansi_id=acting(request).instansi_id,
        )
        rows = offer_action_evidence(
            action=action,
            assessment=assessment,
            requirement=request.POST.get("syarat", "")[:20],
            actor=acting(request),
            now=arrived(request),
        )
        return _("%(n)d bukti dipasang pada penilaian %(year)d.") % {"n": len(rows), "year": assessment.year}

    return _acted(request, pk, "tawarkan", done)


@official
@require_POST
def fund(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie a line of the ICT budget to the action."""

    def done(action: Action) -> str:
        line_pk, _colon, version = request.POST.get("baris", "").partition(":")
        line = get_object_or_404(
            BudgetLine, pk=number_in(line_pk) or 0, instansi_id=acting(request).instansi_id
        )
        tie_budget_line(
            line=line,
            action=action,
            expected_version=number_in(version) or 0,
            actor=acting(request),
            now=arrived(request),
        )
        return _("Baris anggaran dikaitkan dengan aksi ini.")

    return _acted(request, pk, "anggaran", done)


@official
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose other dates, as the head of the OPD."""

    def done(action: Action) -> str:
        starts_on, ends_on = dates_in(request.POST, action)
        propose_dates(
            action=action,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=request.POST.get("alasan", ""),
            actor=acting(request),
            now=arrived(request),
        )
        return _("Usulan tanggal dikirim kepada koordinator SPBE.")

    return _acted(request, pk, "usul", done)


@official
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the dates that a head proposed."""
    proposal = get_object_or_404(
        DateProposal.objects.select_related("action"), pk=pk, instansi_id=acting(request).instansi_id
    )
    agrees = request.POST.get("jawab") == "setuju"

    def done(_action: Action) -> str:
        decide_dates(
            proposal=proposal,
            agrees=agrees,
            answer=request.POST.get("jawaban", ""),
            actor=acting(request),
            now=arrived(request),
        )
        return _("Usulan disetujui; tanggalnya berubah.") if agrees else _("Usulan ditolak dan tercatat.")

    return _acted(request, proposal.action_id, "usulan", done)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what other dates would do, and on POST save them."""
    action = the_action(request, pk)
    require_may_manage(acting(request), action.instansi_id)
    given = request.POST if request.method == "POST" else request.GET
    if not (given.get("bulan") or given.get("mulai")):
        return _move_page(request, action)
    try:
        starts_on, ends_on = dates_in(given, action)
        shift = shift_of(action, starts_on, ends_on, acting(request).local_date(utc_now()))
    except ProductError as error:
        return _move_page(request, action, error=error)
    if request.method != "POST":
        return _move_page(request, action, shift)
    try:
        move_action(
            action=action,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=request.POST.get("alasan", ""),
            version=version_in(request.POST),
            actor=acting(request),
            now=arrived(request),
        )
    except NotPermitted:
        raise
    except ProductError as error:
        action.refresh_from_db()
        return _move_page(request, action, shift, error=error)
    count = len(shift.moved)
    messages.success(request, ngettext("%(n)d aksi digeser.", "%(n)d aksi digeser.", count) % {"n": count})
    return redirect("planning:action", pk)


def _move_page(
    request: HttpRequest, action: Action, shift: Shift | None = None, error: ProductError | None = None
) -> HttpResponse:
    span = shift.moved[0][1] if shift else None
    context = {
        "action": action,
        "shift": shift,
        "error": error,
        "starts_on": span.starts_on if span else action.starts_on,
        "due_on": Action(ends_on=span.ends_on).due_on if span else action.due_on,
        "reason": request.POST.get("alasan", ""),
        "steps": (-1, 1, 2, 3, 6),
    }
    return page(request, "move.html", context, error.status if error else 200)


def _acted(request: HttpRequest, pk: int, part: str, done: Callable[[Action], str]) -> HttpResponse:
    """Do what was asked with an action; where it is refused, show why with what was typed."""
    action = the_action(request, pk)
    try:
        said = done(action)
    except (NotPermitted, Http404):
        raise
    except ProductError as error:
        return action_page(
            request, the_action(request, pk), error.status, error=error, typed=request.POST, part=part
        )
    messages.success(request, said)
    return redirect("planning:action", pk)
