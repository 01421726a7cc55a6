"""The list of an instansi's assessments."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pranata.assessment.policies import require_may_read
from pranata.assessment.queries.listing import list_assessments
from pranata.assessment.web.page import page
from pranata.foundation.access import official
from pranata.organisation.web.middleware import acting


@official
@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    """Show every assessment with state, progress and index."""
    actor = acting(request)
    require_may_read(actor, actor.instansi_id)
    return page(request, "list.html", None, {"rows": list_assessments(actor.instansi_id)})
