"""Disputes: the list, one of them, and the answer."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.organisation.web.editing import Crumbs, Page, posted
from pranata.organisation.web.middleware import acting
from pranata.receipts.operations.answer_dispute import answer_dispute
from pranata.receipts.policies import may_answer, require_may_answer
from pranata.receipts.queries.disputes import Reading, reading_of, visible_disputes, waiting_disputes
from pranata.receipts.web.editing import edit
from pranata.receipts.web.forms import AnswerForm

PAGE = 25
WAITING = "menunggu"


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's own disputes; all of the instansi for those who answer them."""
    actor = acting(request)
    found, state = visible_disputes(actor), request.GET.get("keadaan", "")
    if state == WAITING:
        found = found.filter(answer__isnull=True)
    answers = may_answer(actor)
    context = {
        "nav": "meja",
        "page": Paginator(found, PAGE).get_page(request.GET.get("halaman")),
        "answers": answers,
        "waiting": waiting_disputes(actor).count() if answers else 0,
        "state": state if state == WAITING else "",
    }
    return render(request, "receipts/disputes.html", context)


@official
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One dispute: the entry, what was said against it, the answer."""
    reading = _reading(request, pk)
    context = {
        "nav": "meja",
        "reading": reading,
        "own": reading.dispute.person_id == acting(request).person_id,
        "crumbs": [*_crumbs(), (reading.dispute.person_name, "")],
    }
    return render(request, "receipts/dispute.html", context)


@official
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a dispute."""
    actor, reading = acting(request), _reading(request, pk)
    require_may_answer(actor, reading.dispute)
    address = reverse("receipts:disputed", args=[pk])
    page = Page(
        heading=_("Jawab sangkalan %(name)s") % {"name": reading.dispute.person_name},
        lead=_(
            "Jawaban dicatat sekali, atas nama jabatan Anda, dan tidak dapat diubah. Catatan yang disangkal "
            "dan sangkalannya tetap ada, apa pun hasilnya."
        ),
        action=_("Catat jawaban"),
        back=address,
        crumbs=[*_crumbs(), (reading.dispute.person_name, address), (_("Jawab"), "")],
        done=_("Jawaban tercatat dan diteruskan kepada yang menyangkal."),
    )

    def act(given: dict[str, Any]) -> str:
        answer_dispute(dispute=reading.dispute, **given, actor=actor, now=utc_now())
        return address

    return edit(request, AnswerForm(posted(request)), page, act, line=reading.entry, words=reading.words)


def _reading(request: HttpRequest, pk: int) -> Reading:
    actor = acting(request)
    dispute = get_object_or_404(visible_disputes(actor), pk=pk)
    return reading_of(dispute, actor)


def _crumbs() -> Crumbs:
    return [(_("Bukti Anda"), reverse("desk:receipts")), (_("Sangkalan"), reverse("receipts:disputes"))]
