"""Uploading evidence, and a new version of a document."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pranata.foundation.access import official
from pranata.foundation.blobs.kinds import ENDINGS
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.organisation.models import Unit
from pranata.organisation.web.middleware import acting
from pranata.records.extraction.finding import find_waiting
from pranata.records.models import Document, Evidence, Upload, Version
from pranata.records.operations.add_version import add_version
from pranata.records.operations.collect_evidence import Collected, collect_evidence
from pranata.records.policies import may_add, may_change
from pranata.records.queries.units import units_to_keep_for
from pranata.records.web.forms import EvidenceForm, VersionForm
from pranata.records.web.receiving import uploads_of, waiting
from pranata.records.web.views.document import document_or_404

# How long a person waits for the text of what they uploaded; what is not done by then is done later.
PATIENCE_S = 6.0


@official
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """One screen: files, a name, when it holds. Everything else may stay as it is."""
    actor = acting(request)
    if not may_add(actor):
        raise PermissionDenied
    today = actor.local_date(utc_now())
    units = units_to_keep_for(actor, today)
    data = request.POST if request.method == "POST" else None
    form = EvidenceForm(data, units=units, today=today, initial={"unit": _own_unit(units, actor.unit_id)})
    if data is not None and form.is_valid():
        kept = _collected(request, form)
        if kept is not None:
            messages.success(request, _("Bukti tersimpan dan tercatat."))
            return redirect("records:evidence", kept.public_id)
    context = {"form": form, "single_unit": len(units) == 1, **frame(request, multiple=True)}
    return render(request, "records/add.html", context, status=422 if form.is_bound else 200)


@official
@require_http_methods(["GET", "POST"])
def new_version(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A later version of a document, or one made from another."""
    document = document_or_404(request, public_id)
    if not may_change(acting(request), document.unit_id):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    versions = document.versions.order_by("-number")
    form = VersionForm(data, versions=versions, initial={"revision": document.revision})
    if data is not None and form.is_valid() and _added(request, document, form):
        messages.success(request, _("Versi baru tersimpan dan tercatat."))
        return redirect("records:document", document.public_id)
    context = {"form": form, "document": document, **frame(request, multiple=False)}
    return render(request, "records/new_version.html", context, status=422 if form.is_bound else 200)


def _collected(request: HttpRequest, form: EvidenceForm) -> Evidence | None:
    given = form.cleaned_data
    try:
        evidence = collect_evidence(
            unit=given["unit"],
            claim=form.claim(),
            collected=Collected(uploads=uploads_of(request), pages=given["pages"], link=given["link"]),
            description=form.description(given["title"]),
            actor=acting(request),
            now=utc_now(),
        )
    except ProductError as refusal:
        say(form, refusal)
        return None
    find_waiting(patience_s=PATIENCE_S)
    return evidence


def _added(request: HttpRequest, document: Document, form: VersionForm) -> Version | None:
    given = form.cleaned_data
    try:
        (upload,) = exactly_one(uploads_of(request))
        version = add_version(
            document=document,
            upload=upload,
            expected_revision=given["revision"],
            note=given["note"],
            derived_from=given["derived_from"],
            derivation=given["derivation"],
            actor=acting(request),
            now=utc_now(),
        )
    except ProductError as refusal:
        say(form, refusal)
        return None
    find_waiting(patience_s=PATIENCE_S)
    return version


class OneFileAsked(ProductError):
    """A version consists of one file."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Pilih tepat satu berkas."))


def exactly_one(found: list[Upload]) -> list[Upload]:
    """Return the uploads if there is one and no other. Raises OneFileAsked."""
    if len(found) != 1:
        raise OneFileAsked
    return found


def say(form: Any, refusal: ProductError) -> None:
    """Show a refusal on the form, beside its field where it names one."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


def _own_unit(units: QuerySet[Unit], unit_id: int) -> Unit | None:
    return next((unit for unit in units if unit.pk == unit_id), None) or units.first()


def frame(request: HttpRequest, *, multiple: bool) -> dict[str, Any]:
    """Return what the place for files needs."""
    return {
        "nav": "arsip",
        "multiple": multiple,
        "waiting": waiting(request) if request.method == "POST" else [],
        "accept": ",".join(f".{ending}" for ending in ENDINGS),
        "limit": settings.UPLOAD_LIMIT,
        "limit_mb": settings.UPLOAD_LIMIT // 1_000_000,
        "uploads_url": reverse("records:uploads"),
    }
