"""How the index was computed, for a person and for a machine."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from pranata.assessment.queries.detail import standing_detail
from pranata.assessment.queries.trace import trace_tables
from pranata.assessment.web.page import page, readable
from pranata.foundation.access import official


@official
@require_safe
def calculation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every step from the index down to the levels, with weights and citations."""
    assessment = readable(request, pk)
    detail = standing_detail(assessment)
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "tables": trace_tables(detail.score),
        "scoring": detail.regulation.scoring,
    }
    return page(request, "trace.html", assessment, context)


@official
@require_safe
def calculation_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the trace as JSON, with which anybody can recompute the index."""
    assessment = readable(request, pk)
    detail = standing_detail(assessment)
    response = JsonResponse(detail.score.trace.to_document(), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="hitungan-{assessment.year}-{pk}.json"'
    return response
