"""The reader of a mailbox says that the account under its address is used by somebody else."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.accounts.ownership import renew_account
from pranata.foundation.errors import NotPermitted
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Person
from pranata.organisation.operations._account_link import asked, record
from pranata.organisation.operations._act import act
from pranata.organisation.operations._last import LastAdministrator, administrator_kept
from pranata.organisation.operations._rules import RuleBroken
from pranata.organisation.operations.accept_account_link import connect
from pranata.organisation.queries.account_links import Ticket
from pranata.organisation.queries.actor import local_date, owner, seats_of


class AddressWasProved(NotPermitted):
    """The account's password came by mail to this very address, so nobody else has it."""

    def __init__(self) -> None:
        super().__init__(
            _("Kata sandi akun ini dibuat melalui surel ke alamat ini juga."),
            why=_("Akun yang alamatnya sudah terbukti tidak dapat diambil alih dengan satu tautan."),
            remedy=_("Masuklah dengan akun itu, atau pakai Lupa kata sandi."),
        )


class SoleAdministrator(RuleBroken):
    """Leaving its seat there would leave an instansi without anybody to administer it."""

    status = 409

    def __init__(self, seat: Person) -> None:
        super().__init__(
            _("Akun ini satu-satunya yang mengelola organisasi %(name)s.") % {"name": seat.instansi.name},
            why=_("Bila akun dilepas dari sana, tidak ada yang dapat memberi peran lagi di instansi itu."),
            remedy=_(
                "Hubungi pengelola pemasangan Pranata agar instansi itu mendapat pengelola lain lebih dahulu."
            ),
        )


@transaction.atomic
def take_over_account(*, ticket: Ticket, new_password: str, now: dt.datetime) -> Person:
    """Empty the account, give it to the reader of the mailbox, and connect it with the person.

    What the other user had dies: password, factors, sessions, and its seats in every other instansi, whose
    ledgers say so. Losing those seats is what keeps a stolen mailbox from gaining them. Opens the scopes
    itself. Raises LinkGone, AddressWasProved, SoleAdministrator or RuleBroken.
    """
    with tenant_scope(ticket.instansi_id):
        link, account, person = asked(ticket, now)
        if account.address_is_proved:
            raise AddressWasProved
        left = _leave_other_seats(account, person, now)
        _rename(account, person)
        renew_account(account, new_password, now=now)
        connect(link, account, person, now=now)
        record(events.LINK_ACCEPTED, link, by=owner(person), now=now, detail={"instansi_dilepas": left})
        return person


def _leave_other_seats(account: Account, person: Person, now: dt.datetime) -> int:
    others = [seat for seat in seats_of(account.pk) if seat.instansi_id != person.instansi_id]
    for seat in others:
        with tenant_scope(seat.instansi_id), _administered_without(seat, now):
            seat.account, seat.account_since, seat.link_shown_below = None, None, False
            seat.save(update_fields=["account", "account_since", "link_shown_below"])
            append_entry(
                act(
                    events.ACCOUNT_DISOWNED,
                    actor=owner(seat),
                    instansi_id=seat.instansi_id,
                    now=now,
                    about=(seat, account),
                    detail={"orang": str(seat.public_id), "surel": account.email},
                )
            )
    return len(others)


@contextmanager
def _administered_without(seat: Person, now: dt.datetime) -> Iterator[None]:
    try:
        with administrator_kept(seat.instansi_id, local_date(seat, now)):
            yield
    except LastAdministrator as last:
        raise SoleAdministrator(seat) from last


def _rename(account: Account, person: Person) -> None:
    """Name and NIP were those the first instansi gave it."""
    taken = Account.objects.filter(employee_number=person.nip).exclude(pk=account.pk).exists()
    account.name = person.name
    account.employee_number = person.nip if person.nip and not taken else None
    account.save(update_fields=["name", "employee_number"])
