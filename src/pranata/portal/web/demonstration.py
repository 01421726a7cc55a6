"""One-click sign-in as a person of the demonstration: only here, on this computer.

Nothing is asked of whoever presses the button, so three things must hold before the page exists at all: the
installation is a demonstration, the request comes from this machine, and it was addressed to this machine.
A request that a proxy passed on comes from this machine too; its forwarding headers give it away, or the old
version of HTTP that a proxy speaks to its backend when nobody told it otherwise. No browser speaks it.
"""

import ipaddress
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from pranata.foundation.access import public
from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account
from pranata.foundation.web.accounts.adapter import AccountAdapter
from pranata.portal.queries.personas import personas

FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")

View = Callable[..., HttpResponse]


def is_loopback(request: HttpRequest) -> bool:
    """Whether a request came straight from this machine and was meant for it."""
    if any(header in request.headers for header in FORWARDED):
        return False
    if request.META.get("SERVER_PROTOCOL") == "HTTP/1.0":
        return False
    host, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
    return _is_here(request.META.get("REMOTE_ADDR", "")) and (host == "localhost" or _is_here(host))


def demonstration_only(view: View) -> View:
    """Answer 404 unless this is a demonstration on this machine: elsewhere the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMONSTRATION or not is_loopback(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@public
@demonstration_only
@require_GET
def persona_list(request: HttpRequest) -> HttpResponse:
    """Show the people of the demonstration, each with a button."""
    people = personas(utc_now().date())
    return render(request, "portal/demonstration.html", {"personas": people})


@public
@demonstration_only
@require_POST
def enter(request: HttpRequest, account_id: int) -> HttpResponse:
    """Sign in as one of them. Any other account, also an ended one, is not found."""
    account = get_object_or_404(Account, pk=account_id, is_demonstration=True, ended_at__isnull=True)
    AccountAdapter(request).login(request, account)
    return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)


def _is_here(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
