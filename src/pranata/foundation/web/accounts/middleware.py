"""Keeps the record of a sign-in in step, and holds back those who must enrol a second factor first."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from pranata.foundation.accounts.second_factor import lacks_required_factor
from pranata.foundation.accounts.sessions import keep_session
from pranata.foundation.clock import utc_now

Responder = Callable[[HttpRequest], HttpResponse]


class SignInSessionMiddleware:
    """Notes that a sign-in is in use, and follows its session when Django gives it a new key."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Looking at the user or the session of a stranger would cost every public page a query.
        if request.session.accessed and request.user.is_authenticated:
            keep_session(request.session, now=utc_now())
        return response


class SecondFactorMiddleware:
    """Sends somebody whose position demands a second factor to enrol one before any official page.

    Comes after the middleware that sets the actor. Public pages and those of the own account stay open.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Redirect before an official view runs, whatever the method."""
        if getattr(view, "access_policy", None) != "official" or not lacks_required_factor(request):
            return None
        target = reverse("account_second_factor_required")
        if request.method == "GET":
            target = f"{target}?{urlencode({'next': request.get_full_path()})}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return HttpResponseRedirect(target)
