"""Asking the owner of an account once more, with a new letter."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.organisation import events
from pranata.organisation.models import AccountLink
from pranata.organisation.operations._account_link import VALID_FOR, record, require_pause, waiting
from pranata.organisation.operations._reach import require_administers_person
from pranata.organisation.operations._rules import RuleBroken
from pranata.organisation.policies import Actor


class AddressLeft(RuleBroken):
    """The account no longer has the address the question went to, or was ended."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("Akun itu sudah diakhiri atau tidak lagi memakai alamat ini."),
            why=_("Surat ke alamat yang lama tidak dapat dijawab lagi."),
            remedy=_("Batalkan permintaan ini, lalu undang dengan alamat yang sekarang."),
        )


@transaction.atomic
def resend_account_link(*, link: AccountLink, actor: Actor, now: dt.datetime) -> AccountLink:
    """Renew a question for the caller to mail; the former letter leads nowhere from then on.

    Raises NotPermitted, LinkNotWaiting, AddressLeft or SentJustNow.
    """
    require_administers_person(actor, link.person, now)
    link = waiting(link)
    if link.account.ended_at is not None or link.account.email.lower() != link.address.lower():
        raise AddressLeft
    require_pause(link.account, now)
    link.nonce, link.sent_at, link.expires_at = uuid.uuid4(), now, now + VALID_FOR
    link.save(update_fields=["nonce", "sent_at", "expires_at"])
    record(events.LINK_RESENT, link, by=actor, now=now)
    return link
