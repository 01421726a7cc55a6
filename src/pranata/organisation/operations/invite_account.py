"""Giving somebody an account, or finding the one they have."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.accounts.invitations import create_invited_account
from pranata.foundation.models import Account
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Person
from pranata.organisation.operations._act import act
from pranata.organisation.operations._reach import require_administers_person
from pranata.organisation.operations._rules import RuleBroken, explained
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import seats_of


class AccountWorks(RuleBroken):
    """The person has an account with a password; there is nothing to invite to."""

    def __init__(self) -> None:
        super().__init__(
            _("Orang ini sudah memiliki akun dan kata sandi."),
            remedy=_("Bila kata sandinya lupa, ia dapat memakai Lupa kata sandi di halaman masuk."),
        )


class AccountWasEnded(RuleBroken):
    """The address belongs to an account that was ended."""

    def __init__(self) -> None:
        super().__init__(
            _("Akun dengan surel atau NIP ini sudah diakhiri."),
            why=_("Akun yang diakhiri tidak dibuka lagi, agar jejaknya tetap jelas."),
            remedy=_("Pakailah alamat surel lain, atau hubungi pengelola pemasangan."),
            field="email",
        )


class AccountWaitsElsewhere(RuleBroken):
    """Another instansi invited this account and its owner has not set a password yet."""

    def __init__(self) -> None:
        super().__init__(
            _("Akun dengan surel ini diundang instansi lain dan belum memiliki kata sandi."),
            why=_("Tautan kata sandi membuka semua jabatan akun itu, juga yang di instansi lain."),
            remedy=_("Mintalah orangnya menyelesaikan undangan pertama, lalu undang sekali lagi."),
            field="email",
        )


class NipBelongsElsewhere(RuleBroken):
    """Another account signs in with the person's NIP."""

    def __init__(self) -> None:
        super().__init__(
            _("NIP orang ini dipakai akun dengan surel lain."),
            why=_("NIP dipakai untuk masuk, jadi hanya dapat menunjuk satu akun."),
            remedy=_("Periksa NIP dan surelnya. Bila orangnya sama, pakailah surel akun itu."),
            field="email",
        )


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """The account of a person; `needs_password` says whether a link to set one must be handed over."""

    account: Account
    needs_password: bool


@transaction.atomic
def invite_account(*, person: Person, email: str, actor: Actor, now: dt.datetime) -> Invitation:
    """Connect a person with the account of that address, made if there is none; again if it has no password.

    A new account cannot sign in until its owner sets a password through the link the page makes. Raises
    NotPermitted, AccountWorks, AccountWasEnded, AccountWaitsElsewhere, NipBelongsElsewhere or RuleBroken.
    """
    require_administers_person(actor, person, now)
    if person.account is not None and person.account.has_usable_password():
        raise AccountWorks
    account = person.account or _account_of(person, email.strip().lower(), now)
    if account.ended_at is not None:
        raise AccountWasEnded
    needs_password = not account.has_usable_password()
    if needs_password and any(seat.instansi_id != person.instansi_id for seat in seats_of(account.pk)):
        raise AccountWaitsElsewhere
    with explained():
        person.account, person.email = account, account.email
        person.save(update_fields=["account", "email"])
    append_entry(
        act(
            events.ACCOUNT_INVITED,
            actor=actor,
            instansi_id=person.instansi_id,
            now=now,
            about=(person, account),
            detail={"orang": str(person.public_id), "surel": account.email},
        )
    )
    return Invitation(account=account, needs_password=needs_password)


def _account_of(person: Person, email: str, now: dt.datetime) -> Account:
    known = Account.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    if person.nip and Account.objects.filter(employee_number=person.nip).exists():
        raise NipBelongsElsewhere
    return create_invited_account(email=email, name=person.name, employee_number=person.nip or None, now=now)
