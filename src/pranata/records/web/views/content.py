"""The bytes of a version: shown inside our own page, or downloaded. Checked against their hash each time."""

import uuid

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from pranata.foundation.access import official
from pranata.records.models import Version
from pranata.records.operations._lock import DocumentDestroyed
from pranata.records.web.giving import given, page_picture, shown_inside
from pranata.records.web.views.document import PAGES_DRAWN, document_or_404


@official
@require_safe
@xframe_options_exempt
def show(request: HttpRequest, public_id: uuid.UUID, number: int) -> FileResponse:
    """The bytes for the preview in our page; only kinds that a page may show."""
    return shown_inside(_version(request, public_id, number))


@official
@require_safe
def download(request: HttpRequest, public_id: uuid.UUID, number: int) -> FileResponse:
    """The bytes as a file that is saved, never opened in our origin."""
    return given(_version(request, public_id, number))


@official
@require_safe
def page(request: HttpRequest, public_id: uuid.UUID, number: int, page: int) -> HttpResponse:
    """One of the first pages of a PDF as a picture, drawn in a process with limits from checked bytes."""
    return page_picture(_version(request, public_id, number), page, most=PAGES_DRAWN)


def _version(request: HttpRequest, public_id: uuid.UUID, number: int) -> Version:
    """Return a version whose bytes may be given. Raises DocumentDestroyed, also where others share them."""
    found = document_or_404(request, public_id)
    if found.destroyed_at is not None:
        raise DocumentDestroyed
    return get_object_or_404(found.versions, number=number)
