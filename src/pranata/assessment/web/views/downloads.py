"""The assessment as files: the form to fill, the result as a workbook and as PDF/A."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pranata.assessment import exports
from pranata.assessment.models import Assessment
from pranata.assessment.queries.detail import assessment_detail, standing_detail
from pranata.assessment.web.page import readable
from pranata.assessment.web.reached import reached
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.web.middleware import acting, arrived

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@official
@require_safe
def template_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the workbook in which levels are filled outside and uploaded again."""
    assessment = readable(request, pk)
    detail = assessment_detail(assessment)
    return _file(exports.levels_template_xlsx(detail.regulation), XLSX, assessment, "formulir", "xlsx")


@official
@require_safe
def result_as_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the result that stands, with all levels and weights, as a workbook."""
    at = reached(request, pk, arrived(request))
    with tenant_scope(at.assessment.instansi_id):
        detail = standing_detail(at.assessment)
    content = exports.result_xlsx(detail.regulation, detail.score, is_example=at.assessment.is_example)
    return _file(content, XLSX, at.assessment, "hasil", "xlsx")


@official
@require_safe
def result_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the result that stands as PDF/A."""
    assessment = readable(request, pk)
    detail = standing_detail(assessment)
    content = exports.result_pdf(
        detail.regulation,
        detail.score,
        body=_body(request, assessment),
        printed_on=timezone.localdate(utc_now()),
    )
    return _file(content, "application/pdf", assessment, "hasil", "pdf")


def _file(content: bytes, kind: str, assessment: Assessment, what: str, suffix: str) -> HttpResponse:
    mark = "contoh-" if assessment.is_example else ""
    name = f"{mark}{what}-{assessment.instrument}-{assessment.year}.{suffix}"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _body(request: HttpRequest, assessment: Assessment) -> str:
    """Name the instansi; an example says so in the file too, which outlives the page it came from."""
    name, mark = acting(request).instansi_name, _("contoh")
    return f"{name} ({mark})" if assessment.is_example else name
