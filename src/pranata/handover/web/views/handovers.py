"""Handovers as officials see them: those who leave, receive, countersign, or keep the organisation."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.handover.operations.begin_handover import begin_handover
from pranata.handover.operations.waive_leaver import waive_leaver
from pranata.handover.policies import HandoverClosed, Signer, administers
from pranata.handover.queries.leaving import completed, concerning
from pranata.handover.queries.reading import assignment_for
from pranata.handover.web.forms import BeginForm, WaiveForm
from pranata.handover.web.showing import Visit, give_file, show, take_note, take_signature
from pranata.organisation.models import Assignment
from pranata.organisation.web.middleware import acting
from pranata.records.web.receiving import received_now

DONE_SHOWN = 25


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The handovers somebody has a part in, and those that are complete."""
    actor = acting(request)
    signer = Signer.official(actor)
    today = actor.local_date(utc_now())
    context = {
        "nav": "meja",
        "today": today,
        "waiting": concerning(today, signer),
        "done": completed(signer)[:DONE_SHOWN],
    }
    return render(request, "handover/handovers.html", context)


@official
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One handover: the dossier, the note, who signed and who is awaited."""
    return show(request, _visit(request, pk))


@official
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the leaver's note."""
    return take_note(request, _visit(request, pk))


@official
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign it for the part that is one's own."""
    return take_signature(request, _visit(request, pk))


@official
@require_safe
def file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The dossier as a file: the signed bytes, or on paper."""
    return give_file(_visit(request, pk), form)


@official
@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the receiver sign without the leaver."""
    visit, form = _visit(request, pk), WaiveForm(request.POST)
    if not form.is_valid():
        return show(request, visit, refusal=_("Tulis alasannya."), status=422)
    try:
        waive_leaver(
            assignment=visit.parties.assignment,
            reason=form.cleaned_data["reason"],
            actor=acting(request),
            now=utc_now(),
        )
    except ProductError as refusal:
        return show(request, visit, refusal=str(refusal), status=refusal.status)
    messages.success(request, _("Penerima kini dapat menandatangani."))
    return redirect(visit.page)


@official
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a handover with its decree; ends the assignment where it has no end yet."""
    found = get_object_or_404(
        Assignment.objects.select_related("position__unit", "person", "instansi"), pk=pk
    )
    if not administers(acting(request), found):
        raise HandoverClosed
    data = request.POST if request.method == "POST" else None
    form = BeginForm(data, request.FILES or None, asks_end=found.ends_on is None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _begun(request, found, form.cleaned_data)
        except ProductError as refusal:
            status = refusal.status
            field = getattr(refusal, "field", "")
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("SK tersimpan, dan serah terima dimulai."))
            return redirect("handover:detail", pk)
    context = {"nav": "meja", "form": form, "assignment": found}
    return render(request, "handover/begin.html", context, status=status)


def _begun(request: HttpRequest, found: Assignment, given: dict[str, Any]) -> None:
    actor = acting(request)
    [upload] = received_now(request)[:1]
    begin_handover(
        assignment=found,
        ends_on=given.get("ends_on"),
        decree_number=given["decree_number"],
        upload=upload,
        actor=actor,
        now=utc_now(),
    )


def _visit(request: HttpRequest, pk: int) -> Visit:
    actor = acting(request)
    parties = assignment_for(pk, Signer.official(actor), actor.local_date(utc_now()))
    leaves = parties.assignment
    # Whoever leaves signs for the position they leave, or, acting for another one, for themselves.
    own = actor.person_id == leaves.person_id and actor.assignment_id != leaves.pk
    return Visit(
        signer=Signer.former(leaves.person, leaves) if own else Signer.official(actor),
        parties=parties,
        page=reverse("handover:detail", args=[pk]),
        note=reverse("handover:note", args=[pk]),
        sign=reverse("handover:sign", args=[pk]),
        files={form: reverse("handover:file", args=[pk, form]) for form in ("pdf", "json")},
    )
