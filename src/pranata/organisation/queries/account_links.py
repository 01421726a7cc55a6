"""Questions to owners of accounts, as whoever holds the letter sees them."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext_lazy as _

from pranata.foundation.accounts.ownership import can_sign_in
from pranata.foundation.errors import ProductError
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import AccountLink, LinkState, Person
from pranata.organisation.queries.actor import local_date, seats_of

_SALT = "pranata.organisation.account_link"


class LinkGone(ProductError):
    """The letter's link was used, replaced, cancelled, expired, or never was one of ours."""

    status = 410

    def __init__(self) -> None:
        super().__init__(
            _("Tautan ini tidak berlaku lagi."),
            why=_("Tautan berlaku tiga hari dan satu kali, dan gugur bila dikirim ulang atau dibatalkan."),
            remedy=_("Mintalah pengelola organisasi yang mengundang Anda mengirimnya sekali lagi."),
        )


@dataclass(frozen=True)
class Ticket:
    """What the letter's link says: which question of which instansi. Only who reads the mailbox has it."""

    instansi_id: int
    nonce: uuid.UUID

    @classmethod
    def of(cls, link: AccountLink) -> "Ticket":
        """Return the ticket of a question as it was sent last."""
        return cls(link.instansi_id, link.nonce)

    def sign(self) -> str:
        """Return the ticket as it stands in an address; only the installation's key can make one."""
        return signing.dumps([self.instansi_id, str(self.nonce)], salt=_SALT)

    @classmethod
    def read(cls, token: str) -> "Ticket":
        """Return the ticket of an address. Raises LinkGone."""
        try:
            instansi_id, nonce = signing.loads(token, salt=_SALT)
            return cls(int(instansi_id), uuid.UUID(nonce))
        except (signing.BadSignature, ValueError, TypeError) as bad:
            raise LinkGone from bad


def stands(link: AccountLink, account: Account, person: Person, now: dt.datetime) -> bool:
    """Whether a question may still be answered: the account, its address and the person are as they were."""
    return (
        link.state == LinkState.WAITING
        and link.expires_at > now
        and account.ended_at is None
        and account.email.lower() == link.address.lower()
        and person.account_id is None
        and (person.ended_on is None or person.ended_on > local_date(person, now))
    )


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the letter's page shows: which account, who asks, and where it is in use already."""

    account: Account
    person_name: str
    instansi_name: str
    used_at: tuple[str, ...]
    expires_at: dt.datetime
    works: bool

    @property
    def needs_password(self) -> bool:
        """Whether the answer has to bring a new password: there is none, or somebody else may know it."""
        return not (self.works and self.account.address_is_proved)


def question(ticket: Ticket, now: dt.datetime) -> Question:
    """Return a question that still stands. Four queries; opens the scopes itself. Raises LinkGone."""
    with tenant_scope(ticket.instansi_id):
        links = AccountLink.objects.select_related("account", "person__instansi", "instansi")
        link = links.filter(nonce=ticket.nonce).first()
        if link is None or not stands(link, link.account, link.person, now):
            raise LinkGone
    return Question(
        account=link.account,
        person_name=link.person.name,
        instansi_name=link.instansi.name,
        used_at=tuple(seat.instansi.name for seat in seats_of(link.account_id)),
        expires_at=link.expires_at,
        works=can_sign_in(link.account),
    )
