"""Slows guessing: a few wrong tries for one account or from one network, then a pause.

An attempt is counted before the password is looked at. A hundred guesses sent at the same moment are
therefore counted one after the other, and all but the first few are refused unseen.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.foundation.accounts.secrets import keyed_digest
from pranata.foundation.errors import ProductError
from pranata.foundation.models import Account, SignInThrottle

WINDOW = dt.timedelta(minutes=15)
PAUSE = dt.timedelta(minutes=15)
ACCOUNT_LIMIT = 5
# A whole office often shares one address: the limit must let a morning's typing errors pass.
NETWORK_LIMIT = 40
_KEPT = dt.timedelta(days=1)


class LockedOut(ProductError):
    """Too many wrong tries; the same answer whether the account exists or not."""

    status = 429

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(
            _("Terlalu banyak percobaan yang gagal."),
            why=_("Percobaan berikutnya ditunda agar kata sandi tidak dapat ditebak."),
        )
        self.until = until


@dataclass(frozen=True)
class Gate:
    """What is counted: one key with its limit."""

    key: str
    limit: int


def account_gate(account: Account | None, identifier: str) -> Gate:
    """Return the gate of an account, or of a name nobody has: both behave alike."""
    name = f"account {account.pk}" if account else f"name {identifier}"
    return Gate(keyed_digest("sign-in throttle", name), ACCOUNT_LIMIT)


def factor_gate(account: Account) -> Gate:
    """Return the gate of an account's second factor."""
    return Gate(keyed_digest("sign-in throttle", f"factor {account.pk}"), ACCOUNT_LIMIT)


def network_gate(address_digest: str) -> Gate:
    """Return the gate of one network."""
    return Gate(keyed_digest("sign-in throttle", f"network {address_digest}"), NETWORK_LIMIT)


@transaction.atomic
def count_attempt(gate: Gate, *, now: dt.datetime) -> None:
    """Count one attempt. Raises LockedOut when the gate is closed or this attempt is one too many."""
    row = _locked_row(gate, now)
    if row.locked_until and row.locked_until > now:
        raise LockedOut(row.locked_until)
    if row.locked_until or row.window_started_at <= now - WINDOW:
        row.failures, row.window_started_at, row.locked_until = 0, now, None
    if row.failures >= gate.limit:
        # All tries are still being checked by other requests. The last of them to fail closes the gate.
        raise LockedOut(row.window_started_at + WINDOW)
    row.failures += 1
    row.save()


@transaction.atomic
def close_if_spent(gate: Gate, *, now: dt.datetime) -> dt.datetime | None:
    """After a failed attempt: close the gate when its tries are used up, and return until when."""
    row = _locked_row(gate, now)
    if row.locked_until is None and row.failures >= gate.limit:
        row.locked_until = now + PAUSE
        row.save()
    return row.locked_until


def forgive(gate: Gate) -> None:
    """Forget the failures of a gate: its owner has proved who they are."""
    SignInThrottle.objects.filter(key=gate.key).update(failures=0, locked_until=None)


def take_back(gate: Gate) -> None:
    """Uncount one attempt that succeeded. Earlier failures stay, or an own account would wash them away."""
    SignInThrottle.objects.filter(key=gate.key, failures__gt=0).update(failures=F("failures") - 1)


def _locked_row(gate: Gate, now: dt.datetime) -> SignInThrottle:
    row, created = SignInThrottle.objects.select_for_update().get_or_create(
        key=gate.key, defaults={"window_started_at": now}
    )
    if created:
        _forget_old(now)
    return row


def _forget_old(now: dt.datetime) -> None:
    still = Q(locked_until__isnull=True) | Q(locked_until__lte=now)
    SignInThrottle.objects.filter(still, window_started_at__lte=now - _KEPT).delete()
