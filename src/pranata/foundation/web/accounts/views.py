"""Our own pages under `/akun/`: overview, sessions, activity, and why a second factor is asked for."""

import uuid
from typing import Any, cast

from allauth.account import views as library
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pranata.foundation.access import public, signed_in
from pranata.foundation.accounts.events import events_of, record_event
from pranata.foundation.accounts.second_factor import has_second_factor, requires_second_factor
from pranata.foundation.accounts.sessions import current_sign_in, end_sessions, sessions_of
from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account, SecurityEventKind
from pranata.foundation.web.accounts.client import client_of

EVENTS_A_PAGE = 25


@signed_in
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show how safe the account is, and where to change it."""
    account = _account(request)
    factors = _factors(account)
    context = {
        **factors,
        "required": requires_second_factor(request),
        "exempt": settings.DEMONSTRATION and account.is_demonstration,
        "session_count": sessions_of(account, now=utc_now()).count(),
        "events": events_of(account)[:5],
        "nav": "account",
    }
    return render(request, "foundation/accounts/security.html", context)


@signed_in
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """List where the account is signed in."""
    here = current_sign_in(request.session)
    address = client_of(request).address_digest
    rows = [
        {"session": row, "is_here": row.public_id == here, "same_network": row.address_digest == address}
        for row in sessions_of(_account(request), now=utc_now())
    ]
    rows.sort(key=lambda row: not row["is_here"])
    return render(request, "foundation/accounts/sessions.html", {"rows": rows, "others": len(rows) - 1})


@signed_in
@require_POST
def end_session(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """End one session of the own account; another account's is not found."""
    if not _revoke(request, only=public_id):
        raise Http404
    if public_id == current_sign_in(request.session):
        request.session.flush()
        return HttpResponseRedirect(reverse("account_login"))
    messages.success(request, _("Sesi itu sudah diakhiri."))
    return HttpResponseRedirect(reverse("account_sessions"))


@signed_in
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    if _revoke(request, all_but=current_sign_in(request.session)):
        messages.success(request, _("Semua sesi lain sudah diakhiri."))
    return HttpResponseRedirect(reverse("account_sessions"))


@signed_in
@require_GET
def activity(request: HttpRequest) -> HttpResponse:
    """Show the account's own history."""
    page = Paginator(events_of(_account(request)), EVENTS_A_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "foundation/accounts/activity.html", {"page": page})


@signed_in
def change_address(request: HttpRequest) -> HttpResponse:
    """Ask for another address, through allauth once it knows the present one.

    allauth keeps addresses in a table of its own. Without a confirmed row there for the present address it
    would take that for one still waiting, remove it, and leave the account without any. Nothing else reads
    that column: whether the address is proved, `Account.address_is_proved` says.
    """
    account = _account(request)
    EmailAddress.objects.update_or_create(
        user=account, email=account.email.lower(), defaults={"verified": True, "primary": True}
    )
    return cast("HttpResponse", library.email(request))


@signed_in
@require_GET
def second_factor_required(request: HttpRequest) -> HttpResponse:
    """Say why a second factor is asked for, and how to go on."""
    going_to = request.GET.get("next", "")
    if has_second_factor(_account(request)):
        here = url_has_allowed_host_and_scheme(going_to, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(going_to if here else settings.LOGIN_REDIRECT_URL)
    return render(request, "foundation/accounts/second_factor_required.html", {"next": going_to})


@public
@require_GET
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Say that accounts come by invitation."""
    return render(request, "account/signup_closed.html")


@public
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Lead `/akun/` to the overview; strangers go on to sign in from there."""
    return HttpResponseRedirect(reverse("account_security"))


def _account(request: HttpRequest) -> Account:
    return cast("Account", request.user)


def _factors(account: Account) -> dict[str, Any]:
    held = list(Authenticator.objects.filter(user=account).order_by("pk"))
    recovery = next((a for a in held if a.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "authenticator": next((a for a in held if a.type == Authenticator.Type.TOTP), None),
        "passkeys": [a for a in held if a.type == Authenticator.Type.WEBAUTHN],
        "recovery_left": len(recovery.wrap().get_unused_codes()) if recovery else None,
    }


def _revoke(request: HttpRequest, **which: uuid.UUID | None) -> int:
    account, now = _account(request), utc_now()
    ended = end_sessions(account, now=now, **which)
    if ended:
        detail = _("%(count)d sesi") % {"count": ended}
        client = client_of(request)
        record_event(account, SecurityEventKind.SESSION_REVOKED, now=now, client=client, detail=detail)
    return ended
