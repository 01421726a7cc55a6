"""Accounts come by invitation: an address gets a link with which its owner sets the password."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.accounts.events import record_event
from pranata.foundation.accounts.identifiers import account_of, login_identifier
from pranata.foundation.accounts.sessions import end_sessions
from pranata.foundation.errors import ProductError
from pranata.foundation.models import Account, SecurityEventKind


class AccountExists(ProductError):
    """The address or NIP already has an account."""

    def __init__(self, account: Account | None) -> None:
        super().__init__(
            _("Surel atau NIP ini sudah memiliki akun."),
            why=_("Satu orang memakai satu akun, di instansi mana pun ia bertugas."),
            remedy=_("Hubungkan orangnya dengan akun yang sudah ada."),
        )
        self.account = account


class AlreadyEnded(ProductError):
    """The account was ended before."""

    def __init__(self) -> None:
        super().__init__(_("Akun ini sudah diakhiri sebelumnya."))


@transaction.atomic
def create_invited_account(
    *, email: str, name: str, employee_number: str | None = None, now: dt.datetime
) -> Account:
    """Create an account that cannot sign in until its owner sets a password by the invitation link.

    Raises AccountExists. Whoever calls decides who may invite, and writes their own evidence of it.
    """
    address = login_identifier(email)
    number = login_identifier(employee_number) if employee_number else None
    if (taken := _holder(address, number)) is not None:
        raise AccountExists(taken)
    try:
        with transaction.atomic():
            account = Account.objects.create_user(address, employee_number=number, name=name)
    except IntegrityError as quicker:
        # Another invitation of the same address or NIP was committed since we looked.
        raise AccountExists(_holder(address, number)) from quicker
    record_event(account, SecurityEventKind.INVITED, now=now)
    return account


def _holder(address: str, number: str | None) -> Account | None:
    return account_of(address) or (account_of(number) if number else None)


@transaction.atomic
def end_account(*, account: Account, now: dt.datetime) -> None:
    """End an account: no sign-in any more, and every session over at once. What it did stays attributed.

    Raises AlreadyEnded. Only `organisation.operations.end_account` calls it: that keeps every instansi the
    account sits in administered, and writes the evidence.
    """
    held = Account.objects.select_for_update().get(pk=account.pk)
    if held.ended_at is not None:
        raise AlreadyEnded
    held.ended_at = account.ended_at = now
    held.save(update_fields=["ended_at"])
    end_sessions(held, now=now)
    record_event(held, SecurityEventKind.ENDED, now=now)
