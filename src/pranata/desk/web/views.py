"""The desk: what waits for the position somebody acts for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pranata.assessment.policies import may_read
from pranata.assessment.queries.history import recent_changes
from pranata.assessment.queries.score import next_band
from pranata.desk.queries.anchoring import late_anchoring
from pranata.desk.queries.tasks import desk_of
from pranata.desk.web.wording import headline
from pranata.foundation.access import official_or
from pranata.foundation.clock import utc_now
from pranata.organisation.models import Role
from pranata.organisation.web.middleware import acting

CHANGES_SHOWN = 8
OWN_PROOF = "handover:own_proof"


@official_or(OWN_PROOF)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the tasks, the index as it stands, and what was changed last."""
    actor, now = acting(request), utc_now()
    desk = desk_of(actor, now=now)
    current = desk.current
    context = {
        "nav": "meja",
        "desk": desk,
        "headline": headline(len(desk.tasks)),
        "now": now,
        "current": current,
        "earlier": [row for row in desk.assessments if row is not current and not row.missing][:4],
        "distance": next_band(current.regulation.instrument, current.score.index) if current else None,
        "roles": [Role(role).label for role in Role if role in actor.roles],
        "late": late_anchoring(actor, now=now),
        "recent": recent_changes(actor.instansi_id, CHANGES_SHOWN) if may_read(actor) else [],
    }
    return render(request, "desk/home.html", context)
