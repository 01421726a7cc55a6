"""What an assessment gave: every stage beside the others, and the file from which anybody recomputes it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from pranata.assessment.queries.recompute import recompute_document
from pranata.assessment.queries.result import AssessmentResult, assessment_result
from pranata.assessment.web.page import page
from pranata.assessment.web.reached import Reached, reached
from pranata.assessment.web.result_context import result_context
from pranata.foundation.access import official
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.web.middleware import arrived


def result_at(at: Reached) -> AssessmentResult:
    """Return the result as the reader may see it."""
    with tenant_scope(at.assessment.instansi_id):
        return assessment_result(at.assessment, for_outer=at.is_outer)


@official
@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the index of every stage, and what moved it from one to the next, exactly."""
    at = reached(request, pk, arrived(request))
    context = {**result_context(result_at(at)), "at": at, "suffix": at.suffix}
    return page(request, "result.html", at.assessment, context)


@official
@require_safe
def recompute_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Give every stage's levels and index as one file that `pranata index` reads."""
    at = reached(request, pk, arrived(request))
    document = recompute_document(result_at(at), at.body)
    answer = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"hitung-ulang-{at.assessment.instrument}-{at.assessment.year}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
