"""One entry of Bukti Anda: what it says about oneself, and the way to say that it is wrong."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pranata.foundation.access import signed_in
from pranata.foundation.clock import utc_now
from pranata.ledger.queries.standing import standing_of_entry
from pranata.organisation.policies import Actor
from pranata.organisation.web.editing import Crumbs, Page, posted
from pranata.receipts.models import Dispute
from pranata.receipts.operations.dispute_entry import NotNamed, dispute_entry
from pranata.receipts.policies import Claimant, EntryClosed, may_answer
from pranata.receipts.queries.disputes import disputes_of_entry
from pranata.receipts.queries.named import Named, named_in
from pranata.receipts.web.editing import edit
from pranata.receipts.web.forms import DisputeForm
from pranata.receipts.web.visiting import visit


@signed_in
@require_safe
def detail(request: HttpRequest, event_id: uuid.UUID) -> HttpResponse:
    """What an entry says of whom it names. For them, and for those who answer disputes."""
    with visit(request, event_id) as claimant:
        named = named_in(event_id, claimant)
        actor: Actor | None = getattr(request, "actor", None)
        answers = actor is not None and actor.instansi_id == claimant.instansi_id and may_answer(actor)
        if not (named.is_readable or answers):
            raise EntryClosed
        return render(request, "receipts/entry.html", _context(named, claimant, answers=answers))


@signed_in
@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, event_id: uuid.UUID) -> HttpResponse:
    """Say what is wrong with an entry that names oneself."""
    with visit(request, event_id) as claimant:
        named = named_in(event_id, claimant)
        if not named.is_named:
            raise NotNamed
        form = DisputeForm(posted(request), acted=named.acted)

        def act(given: dict[str, Any]) -> str:
            made = dispute_entry(event_id=event_id, **given, claimant=claimant, now=utc_now())
            return _after(made)

        return edit(request, form, _page(event_id), act, line=named.line)


def _context(named: Named, claimant: Claimant, *, answers: bool) -> dict[str, object]:
    disputes = disputes_of_entry(named.line.event_id)
    own = [one for one in disputes if one.person_id == claimant.person_id]
    return {
        "nav": "meja",
        "line": named.line,
        "said": named.line.document,
        "standing": standing_of_entry(named.line.event_id),
        "disputes": disputes if answers else own,
        "disputed_by_others": not answers and len(disputes) > len(own),
        "may_dispute": named.is_named and not own,
        "former": claimant.position_id is None,
        "crumbs": [*_crumbs(named.line.event_id)[:1], (_("Catatan"), "")],
    }


def _page(event_id: uuid.UUID) -> Page:
    address = reverse("receipts:entry", args=[event_id])
    return Page(
        heading=_("Sangkal catatan ini"),
        lead=_(
            "Sangkalan menjadi catatan baru di log dan tidak dapat ditarik. Catatan yang Anda sangkal tidak "
            "hilang dan tidak berubah; siapa pun yang membacanya melihat bahwa ia disangkal."
        ),
        action=_("Sangkal"),
        back=address,
        crumbs=[*_crumbs(event_id), (_("Sangkal"), "")],
        done=_("Sangkalan tercatat dan diteruskan kepada pemeriksa dan pengelola organisasi."),
    )


def _after(made: Dispute) -> str:
    """Where to go: officials to the dispute, whoever holds no position back to the entry."""
    if made.position_id is None:
        return reverse("receipts:entry", args=[made.entry_id])
    return reverse("receipts:disputed", args=[made.pk])


def _crumbs(event_id: uuid.UUID) -> Crumbs:
    return [
        (_("Bukti Anda"), reverse("desk:receipts")),
        (_("Catatan"), reverse("receipts:entry", args=[event_id])),
    ]
