"""Whether whoever knows an account's password is whoever reads its mailbox.

A link that is shown to an administrator may be used by that administrator. An address is therefore proved
only by a password set through a link that went by mail and nowhere else, while nothing else could sign in;
the proof is the address itself, so another address has none. docs/adr/0008 says what rests on it.
"""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from pranata.foundation.accounts.events import record_event
from pranata.foundation.accounts.sessions import end_sessions
from pranata.foundation.models import Account, SecurityEventKind


def can_sign_in(account: Account) -> bool:
    """Whether the account has a password or a passkey. At most one query."""
    if account.password and account.has_usable_password():
        return True
    passkeys = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
    return bool(passkeys.exists())


def void_address_changes(account: Account) -> None:
    """Forget every address somebody asked to change to: the letters that would confirm it lead nowhere.

    Whoever knew the former password may have asked, and needs no sign-in to confirm.
    """
    EmailAddress.objects.filter(user=account).exclude(email=account.email.lower()).delete()


def prove_address(account: Account) -> bool:
    """Note that the password just set came through a mailed link; False while somebody's factors remain.

    Factors enrolled before may be another person's. They are not removed here: that would let a stolen
    mailbox take the second factor away.
    """
    if account.address_is_proved:
        return True
    if Authenticator.objects.filter(user=account).exists():
        return False
    account.proved_address = account.email
    account.save(update_fields=["proved_address"])
    return True


@transaction.atomic
def renew_account(account: Account, password: str, *, now: dt.datetime) -> None:
    """Give the account to whoever sets this password: every factor goes, every session ends, it is proved.

    An address somebody asked to change to is forgotten too.

    Whoever calls has seen a link that was mailed to the account's address, and decides whether a second
    factor may go.
    """
    Authenticator.objects.filter(user=account).delete()
    void_address_changes(account)
    account.set_password(password)
    account.proved_address = account.email
    account.save(update_fields=["password", "proved_address"])
    end_sessions(account, now=now)
    record_event(account, SecurityEventKind.RENEWED, now=now)
