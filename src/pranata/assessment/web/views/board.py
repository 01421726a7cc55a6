"""The board of the weekly meeting."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pranata.assessment.queries.board import agency_progress, assessor_progress, board_rows
from pranata.assessment.queries.detail import standing_detail
from pranata.assessment.queries.division import division_of
from pranata.assessment.web.page import page, readable
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.organisation.web.middleware import acting


@official
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands at level 2 or below, whose it is and what it waits for, and who is how far."""
    assessment = readable(request, pk)
    detail = standing_detail(assessment)
    division = division_of(assessment, acting(request).local_date(utc_now()))
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "rows": board_rows(detail, division),
        "agencies": agency_progress(detail, division),
        "assessors": assessor_progress(assessment, detail.total),
    }
    return page(request, "board.html", assessment, context)
