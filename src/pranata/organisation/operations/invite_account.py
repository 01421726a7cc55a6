"""Giving somebody an account, or finding the one they have."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.accounts.identifiers import account_of, login_identifier
from pranata.foundation.accounts.invitations import create_invited_account
from pranata.foundation.accounts.ownership import can_sign_in
from pranata.foundation.models import Account
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import AccountLink, LinkState, Person
from pranata.organisation.operations._account_link import VALID_FOR, record, require_pause
from pranata.organisation.operations._act import act
from pranata.organisation.operations._reach import administers_all, require_administers_person
from pranata.organisation.operations._rules import RuleBroken, broken, explained
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
    """The person's account sits in another instansi too, and has no password."""

    def __init__(self) -> None:
        super().__init__(
            _("Akun orang ini juga dipakai di instansi lain dan belum memiliki kata sandi."),
            why=_("Tautan kata sandi membuka semua jabatan akun itu, juga yang di instansi lain."),
            remedy=_("Mintalah orangnya memakai Lupa kata sandi di halaman masuk."),
            field="email",
        )


class InvitedMeanwhile(RuleBroken):
    """Somebody else gave the person an account while this was being asked."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Orang ini baru saja diundang oleh pengelola lain."),
            remedy=_("Muat ulang halaman untuk melihat akunnya sekarang."),
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


class AlreadyAsked(RuleBroken):
    """The owner of an account has been asked about this person and has not answered."""

    def __init__(self) -> None:
        super().__init__(
            _("Pemilik akun sudah dimintai persetujuan untuk orang ini."),
            remedy=_("Kirim ulang atau batalkan permintaan itu di halaman orangnya."),
            field="email",
        )


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """The account of a person; `needs_password` says whether a link to set one must be handed over.

    With `link` the account works already: the person has none until its owner accepts by a letter, which
    the caller sends and shows to nobody.
    """

    account: Account
    needs_password: bool
    link: AccountLink | None = None


@transaction.atomic
def invite_account(*, person: Person, email: str, actor: Actor, now: dt.datetime) -> Invitation:
    """Connect a person with a new account of that address, or ask the owner of one that is somebody's.

    A new account cannot sign in until its owner sets a password through the link the page makes; until
    then it may be invited again, also under another address. An account that works, or was invited by another
    instansi first, is asked about by a letter. Raises NotPermitted, AccountWorks, AccountWasEnded,
    AlreadyAsked, SentJustNow, AccountWaitsElsewhere, NipBelongsElsewhere, InvitedMeanwhile or RuleBroken.
    """
    require_administers_person(actor, person, now)
    account = _account_for(person, login_identifier(email), now)
    # Locked: of two instansi that invite the same account at once, the second sees the first's seat.
    account = Account.objects.select_for_update().get(pk=account.pk)
    _hold(person, actor, now)
    if account.ended_at is not None:
        raise AccountWasEnded
    if can_sign_in(account) or _sits_elsewhere(account, person):
        return Invitation(account=account, needs_password=False, link=_ask(person, account, actor, now))
    _connect(person, account, actor, now)
    return Invitation(account=account, needs_password=True)


def _hold(person: Person, actor: Actor, now: dt.datetime) -> None:
    """Lock the person and look again: a colleague may have been quicker, or given them a post."""
    before = person.account_id
    Person.objects.select_for_update().get(pk=person.pk)
    person.refresh_from_db()
    if person.account_id != before:
        raise InvitedMeanwhile
    if AccountLink.objects.filter(person=person, state=LinkState.WAITING).exists():
        raise AlreadyAsked
    require_administers_person(actor, person, now)


def _sits_elsewhere(account: Account, person: Person) -> bool:
    return any(seat.instansi_id != person.instansi_id for seat in seats_of(account.pk))


def _ask(person: Person, account: Account, actor: Actor, now: dt.datetime) -> AccountLink:
    if person.account_id == account.pk:
        raise AccountWorks if can_sign_in(account) else AccountWaitsElsewhere
    if Person.objects.filter(account=account).exists():
        raise broken("person_account_unique_in_instansi")
    require_pause(account, now)
    link = AccountLink.objects.create(
        instansi_id=person.instansi_id,
        person=person,
        account=account,
        address=account.email,
        sent_at=now,
        expires_at=now + VALID_FOR,
    )
    record(events.LINK_REQUESTED, link, by=actor, now=now)
    return link


def _connect(person: Person, account: Account, actor: Actor, now: dt.datetime) -> None:
    again = person.account_id == account.pk
    # Links shown before still hold, so what an administrator of a part saw once stays seen.
    person.link_shown_below = (again and person.link_shown_below) or not administers_all(
        actor, person.instansi_id
    )
    with explained():
        person.account, person.email = account, account.email
        person.account_since = (again and person.account_since) or now
        person.save(update_fields=["account", "email", "account_since", "link_shown_below"])
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


def _account_for(person: Person, email: str, now: dt.datetime) -> Account:
    """Return the account of the address, made if there is none; a former one then lets go of the NIP."""
    former = person.account
    if former is not None and former.ended_at is None and can_sign_in(former):
        raise AccountWorks
    known = account_of(email)
    if known is not None:
        return known
    if former is not None and not _sits_elsewhere(former, person):
        Account.objects.filter(pk=former.pk, employee_number=person.nip).update(employee_number=None)
    if person.nip and Account.objects.filter(employee_number=person.nip).exists():
        raise NipBelongsElsewhere
    return create_invited_account(email=email, name=person.name, employee_number=person.nip or None, now=now)
