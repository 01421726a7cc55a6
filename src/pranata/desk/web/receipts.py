"""Bukti Anda: what one did, and whether the receipt that was to come has come."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pranata.foundation.access import official, official_or
from pranata.foundation.clock import utc_now
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.foundation.ui.badges import PROOFS
from pranata.ledger.queries.acts import ActLine, Acts, Whose, accounting_of, acts_of
from pranata.organisation.policies import Actor
from pranata.organisation.web.middleware import acting
from pranata.receipts.queries.letters import letter_of

PAGE = 25
EXPORT_LIMIT = 10_000
POSITION = "jabatan"
OWN_PROOF = "handover:own_proof"


@official_or(OWN_PROOF)
@require_safe
def receipts(request: HttpRequest) -> HttpResponse:
    """Show the acts of the person, or of the position, with what proves each."""
    actor, now = acting(request), utc_now()
    words, scope = _asked(request)
    whose = _whose(actor, scope)
    context = {
        "nav": "meja",
        "page": Paginator(Acts(whose, words=words, now=now), PAGE).get_page(request.GET.get("halaman")),
        "accounting": accounting_of(whose, now=now),
        "words": words,
        "scope": scope,
        "export_query": request.GET.urlencode(),
        # Where letters leave the machine; elsewhere nobody gets one.
        "letters": settings.EMAIL_IN_BACKGROUND,
        "letter": letter_of(actor.person_id) if settings.EMAIL_IN_BACKGROUND else None,
    }
    return render(request, "desk/receipts.html", context)


@official
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as narrowed, as xlsx or csv."""
    if form not in ("xlsx", "csv"):
        raise Http404
    words, scope = _asked(request)
    found = acts_of(_whose(acting(request), scope), now=utc_now(), words=words, limit=EXPORT_LIMIT)
    headers = [
        _("Tindakan"), _("Waktu"), _("Kode bukti"), _("Keadaan"), _("Nomor entri"), _("Ukuran titik kunci"),
        _("Akar"), _("Tanda terima"),
    ]  # fmt: skip
    answer = xlsx_response if form == "xlsx" else csv_response
    return answer(headers, [_row(line) for line in found], _("Bukti Anda"))


def _asked(request: HttpRequest) -> tuple[str, str]:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:120]
    return words, POSITION if request.GET.get("lingkup") == POSITION else ""


def _whose(actor: Actor, scope: str) -> Whose:
    if scope == POSITION:
        return Whose(position=str(actor.position_id))
    return Whose(person=str(actor.person_public_id))


def _row(line: ActLine) -> list[object]:
    told = line.receipt
    place = [told.index, told.size, told.root, told.sent_at] if told else [None] * 4
    state = PROOFS[line.standing.state][1] if line.standing else _("Hilang")
    return [line.sentence, line.recorded_at, line.code, str(state), *place]
