"""Ending an account everywhere it sits."""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.foundation.accounts import invitations
from pranata.foundation.errors import NotPermitted
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Person
from pranata.organisation.operations._act import act
from pranata.organisation.operations._last import administrator_kept
from pranata.organisation.operations._reach import require_administers_all
from pranata.organisation.operations._rules import RuleBroken
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import local_date, seats_of


class ServesElsewhere(NotPermitted):
    """The account sits in an instansi for which the administrator does not speak, or not in theirs."""

    def __init__(self) -> None:
        super().__init__(
            _("Akun ini tidak hanya bertugas di instansi Anda."),
            why=_("Akun yang juga dipakai di instansi lain hanya dapat diakhiri oleh pengelola pemasangan."),
            remedy=_("Akhiri masa tugas orangnya di instansi Anda. Di sana akunnya lalu tidak berwenang."),
        )


class OwnAccount(NotPermitted):
    """Nobody ends the account they act with."""

    def __init__(self) -> None:
        super().__init__(
            _("Anda tidak dapat mengakhiri akun Anda sendiri."),
            why=_("Setelah ini akunnya tidak dapat dihidupkan lagi."),
            remedy=_("Mintalah pengelola organisasi yang lain melakukannya."),
        )


class ReasonMissing(RuleBroken):
    """An account is not ended without a word."""

    def __init__(self) -> None:
        super().__init__(
            _("Tuliskan alasan akun ini diakhiri."),
            why=_(
                "Alasannya disegel dalam log; kelak ia yang menjelaskan mengapa orang ini tidak dapat masuk."
            ),
            field="reason",
        )


@transaction.atomic
def end_account(*, account: Account, reason: str, actor: Actor | None = None, now: dt.datetime) -> Account:
    """End an account for good, with its sessions; the ledger of every instansi it sits in says so.

    The installation's operator (no actor) ends any. An administrator of a whole instansi ends one that sits
    there and nowhere else, and not their own. What the person did stays theirs, and so does the way to the
    proof of it: a new account for the same person opens it. Raises NotPermitted (OwnAccount and
    ServesElsewhere too), ReasonMissing, AlreadyEnded, or LastAdministrator when some instansi would have
    nobody left to administer it. Opens the scopes itself.
    """
    if actor is not None:
        _require_may_end(account, reason, actor)
    # Locked first, as everybody does who connects it: no seat comes or goes meanwhile.
    Account.objects.select_for_update().get(pk=account.pk)
    seats = seats_of(account.pk)
    if actor is not None and {seat.instansi_id for seat in seats} != {actor.instansi_id}:
        raise ServesElsewhere
    with ExitStack() as stack:
        for seat in seats:
            stack.enter_context(_told(seat, account, reason.strip(), actor, now))
        invitations.end_account(account=account, now=now)
    return account


def _require_may_end(account: Account, reason: str, actor: Actor) -> None:
    require_administers_all(actor, actor.instansi_id)
    if account.pk == actor.account_id:
        raise OwnAccount
    if not reason.strip():
        raise ReasonMissing


@contextmanager
def _told(
    seat: Person, account: Account, reason: str, actor: Actor | None, now: dt.datetime
) -> Iterator[None]:
    """Keep the instansi of a seat administered through the ending, and write it down there."""
    with tenant_scope(seat.instansi_id):
        with administrator_kept(seat.instansi_id, local_date(seat, now)):
            yield
        append_entry(
            act(
                events.ACCOUNT_ENDED,
                actor=actor,
                instansi_id=seat.instansi_id,
                now=now,
                about=(seat, account),
                detail={"orang": str(seat.public_id), "alasan": reason},
            )
        )
