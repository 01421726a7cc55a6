"""Documents: the list, one of them, its bytes, and correcting what is said about it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pranata.foundation.access import official
from pranata.foundation.blobs.kinds import kind_of_media
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.foundation.exports import csv_response, xlsx_response
from pranata.organisation.web.middleware import acting
from pranata.records import codes
from pranata.records.models import Document, Version
from pranata.records.operations.describe_document import describe_document
from pranata.records.policies import may_add, may_change, may_hold, may_see_integrity, may_see_retention
from pranata.records.queries.documents import (
    DEFAULT_SORT,
    SORTS,
    DocumentFilter,
    document_detail,
    list_documents,
    visible_documents,
)
from pranata.records.queries.evidence import expiring_count, standing_of
from pranata.records.queries.integrity import lost_count
from pranata.records.queries.retention import retention_of
from pranata.records.queries.search import excerpts
from pranata.records.web.asking import choice, number, removable, units_filtered, words
from pranata.records.web.forms import DescribeForm
from pranata.records.web.wording import Told

PAGE = 25
PAGES_DRAWN = 3
EXPORT_LIMIT = 10_000


def document_or_404(request: HttpRequest, public_id: uuid.UUID) -> Document:
    """Return a document the actor may see; one that is closed to them does not exist."""
    return get_object_or_404(visible_documents(acting(request)).select_related("unit"), public_id=public_id)


@official
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The documents: search, narrow, sort, page."""
    actor = acting(request)
    wanted = _wanted(request)
    page = Paginator(list_documents(actor, wanted), PAGE).get_page(request.GET.get("halaman"))
    lines = excerpts([document.pk for document in page], wanted.words)
    today = actor.local_date(utc_now())
    context = {
        "nav": "arsip",
        "tab": "naskah",
        "wanted": wanted,
        "page": page,
        "rows": [_row(document, lines) for document in page],
        "kinds": codes.document_kinds(),
        "classes": codes.security_classes(),
        "units": units_filtered(actor, today),
        "filters": removable(request, _named(wanted, actor, today)),
        "may_add": may_add(actor),
        "may_see_integrity": may_see_integrity(actor),
        "may_see_retention": may_see_retention(actor),
        "lost": lost_count() if may_see_integrity(actor) else 0,
        "expiring": expiring_count(actor, today),
        "default_sort": DEFAULT_SORT,
        "export_query": request.GET.urlencode(),
    }
    return render(request, "records/documents.html", context)


@official
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as narrowed and sorted, as xlsx or csv."""
    if form not in ("xlsx", "csv"):
        raise Http404
    found = list_documents(acting(request), _wanted(request))[:EXPORT_LIMIT]
    headers = [
        _("Judul"), _("Nomor"), _("Tanggal naskah"), _("Jenis"), _("Klasifikasi"), _("Keamanan"), _("Unit"),
        _("Versi"), _("Ukuran (bita)"), _("SHA-256"), _("Dipakai bukti"), _("Diubah"),
    ]  # fmt: skip
    answer = xlsx_response if form == "xlsx" else csv_response
    return answer(headers, [_exported(document) for document in found], _("Daftar naskah"))


@official
@require_safe
def document(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One document: what it says, its versions, what it serves, its history."""
    found = document_or_404(request, public_id)
    actor = acting(request)
    detail = document_detail(found, actor)
    today = actor.local_date(utc_now())
    kind = kind_of_media(detail.latest.media)
    context = {
        "nav": "arsip",
        "detail": detail,
        "document": found,
        "latest": detail.latest,
        "kind": kind,
        "drawn": range(1, min(_pages(detail.latest), PAGES_DRAWN) + 1),
        "kind_name": codes.kind_name(found.kind),
        "security_name": codes.security_name(found.security),
        "classification_name": codes.classification_name(found.classification),
        "versions": [(version, kind_of_media(version.media)) for version in detail.versions],
        "evidence": [(item, standing_of(item, today).value) for item in detail.evidence],
        "may_change": may_change(actor, found.unit_id),
        "retention": Told(retention_of(found, on=today)),
        "may_hold": may_hold(actor, found.unit_id) and found.destroyed_at is None,
        "may_see_retention": may_see_retention(actor),
    }
    return render(request, "records/document.html", context)


@official
@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Correct what is said about a document."""
    found = document_or_404(request, public_id)
    if not may_change(acting(request), found.unit_id):
        raise PermissionDenied
    form = DescribeForm.of(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            describe_document(
                document=found,
                description=form.description(form.cleaned_data["title"]),
                expected_revision=form.cleaned_data["revision"],
                actor=acting(request),
                now=utc_now(),
            )
        except ProductError as refusal:
            field = getattr(refusal, "field", None)
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Keterangan diralat dan tercatat."))
            return redirect("records:document", found.public_id)
    context = {"nav": "arsip", "form": form, "document": found}
    return render(request, "records/describe.html", context, status=422 if form.is_bound else 200)


def _pages(version: Version) -> int:
    return version.text.pages or 0 if hasattr(version, "text") else 0


def _wanted(request: HttpRequest) -> DocumentFilter:
    sorts = [*SORTS, *(f"-{name}" for name in SORTS)]
    return DocumentFilter(
        words=words(request),
        kind=choice(request, "jenis", [c.code for c in codes.document_kinds()]),
        unit_id=number(request, "unit"),
        security=choice(request, "keamanan", [c.code for c in codes.security_classes()]),
        sort=choice(request, "urut", sorts) or DEFAULT_SORT,
    )


def _named(wanted: DocumentFilter, actor: Any, today: Any) -> dict[str, str]:
    """Return what narrows the list, by the key that holds it."""
    units = {unit.pk: unit.name for unit in units_filtered(actor, today)} if wanted.unit_id else {}
    return {
        "q": wanted.words,
        "jenis": codes.kind_name(wanted.kind) if wanted.kind else "",
        "unit": units.get(wanted.unit_id or 0, "") or (_("unit lain") if wanted.unit_id else ""),
        "keamanan": codes.security_name(wanted.security) if wanted.security else "",
    }


def _row(document: Any, lines: dict[int, Any]) -> dict[str, Any]:
    kind = kind_of_media(document.latest_media)
    return {
        "document": document,
        "ending": (kind.endings[0].upper() if kind else "?"),
        "kind": codes.kind_name(document.kind),
        "security": codes.security_name(document.security),
        "excerpt": lines.get(document.pk, ""),
    }


def _exported(document: Any) -> list[Any]:
    return [
        document.title, document.number, document.dated_on, codes.kind_name(document.kind),
        document.classification, codes.security_name(document.security), document.unit.name,
        document.latest_number, document.latest_size, document.latest_sha256, document.used,
        document.changed_at,
    ]  # fmt: skip
