"""Evidence as an assessor sees it: only what is linked to an indicator of a task that is open now."""

import uuid

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from pranata.assessment.policies_judging import TaskUnknown
from pranata.assessment.queries.shown_evidence import MOST_PAGES, version_shown
from pranata.assessment.web.judging import opened_task
from pranata.foundation.access import official
from pranata.foundation.tenancy import tenant_scope
from pranata.records.models import Version
from pranata.records.web.giving import given, page_picture, shown_inside


@official
@require_safe
@xframe_options_exempt
def show(request: HttpRequest, task_id: int, number: str, document: uuid.UUID, version: int) -> FileResponse:
    """The bytes for the preview, of kinds that a page may show."""
    return shown_inside(_proven(request, task_id, number, document, version))


@official
@require_safe
def page(
    request: HttpRequest, task_id: int, number: str, document: uuid.UUID, version: int, page: int
) -> HttpResponse:
    """One page of a PDF as a picture."""
    return page_picture(_proven(request, task_id, number, document, version), page, most=MOST_PAGES)


@official
@require_safe
def download(
    request: HttpRequest, task_id: int, number: str, document: uuid.UUID, version: int
) -> FileResponse:
    """The bytes as a file."""
    return given(_proven(request, task_id, number, document, version))


def _proven(request: HttpRequest, task_id: int, number: str, document: uuid.UUID, version: int) -> Version:
    """Return the version if the task reaches it now; to anybody else it does not exist."""
    found = opened_task(request, task_id)
    if not found.covers(number) or "\x00" in number:
        raise TaskUnknown
    with tenant_scope(found.task.instansi_id):
        proven = version_shown(found.task.assessment_id, number, document, version)
    if proven is None:
        raise TaskUnknown
    return proven
