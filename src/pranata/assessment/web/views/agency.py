"""The list of one OPD: its indicators, what is missing, what each step would bring."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pranata.assessment.queries.agencies import agencies_by_unit
from pranata.assessment.queries.agency_list import agency_list
from pranata.assessment.queries.detail import assessment_detail
from pranata.assessment.queries.division import Division, division_of
from pranata.assessment.queries.unmet import lacking_of
from pranata.assessment.web.page import page, readable
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.organisation.models import Unit
from pranata.organisation.web.middleware import acting


@official
@require_safe
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the indicators of the actor's own OPD, or of the one named by `?unit=`."""
    assessment = readable(request, pk)
    actor = acting(request)
    on = actor.local_date(utc_now())
    detail = assessment_detail(assessment)
    division = division_of(assessment, on)
    lacking = lacking_of(assessment)
    own = agencies_by_unit(on).get(actor.unit_id)
    chosen = _chosen(request, division, own)
    context = {
        "detail": detail,
        "regulation": detail.regulation,
        "division": division,
        "own": own,
        "chosen": chosen,
        "listed": agency_list(detail, division, lacking, chosen) if chosen else None,
    }
    return page(request, "agency.html", assessment, context)


def _chosen(request: HttpRequest, division: Division, own: Unit | None) -> Unit | None:
    """The OPD asked for where it was given anything; else one's own, else the first."""
    named = {str(unit.pk): unit for unit in division.agencies}
    wanted = request.GET.get("unit", str(own.pk) if own else "")
    return named.get(wanted) or own or next(iter(division.agencies), None)
