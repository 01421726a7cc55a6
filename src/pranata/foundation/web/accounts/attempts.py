"""Takes an attempt through the lock-out, whatever is being guessed: a password or a code."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pranata.foundation.accounts import lockout
from pranata.foundation.accounts.events import record_event
from pranata.foundation.accounts.identifiers import account_of, login_identifier
from pranata.foundation.clock import utc_now
from pranata.foundation.models import Account, SecurityEventKind
from pranata.foundation.web.accounts.client import client_of


@dataclass(frozen=True)
class Attempt:
    """One counted attempt, to be settled as succeeded or failed."""

    request: HttpRequest
    account: Account | None
    own: lockout.Gate
    network: lockout.Gate

    def succeeded(self) -> None:
        """Forget the account's failures; the network keeps those of others."""
        lockout.forgive(self.own)
        lockout.take_back(self.network)

    def failed(self) -> None:
        """Close what is spent. Raises ValidationError with the pause when this was the last try."""
        now = utc_now()
        lockout.close_if_spent(self.network, now=now)
        until = lockout.close_if_spent(self.own, now=now)
        if until is not None:
            if self.account is not None:
                client = client_of(self.request)
                record_event(self.account, SecurityEventKind.LOCKED_OUT, now=now, client=client)
            raise refusal(lockout.LockedOut(until))


def begin_password_attempt(request: HttpRequest, typed: str) -> Attempt:
    """Count an attempt on a name. Raises ValidationError while its account or network is locked out."""
    identifier = login_identifier(typed)
    account = account_of(identifier)
    return _begin(request, account, lockout.account_gate(account, identifier))


def begin_factor_attempt(request: HttpRequest, account: Account) -> Attempt:
    """Count an attempt on a second factor. Raises ValidationError while it is locked out."""
    return _begin(request, account, lockout.factor_gate(account))


def refusal(locked: lockout.LockedOut) -> ValidationError:
    """Return the kind, time-limited refusal a form shows."""
    text = _("%(what)s Untuk melindungi akun, coba lagi setelah pukul %(time)s WIB.") % {
        "what": locked.what,
        "time": date_format(timezone.localtime(locked.until), "H.i"),
    }
    return ValidationError(text, code="locked_out")


def _begin(request: HttpRequest, account: Account | None, own: lockout.Gate) -> Attempt:
    now = utc_now()
    network = lockout.network_gate(client_of(request).address_digest)
    try:
        lockout.count_attempt(network, now=now)
        lockout.count_attempt(own, now=now)
    except lockout.LockedOut as locked:
        raise refusal(locked) from locked
    return Attempt(request, account, own, network)
