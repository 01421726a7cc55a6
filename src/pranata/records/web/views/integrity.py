"""What the archivist must know about the files: are they still what was stored."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pranata.foundation.access import official
from pranata.organisation.web.middleware import acting
from pranata.records.policies import may_see_integrity, may_see_retention
from pranata.records.queries.integrity import integrity


@official
@require_safe
def integrity_page(request: HttpRequest) -> HttpResponse:
    """The state of all stored bytes, damaged ones first."""
    actor = acting(request)
    if not may_see_integrity(actor):
        raise PermissionDenied
    context = {
        "nav": "arsip",
        "tab": "keutuhan",
        "state": integrity(actor),
        "may_see_retention": may_see_retention(actor),
    }
    return render(request, "records/integrity.html", context)
