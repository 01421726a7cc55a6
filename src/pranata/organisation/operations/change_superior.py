"""Changing to whom a position reports."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Position, Role
from pranata.organisation.operations._act import act
from pranata.organisation.operations._rules import RuleBroken, explained
from pranata.organisation.policies import Actor, require_role


class SuperiorUnchanged(RuleBroken):
    """The position reports to that post already."""

    def __init__(self) -> None:
        super().__init__(_("Atasannya sudah jabatan itu."), remedy=_("Pilih jabatan lain."), field="superior")


@transaction.atomic
def change_superior(
    *, position: Position, superior: Position | None, actor: Actor, now: dt.datetime
) -> Position:
    """Let a position report to another one, or to none. Raises NotPermitted, SuperiorUnchanged or Circle."""
    require_role(actor, Role.ADMINISTRATOR, instansi_id=position.instansi_id, unit_id=position.unit_id)
    before = position.superior_id
    if before == (superior.pk if superior else None):
        raise SuperiorUnchanged
    with explained():
        position.superior = superior
        position.save(update_fields=["superior"])
    append_entry(
        act(
            events.SUPERIOR_CHANGED,
            actor=actor,
            instansi_id=position.instansi_id,
            now=now,
            about=(position,),
            detail={"dari": before, "menjadi": superior.pk if superior else None},
        )
    )
    return position
