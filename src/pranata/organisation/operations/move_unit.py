"""Moving a unit under another parent, as a reorganisation does.

The past is never renamed: on the day of the move every row of the moved part ends and a row that continues
it begins, from the unit itself down to the roles. Whoever held a post holds its continuation under the same
decree; whoever may do something on the old unit may do it on the new one.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Role, Unit, UnitKind
from pranata.organisation.operations._act import act, written
from pranata.organisation.operations._carry_over import CarryOver
from pranata.organisation.operations._last import administrator_kept
from pranata.organisation.operations._rules import Circle, RuleBroken, explained
from pranata.organisation.policies import Actor, require_role
from pranata.organisation.queries.tree import below


class RootStays(RuleBroken):
    """The top unit has nothing above it."""

    def __init__(self) -> None:
        super().__init__(
            _("Unit puncak tidak dapat dipindahkan."), remedy=_("Pilih unit lain."), field="parent"
        )


class MovedTooEarly(RuleBroken):
    """Part of what would move begins only on or after that day."""

    def __init__(self) -> None:
        super().__init__(
            _("Unit ini atau isinya baru mulai pada atau setelah tanggal pemindahan, atau sudah berakhir."),
            why=_("Yang dipindahkan harus sudah ada sehari sebelumnya, agar riwayatnya tersambung."),
            remedy=_("Pilih tanggal yang lebih lambat."),
            field="on",
        )


class BelowItself(Circle):
    """The new parent is inside the unit that moves."""

    def __init__(self) -> None:
        super().__init__(
            _("Unit tidak dapat dipindahkan ke bawah dirinya sendiri."),
            remedy=_("Pilih induk di luar unit ini."),
            field="parent",
        )


@transaction.atomic
def move_unit(
    *, unit: Unit, parent: Unit, on: dt.date, legal_basis: str, actor: Actor, now: dt.datetime
) -> Unit:
    """End the unit and all it holds on `on`, and begin their continuations under `parent`.

    The actor must administer the unit and the new parent. Returns the continuing unit. A fixed number of
    statements for each level of the tree. Raises NotPermitted, RootStays, BelowItself, MovedTooEarly or
    DatesOutside.
    """
    for place in (unit, parent):
        require_role(actor, Role.ADMINISTRATOR, instansi_id=place.instansi_id, unit_id=place.pk)
    carried = CarryOver(_moving(unit, parent, on), on)
    if carried.begins_later():
        raise MovedTooEarly
    with administrator_kept(unit.instansi_id, actor.local_date(now)), explained():
        carried.run(parent, legal_basis)
    moved = carried.units[unit.pk]
    append_entry(
        act(
            events.UNIT_MOVED,
            actor=actor,
            instansi_id=unit.instansi_id,
            now=now,
            about=(unit, moved),
            detail={
                "kode": unit.code,
                "induk": parent.code,
                "mulai": written(on),
                "unit": len(carried.units),
                "jabatan": len(carried.positions),
            },
            authority=legal_basis,
        )
    )
    return moved


def _moving(unit: Unit, parent: Unit, on: dt.date) -> list[Unit]:
    if unit.kind == UnitKind.ROOT:
        raise RootStays
    moving = [found for found in below(unit) if found.ends_on is None or found.ends_on > on]
    if unit.pk not in {found.pk for found in moving}:
        raise MovedTooEarly
    if parent.pk in {found.pk for found in moving}:
        raise BelowItself
    return moving
