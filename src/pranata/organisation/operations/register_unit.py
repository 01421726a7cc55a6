"""Adding a unit to the tree."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Role, Unit, UnitKind
from pranata.organisation.operations._act import act, written
from pranata.organisation.operations._rules import RuleBroken, explained
from pranata.organisation.policies import Actor, require_role


class RootIsFounded(RuleBroken):
    """The top unit comes with the organisation itself and is not added later."""

    def __init__(self) -> None:
        super().__init__(
            _("Unit puncak dibuat saat organisasi dimulai."),
            remedy=_("Pilih jenis unit lain."),
            field="kind",
        )


@transaction.atomic
def register_unit(
    *,
    parent: Unit,
    kind: str,
    code: str,
    name: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    legal_basis: str = "",
    actor: Actor,
    now: dt.datetime,
) -> Unit:
    """Add a unit under `parent`, which the actor must administer.

    Raises NotPermitted, RootIsFounded, CodeTaken or DatesOutside.
    """
    require_role(actor, Role.ADMINISTRATOR, instansi_id=parent.instansi_id, unit_id=parent.pk)
    if kind == UnitKind.ROOT:
        raise RootIsFounded
    with explained():
        unit = Unit.objects.create(
            instansi_id=parent.instansi_id,
            parent=parent,
            kind=kind,
            code=code,
            name=name,
            legal_basis=legal_basis,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    append_entry(
        act(
            events.UNIT_REGISTERED,
            actor=actor,
            instansi_id=unit.instansi_id,
            now=now,
            about=(unit,),
            detail={"kode": code, "nama": name, "induk": parent.code, "mulai": written(starts_on)},
            authority=legal_basis,
        )
    )
    return unit
