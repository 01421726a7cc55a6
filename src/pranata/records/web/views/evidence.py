"""Items of evidence: the list, one of them, withdrawing it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from pranata.foundation.access import official
from pranata.foundation.blobs.kinds import kind_of_media
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.ledger.queries.history import history_of
from pranata.ledger.queries.standing import standing_of_entry
from pranata.organisation.web.middleware import acting
from pranata.records.models import Evidence
from pranata.records.operations.withdraw_evidence import withdraw_evidence
from pranata.records.policies import may_add, may_change, may_see_integrity, may_see_retention
from pranata.records.queries.evidence import (
    DEFAULT_SORT,
    SORTS,
    EvidenceFilter,
    Standing,
    list_evidence,
    standing_of,
    visible_evidence,
    with_parts,
)
from pranata.records.web.asking import choice, number, removable, units_filtered, words
from pranata.records.web.forms import WithdrawForm

PAGE = 25
EXPORT_LIMIT = 10_000
STANDINGS = {
    Standing.HOLDS.value: gettext_lazy("Berlaku"),
    Standing.SOON.value: gettext_lazy("Segera berakhir"),
    Standing.EXPIRED.value: gettext_lazy("Kedaluwarsa"),
    Standing.WITHDRAWN.value: gettext_lazy("Ditarik"),
}


def evidence_or_404(request: HttpRequest, public_id: uuid.UUID) -> Evidence:
    """Return an item the actor may see; one that is closed to them does not exist."""
    visible = with_parts(visible_evidence(acting(request)).select_related("unit"))
    return get_object_or_404(visible, public_id=public_id)


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The items: search, narrow, sort, page."""
    actor = acting(request)
    today = actor.local_date(utc_now())
    wanted = _wanted(request)
    page = Paginator(list_evidence(actor, wanted, today), PAGE).get_page(request.GET.get("halaman"))
    units = units_filtered(actor, today)
    named = {
        "q": wanted.words,
        "keadaan": str(STANDINGS.get(wanted.standing, "")),
        "unit": next((unit.name for unit in units if unit.pk == wanted.unit_id), ""),
    }
    context = {
        "nav": "arsip",
        "tab": "bukti",
        "wanted": wanted,
        "page": page,
        "rows": [(item, standing_of(item, today).value) for item in page],
        "standings": STANDINGS,
        "units": units,
        "filters": removable(request, named),
        "may_add": may_add(actor),
        "may_see_integrity": may_see_integrity(actor),
        "may_see_retention": may_see_retention(actor),
        "default_sort": DEFAULT_SORT,
        "export_query": request.GET.urlencode(),
    }
    return render(request, "records/evidence_list.html", context)


@official
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as narrowed and sorted, as xlsx or csv."""
    if form not in ("xlsx", "csv"):
        raise Http404
    actor = acting(request)
    today = actor.local_date(utc_now())
    found = list_evidence(actor, _wanted(request), today)[:EXPORT_LIMIT]
    headers = [
        _("Nama bukti"), _("Unit"), _("Berlaku mulai"), _("Berlaku sampai"), _("Keadaan"), _("Isi"),
        _("Diunggah"), _("Oleh jabatan"),
    ]  # fmt: skip
    rows = [
        [
            item.title, item.unit.name, item.effective_on, item.expires_on,
            str(STANDINGS[standing_of(item, today).value]),
            "; ".join(p.version.original_name if p.version else p.link for p in item.parts.all()),
            item.added_at, item.position_title,
        ]
        for item in found
    ]  # fmt: skip
    answer = xlsx_response if form == "xlsx" else csv_response
    return answer(headers, rows, _("Daftar bukti"))


@official
@require_safe
def evidence(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One item with its files and links."""
    found = evidence_or_404(request, public_id)
    actor = acting(request)
    history = history_of("evidence", str(found.public_id), limit=20)
    context = {
        "nav": "arsip",
        "evidence": found,
        "standing": standing_of(found, actor.local_date(utc_now())).value,
        "parts": [
            (part, kind_of_media(part.version.media) if part.version else None) for part in found.parts.all()
        ],
        "history": history,
        "proof": standing_of_entry(history[0].event_id) if history else None,
        "may_change": may_change(actor, found.unit_id),
    }
    return render(request, "records/evidence.html", context)


@official
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take an item back, with a reason."""
    found = evidence_or_404(request, public_id)
    if not may_change(acting(request), found.unit_id):
        raise PermissionDenied
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            withdraw_evidence(
                evidence=found, reason=form.cleaned_data["reason"], actor=acting(request), now=utc_now()
            )
        except ProductError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Bukti ditarik dan tercatat."))
            return redirect("records:evidence", found.public_id)
    context = {"nav": "arsip", "form": form, "evidence": found}
    return render(request, "records/withdraw.html", context, status=422 if form.is_bound else 200)


def _wanted(request: HttpRequest) -> EvidenceFilter:
    return EvidenceFilter(
        words=words(request),
        standing=choice(request, "keadaan", list(STANDINGS)),
        unit_id=number(request, "unit"),
        sort=choice(request, "urut", [*SORTS, *(f"-{name}" for name in SORTS)]) or DEFAULT_SORT,
    )
