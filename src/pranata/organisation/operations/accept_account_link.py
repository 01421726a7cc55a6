"""The owner of an account lets an instansi connect it with a person there."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.accounts.events import record_event
from pranata.foundation.accounts.ownership import can_sign_in, renew_account
from pranata.foundation.errors import NotPermitted
from pranata.foundation.models import Account, SecurityEventKind
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation import events
from pranata.organisation.models import AccountLink, LinkState, Person
from pranata.organisation.operations._account_link import asked, finish, record
from pranata.organisation.operations._rules import RuleBroken, explained
from pranata.organisation.queries.account_links import Ticket
from pranata.organisation.queries.actor import owner


class NotTheAccount(NotPermitted):
    """Whoever answers is not signed in to the account that is asked about."""

    def __init__(self) -> None:
        super().__init__(
            _("Anda belum masuk dengan akun yang dimaksud surel ini."),
            why=_("Hanya yang dapat masuk dengan akun itu yang dapat menyetujuinya."),
            remedy=_("Masuklah dengan akun itu, lalu buka tautannya sekali lagi."),
        )


class NewPasswordNeeded(RuleBroken):
    """The account's password may be known to whoever invited it first."""

    def __init__(self) -> None:
        super().__init__(
            _("Akun ini memerlukan kata sandi baru sebelum dihubungkan."),
            why=_("Kata sandinya dibuat melalui tautan yang mungkin dilihat orang lain."),
            remedy=_("Buat kata sandi baru di halaman ini."),
            field="password1",
        )


@transaction.atomic
def accept_account_link(
    *, ticket: Ticket, signed_in: Account | None, new_password: str | None = None, now: dt.datetime
) -> Person:
    """Connect the account with the person, by the letter's ticket and signed in to that very account.

    An account whose address was never proved by mail also needs a new password (checked by the caller):
    then every factor and session it had goes. An account nobody ever set a password for asks for that alone:
    the letter is what "Lupa kata sandi" would send to the same mailbox. Opens the
    scope of the ticket's instansi itself. Raises LinkGone, NotTheAccount, NewPasswordNeeded or RuleBroken.
    """
    with tenant_scope(ticket.instansi_id):
        link, account, person = asked(ticket, now)
        works = can_sign_in(account)
        if works and (signed_in is None or signed_in.pk != account.pk):
            raise NotTheAccount
        renewed = not (works and account.address_is_proved)
        if renewed:
            if not new_password:
                raise NewPasswordNeeded
            renew_account(account, new_password, now=now)
        connect(link, account, person, now=now)
        record(events.LINK_ACCEPTED, link, by=owner(person), now=now, detail={"kata_sandi_diganti": renewed})
        return person


def connect(link: AccountLink, account: Account, person: Person, *, now: dt.datetime) -> None:
    """Give the person the account. Its seat comes last: a sign-in still begins where it began."""
    with explained():
        person.account, person.email, person.account_since = account, account.email, now
        person.link_shown_below = False
        person.save(update_fields=["account", "email", "account_since", "link_shown_below"])
    finish(link, LinkState.ACCEPTED, now)
    record_event(account, SecurityEventKind.LINKED, now=now, detail=person.instansi.name)
