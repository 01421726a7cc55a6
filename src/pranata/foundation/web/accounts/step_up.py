"""Asking once more who is there, before what cannot be taken back."""

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode


def confirm_first(request: HttpRequest, back: str) -> HttpResponse | None:
    """Return the way to the confirmation page and from there to `back`, or None if it is not needed.

    It is needed when the last sign-in or confirmation is longer ago than the house allows. An account that
    has nothing to confirm with (a persona of the demonstration) is not asked.
    """
    if not is_reauthentication_required(request, app="account"):
        return None
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")
