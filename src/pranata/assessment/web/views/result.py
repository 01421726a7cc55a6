"""What an assessment gave: every stage beside the others, and the file from which anybody recomputes it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from pranata.assessment.queries.recompute import recompute_document
from pranata.assessment.queries.result import assessment_result
from pranata.assessment.web.page import page, readable
from pranata.assessment.web.result_context import result_context
from pranata.foundation.access import official
from pranata.organisation.web.middleware import acting


@official
@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the index of every stage, and what moved it from one to the next, exactly."""
    assessment = readable(request, pk)
    return page(request, "result.html", assessment, result_context(assessment_result(assessment)))


@official
@require_safe
def recompute_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Give every stage's levels and index as one file that `pranata index` reads."""
    assessment = readable(request, pk)
    document = recompute_document(assessment_result(assessment), acting(request).instansi_name)
    answer = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"hitung-ulang-{assessment.instrument}-{assessment.year}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
