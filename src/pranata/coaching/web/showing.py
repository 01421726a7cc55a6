"""What the pages of coaching have in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pranata.coaching.policies import Side, side_of
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.web.middleware import acting

METHODS = ["GET", "HEAD", "POST"]


def draw(
    request: HttpRequest, template: str, side: Side | None, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Draw a page with what its frame needs."""
    today = acting(request).local_date(utc_now())
    common = {"nav": "pembinaan", "side": side, "coaching": side.coaching if side else None, "today": today}
    return render(request, f"coaching/{template}", {**common, **context}, status=status)


def proven(request: HttpRequest, pk: int, *, as_coach: bool = False) -> Side:
    """Return the actor's side of a coaching; 404 where there is none, NotPermitted for the other's pages."""
    side = side_of(acting(request), pk)
    if as_coach:
        side.require_coach()
    return side


def kept(error: ProductError) -> int:
    """Return the status of a form that keeps what was typed; a refusal of rights is no form."""
    if isinstance(error, NotPermitted) or error.status == 404:
        raise error
    return error.status
