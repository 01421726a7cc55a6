"""Asking the owner of an account once more, with a new letter."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.organisation import events
from pranata.organisation.models import AccountLink
from pranata.organisation.operations._account_link import VALID_FOR, record, waiting
from pranata.organisation.operations._reach import require_administers_person
from pranata.organisation.operations._rules import RuleBroken
from pranata.organisation.policies import Actor

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


@transaction.atomic
def resend_account_link(*, link: AccountLink, actor: Actor, now: dt.datetime) -> AccountLink:
    """Renew a question for the caller to mail; the former letter leads nowhere from then on.

    Raises NotPermitted, LinkNotWaiting or SentJustNow.
    """
    require_administers_person(actor, link.person, now)
    link = waiting(link)
    if link.sent_at > now - PAUSE:
        raise SentJustNow
    link.nonce, link.sent_at, link.expires_at = uuid.uuid4(), now, now + VALID_FOR
    link.save(update_fields=["nonce", "sent_at", "expires_at"])
    record(events.LINK_RESENT, link, by=actor, now=now)
    return link
