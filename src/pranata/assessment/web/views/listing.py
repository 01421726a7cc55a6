"""The list of an instansi's assessments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from pranata.assessment.policies import may_read, require_may_read
from pranata.assessment.queries.listing import list_assessments
from pranata.assessment.web.page import page
from pranata.foundation.access import official
from pranata.organisation.models import Role
from pranata.organisation.web.middleware import acting


@official
@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    """Show every assessment with state, progress and index; an assessor of others is led to their tasks."""
    actor = acting(request)
    if not may_read(actor) and actor.has_role(Role.EXTERNAL_ASSESSOR):
        return redirect("assessment:tasks")
    require_may_read(actor, actor.instansi_id)
    return page(request, "list.html", None, {"rows": list_assessments(actor.instansi_id)})
