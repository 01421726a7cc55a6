"""Wanting the daily letter about notices, or not."""

import datetime as dt

from django.db import transaction

from pranata.foundation.errors import NotPermitted
from pranata.organisation.models import NoticeSetting
from pranata.organisation.policies import Actor


@transaction.atomic
def choose_letter(*, wants: bool, actor: Actor, now: dt.datetime) -> NoticeSetting:
    """Keep the choice of the actor's own account. Raises NotPermitted for who acts without one."""
    if not actor.account_id:
        raise NotPermitted("")
    chosen, _is_new = NoticeSetting.objects.update_or_create(
        account_id=actor.account_id, defaults={"wants_letter": wants}
    )
    return chosen
