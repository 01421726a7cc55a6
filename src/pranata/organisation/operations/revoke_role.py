"""Taking a role from a position."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Grant, Role
from pranata.organisation.operations._act import act, written
from pranata.organisation.operations._last import administrator_kept
from pranata.organisation.operations._reach import require_administers_all
from pranata.organisation.operations._rules import RuleBroken, explained
from pranata.organisation.operations.grant_role import require_not_own
from pranata.organisation.policies import Actor, require_role
from pranata.organisation.queries.administration import WHOLE


class GrantEnded(RuleBroken):
    """The role ended before that day already."""

    def __init__(self) -> None:
        super().__init__(
            _("Peran ini sudah berakhir lebih dahulu."),
            remedy=_("Tidak ada yang perlu dicabut."),
            field="ends_on",
        )


@transaction.atomic
def revoke_role(*, grant: Grant, ends_on: dt.date, actor: Actor, now: dt.datetime) -> Grant:
    """End a role; `ends_on` is the first day without it.

    Raises NotPermitted, OwnPosition, GrantEnded, DatesOutside or LastAdministrator.
    """
    require_role(actor, Role.ADMINISTRATOR, instansi_id=grant.instansi_id, unit_id=grant.unit_id)
    if grant.role in WHOLE:
        require_administers_all(actor, grant.instansi_id)
    require_not_own(grant.position, actor, now)
    if grant.ends_on is not None and grant.ends_on <= ends_on:
        raise GrantEnded
    with administrator_kept(grant.instansi_id, actor.local_date(now)), explained():
        grant.ends_on = ends_on
        grant.save(update_fields=["ends_on"])
    append_entry(
        act(
            events.ROLE_REVOKED,
            actor=actor,
            instansi_id=grant.instansi_id,
            now=now,
            about=(grant, grant.position, grant.unit),
            detail={"peran": grant.role, "berakhir": written(ends_on)},
        )
    )
    return grant
