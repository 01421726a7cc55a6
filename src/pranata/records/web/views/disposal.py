"""Disposal: the lists, a new one, one of them, and its steps."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.organisation.web.middleware import acting
from pranata.records.models import DisposalPath, DisposalProposal
from pranata.records.operations.propose_disposal import propose_disposal
from pranata.records.policies import (
    PROPOSERS,
    may_see_disposal,
    may_see_erasures,
    may_see_integrity,
    may_see_retention,
)
from pranata.records.queries.disposal import listed_documents, proposable, proposals, steps_of
from pranata.records.queries.disposal_way import counts_of, next_steps, track_of
from pranata.records.web.asking import choice
from pranata.records.web.disposal_forms import AppraiseForm, ProposeForm
from pranata.records.web.disposal_steps import PAGES, StepPage, Taken
from pranata.records.web.receiving import uploads_of
from pranata.records.web.views.upload import exactly_one, frame, say

PAGE = 25


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The proposals, those that are open first."""
    actor = acting(request)
    _require_part(request)
    today = actor.local_date(utc_now())
    may_propose = actor.has_role(*PROPOSERS)
    due = {path: len(proposable(actor, path, on=today)) for path in DisposalPath} if may_propose else {}
    context = {
        **_frame(request),
        "page": Paginator(proposals(), PAGE).get_page(request.GET.get("halaman")),
        "due": [(path, path.label, n) for path, n in due.items() if n],
        "may_propose": may_propose,
    }
    return render(request, "records/disposals.html", context)


@official
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Choose from what is due, and say why now."""
    actor = acting(request)
    if not actor.has_role(*PROPOSERS):
        raise PermissionDenied
    path = DisposalPath(choice(request, "jalur", DisposalPath.values) or DisposalPath.DESTROY)
    offered = proposable(actor, path, on=actor.local_date(utc_now()))
    form = ProposeForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_bound and form.is_valid():
        try:
            made = propose_disposal(
                documents=form.chosen(),
                path=path,
                note=form.cleaned_data["note"],
                actor=actor,
                now=utc_now(),
            )
        except ProductError as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Usul tersimpan dan tercatat."))
            return redirect("records:disposal", made.public_id)
    ticked = set((request.POST if form.is_bound else request.GET).getlist("naskah"))
    rows = [(found, str(found.document.public_id) in ticked) for found in offered]
    context = {**_frame(request), "form": form, "path": path, "rows": rows}
    return render(request, "records/propose.html", context, status=422 if form.is_bound else 200)


@official
@require_safe
def disposal(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One proposal: how far it is, whose turn it is, and every document with its state."""
    proposal = _proposal_or_404(request, public_id)
    actor = acting(request)
    open_to_actor = next_steps(proposal, actor, now=utc_now())
    context = {
        **_frame(request),
        "proposal": proposal,
        "counts": counts_of(proposal),
        "track": track_of(proposal, steps_of(proposal)),
        "lines": listed_documents(proposal, actor),
        "may_see_erasures": may_see_erasures(actor),
        "actions": [(name, PAGES[name]) for name in open_to_actor],
    }
    return render(request, "records/disposal.html", context)


@official
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, public_id: uuid.UUID, name: str) -> HttpResponse:
    """Take a step: what it means, what it asks, and then the one act."""
    proposal = _proposal_or_404(request, public_id)
    actor = acting(request)
    if name not in PAGES:
        raise Http404
    if name not in next_steps(proposal, actor, now=utc_now()):
        raise PermissionDenied
    page = PAGES[name]
    form = _form(page, proposal, request)
    if form.is_bound and form.is_valid() and _taken(request, page, proposal, form):
        messages.success(request, str(page.done))
        return redirect("records:disposal", proposal.public_id)
    context = {
        **(frame(request, multiple=False) if page.wants_file else {}),
        **_frame(request),
        "proposal": proposal,
        "step": page,
        "name": name,
        "form": form,
        "lines": listed_documents(proposal, actor),
        "may_see_erasures": may_see_erasures(actor),
        "counts": counts_of(proposal),
    }
    return render(request, "records/disposal_step.html", context, status=422 if form.is_bound else 200)


def _form(page: StepPage, proposal: DisposalProposal, request: HttpRequest) -> Any:
    data = request.POST if request.method == "POST" else None
    if page.form is AppraiseForm:
        items = list(proposal.items.select_related("document__unit").order_by("pk"))
        return AppraiseForm(data, items=items)
    return page.form(data)


def _taken(request: HttpRequest, page: StepPage, proposal: DisposalProposal, form: Any) -> bool:
    try:
        uploads = exactly_one(uploads_of(request)) if page.wants_file else []
        page.act(Taken(proposal=proposal, form=form, uploads=uploads, actor=acting(request)))
    except ProductError as refusal:
        say(form, refusal)
        return False
    return True


def _proposal_or_404(request: HttpRequest, public_id: uuid.UUID) -> DisposalProposal:
    _require_part(request)
    return get_object_or_404(DisposalProposal, public_id=public_id)


def _require_part(request: HttpRequest) -> None:
    if not may_see_disposal(acting(request)):
        raise PermissionDenied


def _frame(request: HttpRequest) -> dict[str, Any]:
    actor = acting(request)
    return {
        "nav": "arsip",
        "tab": "penyusutan",
        "may_see_integrity": may_see_integrity(actor),
        "may_see_retention": may_see_retention(actor),
    }
