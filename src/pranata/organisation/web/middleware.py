"""Sets `request.actor` and the tenant's scope for the whole request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import actor_of, assignments_on, seats_of

CHOSEN_ASSIGNMENT = "assignment_id"


class ActorMiddleware:
    """Finds the position the account acts for, and opens its instansi's scope around the view.

    Nobody signed in, or no assignment today: `request.actor` is None and no tenant row is visible.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return self.get_response(request)
        return self._as_official(request)

    def _as_official(self, request: HttpRequest) -> HttpResponse:
        today = utc_now().date()
        account_id = int(request.user.pk or 0)
        for person in seats_of(account_id):
            with tenant_scope(person.instansi_id, account_id=account_id):
                assignment = _chosen(assignments_on(person, today), request.session.get(CHOSEN_ASSIGNMENT))
                if assignment is not None:
                    assignment.person = person
                    request.actor = actor_of(assignment, today)  # type: ignore[attr-defined]
                    return self.get_response(request)
        return self.get_response(request)


def _chosen(held: list[Assignment], wanted: int | None) -> Assignment | None:
    return next((a for a in held if a.pk == wanted), held[0] if held else None)


def acting(request: HttpRequest) -> Actor:
    """Return the actor of a request behind `@official`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
