"""Sets `request.actor` and the tenant's scope for the whole request."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment
from pranata.organisation.policies import Actor, until
from pranata.organisation.queries.actor import actor_of, ends_at, held_by

CHOSEN_ASSIGNMENT = "assignment_id"


class ActorMiddleware:
    """Finds the position the account acts for, and opens its instansi's scope around the view.

    Nobody signed in, or no assignment today: `request.actor` is None and no tenant row is visible. The
    assignment is looked up anew for each request, in whatever browser; and a request that outlasts it can
    record nothing any more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        request.arrived_at = utc_now()  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return self.get_response(request)
        return self._as_official(request)

    def _as_official(self, request: HttpRequest) -> HttpResponse:
        now = arrived(request)
        account_id = int(request.user.pk or 0)
        chosen = _chosen(account_id, request.session.get(CHOSEN_ASSIGNMENT), now)
        if chosen is None:
            return self.get_response(request)
        zone = ZoneInfo(chosen.instansi.time_zone)
        end = ends_at(chosen)
        lasts = until(end, _now) if end else None
        scope = tenant_scope(chosen.instansi_id, account_id=account_id, require_open=lasts)
        with scope, timezone.override(zone):
            request.accent = chosen.instansi.accent  # type: ignore[attr-defined]
            request.actor = actor_of(chosen, now.astimezone(zone).date())  # type: ignore[attr-defined]
            request.unread_notices = getattr(chosen, "unread_notices", 0)  # type: ignore[attr-defined]
            return self.get_response(request)


def _now() -> dt.datetime:
    # Looked up by name at each asking, so that a test may move the clock while a request is under way.
    return utc_now()


def _chosen(account_id: int, wanted: int | None, now: dt.datetime) -> Assignment | None:
    """Return the assignment chosen in this session if it still holds, else the first one held."""
    first: Assignment | None = None
    for assignment in held_by(account_id, now):
        if assignment.pk == wanted or wanted is None:
            return assignment
        first = first or assignment
    return first


def arrived(request: HttpRequest) -> dt.datetime:
    """Return when the request began: what a deadline is held against, however long its body took to come."""
    return getattr(request, "arrived_at", None) or utc_now()


def unread(request: HttpRequest) -> int:
    """Return how much the actor's post was told and nobody read, as it was when the request began."""
    return getattr(request, "unread_notices", 0)


def acting(request: HttpRequest) -> Actor:
    """Return the actor of a request behind `@official`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
