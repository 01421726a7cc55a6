"""The only signal receivers: allauth tells what happened inside its own views in no other way.

Signals of our own models stay banned (`tests/architecture`). Each of these writes the account's own history;
two also end the other sessions, because a changed password must throw out whoever knew the old one.
"""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.dispatch import receiver
from django.http import HttpRequest

from pranata.foundation.accounts import lockout
from pranata.foundation.accounts.events import record_event
from pranata.foundation.accounts.sessions import current_sign_in, end_sessions
from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account, SecurityEventKind
from pranata.foundation.web.accounts.client import client_of


@receiver([account_signals.password_changed, account_signals.password_set])
def after_password_change(request: HttpRequest, user: Account, **_kwargs: Any) -> None:
    """End every other session."""
    end_sessions(user, now=utc_now(), all_but=current_sign_in(request.session))
    _note(request, user, SecurityEventKind.PASSWORD_CHANGED)


@receiver(account_signals.password_reset)
def after_password_reset(request: HttpRequest, user: Account, **_kwargs: Any) -> None:
    """End every session, and lift the pause: the owner of the address has proved to be the owner."""
    end_sessions(user, now=utc_now())
    lockout.forgive(lockout.account_gate(user, user.email))
    _note(request, user, SecurityEventKind.PASSWORD_RESET)


@receiver(account_signals.email_changed)
def after_address_change(request: HttpRequest, user: Account, **_kwargs: Any) -> None:
    """Note the change."""
    _note(request, user, SecurityEventKind.EMAIL_CHANGED)


@receiver(mfa_signals.authenticator_added)
def after_factor_added(
    request: HttpRequest, user: Account, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """Note a new factor; recovery codes are their own kind."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _note(request, user, SecurityEventKind.RECOVERY_CODES_MADE)
    else:
        _note(request, user, SecurityEventKind.FACTOR_ADDED, _name(authenticator))


@receiver(mfa_signals.authenticator_reset)
def after_recovery_codes_renewed(request: HttpRequest, user: Account, **_kwargs: Any) -> None:
    """Note new recovery codes."""
    _note(request, user, SecurityEventKind.RECOVERY_CODES_MADE)


@receiver(mfa_signals.authenticator_removed)
def after_factor_removed(
    request: HttpRequest, user: Account, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """Note a removed factor; recovery codes go with the last one and are not told apart."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _note(request, user, SecurityEventKind.FACTOR_REMOVED, _name(authenticator))


def _name(authenticator: Authenticator) -> str:
    if authenticator.type == Authenticator.Type.TOTP:
        return "Aplikasi autentikator"
    return f"Passkey: {authenticator}"


def _note(request: HttpRequest, account: Account, kind: SecurityEventKind, detail: str = "") -> None:
    record_event(account, kind, now=utc_now(), client=client_of(request), detail=detail)
