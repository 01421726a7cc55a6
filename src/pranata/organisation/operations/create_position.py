"""Forming a position (jabatan) in a unit."""

import datetime as dt

from django.db import transaction

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Position, Role, Unit
from pranata.organisation.operations._act import act, written
from pranata.organisation.operations._rules import explained
from pranata.organisation.policies import Actor, require_role


@transaction.atomic
def create_position(
    *,
    unit: Unit,
    code: str,
    title: str,
    superior: Position | None,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    actor: Actor,
    now: dt.datetime,
) -> Position:
    """Form a position in a unit the actor administers; `superior` may be anywhere in the instansi.

    Raises NotPermitted, CodeTaken or DatesOutside.
    """
    require_role(actor, Role.ADMINISTRATOR, instansi_id=unit.instansi_id, unit_id=unit.pk)
    with explained():
        position = Position.objects.create(
            instansi_id=unit.instansi_id,
            unit=unit,
            superior=superior,
            code=code,
            title=title,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    append_entry(
        act(
            events.POSITION_CREATED,
            actor=actor,
            instansi_id=unit.instansi_id,
            now=now,
            about=(position, unit),
            detail={"kode": code, "nama": title, "mulai": written(starts_on)},
        )
    )
    return position
