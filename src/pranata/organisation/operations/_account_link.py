"""Questions to owners of accounts: finding one that stands, and writing down what became of it."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from pranata.foundation.models import Account
from pranata.ledger.actions import ActionKind
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation.models import AccountLink, LinkState, Person
from pranata.organisation.operations._act import Evidence, act
from pranata.organisation.operations._rules import RuleBroken
from pranata.organisation.policies import Actor
from pranata.organisation.queries.account_links import LinkGone, Ticket, stands

VALID_FOR = dt.timedelta(days=3)
PAUSE = dt.timedelta(minutes=5)


class SentJustNow(RuleBroken):
    """The latest letter may not even have arrived."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            _("Surelnya baru saja dikirim."),
            why=_("Surel kadang memerlukan beberapa menit, dan tautan yang lama gugur bila dikirim ulang."),
            remedy=_("Tunggu lima menit, lalu kirim ulang bila belum sampai."),
        )


class LinkNotWaiting(RuleBroken):
    """The question was answered or cancelled meanwhile."""

    status = 409

    def __init__(self, link: AccountLink) -> None:
        super().__init__(
            _("Permintaan ini sudah selesai: %(state)s.")
            % {"state": str(LinkState(link.state).label).lower()},
            remedy=_("Muat ulang halaman untuk melihat keadaannya sekarang."),
        )


def asked(ticket: Ticket, now: dt.datetime) -> tuple[AccountLink, Account, Person]:
    """Lock and return a question that still stands. Needs the tenant's scope; raises LinkGone.

    The account is locked first, as `invite_account` does: of two answers, the second sees the first.
    """
    known = AccountLink.objects.filter(nonce=ticket.nonce).first()
    if known is None:
        raise LinkGone
    account = Account.objects.select_for_update().get(pk=known.account_id)
    link = AccountLink.objects.select_for_update().get(pk=known.pk)
    people = Person.objects.select_for_update(of=("self",)).select_related("instansi")
    person = people.get(pk=known.person_id)
    if not stands(link, account, person, now) or link.nonce != ticket.nonce:
        raise LinkGone
    return link, account, person


def waiting(link: AccountLink) -> AccountLink:
    """Lock a question of the open scope and return it; raises LinkNotWaiting."""
    # Of itself only: an answer locks the account first and then the question, and would wait for us for ever.
    links = AccountLink.objects.select_for_update(of=("self",)).select_related("person", "account")
    held = links.get(pk=link.pk)
    if held.state != LinkState.WAITING:
        raise LinkNotWaiting(held)
    return held


def require_pause(account: Account, now: dt.datetime) -> None:
    """Raise SentJustNow when this instansi wrote to the account's mailbox a moment ago, about whomever."""
    if AccountLink.objects.filter(account=account, sent_at__gt=now - PAUSE).exists():
        raise SentJustNow


def finish(link: AccountLink, state: LinkState, now: dt.datetime) -> None:
    """Note what became of a question."""
    link.state, link.finished_at = state, now
    link.save(update_fields=["state", "finished_at"])


def record(
    action: ActionKind,
    link: AccountLink,
    *,
    by: Actor | Evidence,
    now: dt.datetime,
    detail: Evidence | None = None,
) -> None:
    """Append the entry about a question to its instansi's ledger."""
    said: Evidence = {"orang": str(link.person.public_id), "surel": link.address} | (detail or {})
    about = (link, link.person, link.account)
    append_entry(act(action, actor=by, instansi_id=link.instansi_id, now=now, about=about, detail=said))
