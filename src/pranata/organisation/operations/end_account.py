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
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import local_date, seats_of


@transaction.atomic
def end_account(*, account: Account, reason: str, actor: Actor | None = None, now: dt.datetime) -> Account:
    """End an account for good, with its sessions; the ledger of every instansi it sits in says so.

    For the installation's operator: raises NotPermitted when an actor is given, since an account may serve
    in other instansi than theirs. Raises AlreadyEnded, or LastAdministrator when some instansi would have
    nobody left to administer it. Opens the scopes itself.
    """
    if actor is not None:
        raise NotPermitted(
            _("Akun hanya dapat diakhiri oleh pengelola pemasangan."),
            why=_("Satu akun dapat bertugas di beberapa instansi."),
            remedy=_("Akhiri masa tugas orangnya di instansi Anda. Di sana akunnya lalu tidak berwenang."),
        )
    # Locked first, as everybody does who connects it: no seat comes or goes meanwhile.
    Account.objects.select_for_update().get(pk=account.pk)
    with ExitStack() as stack:
        for seat in seats_of(account.pk):
            stack.enter_context(_told(seat, account, reason, now))
        invitations.end_account(account=account, now=now)
    return account


@contextmanager
def _told(seat: Person, account: Account, reason: str, now: dt.datetime) -> Iterator[None]:
    """Keep the instansi of a seat administered through the ending, and write it down there."""
    with tenant_scope(seat.instansi_id):
        with administrator_kept(seat.instansi_id, local_date(seat, now)):
            yield
        append_entry(
            act(
                events.ACCOUNT_ENDED,
                actor=None,
                instansi_id=seat.instansi_id,
                now=now,
                about=(seat, account),
                detail={"orang": str(seat.public_id), "alasan": reason},
            )
        )
