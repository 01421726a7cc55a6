"""Ending a unit that nothing hangs on any more."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Position, Role, Unit
from pranata.organisation.operations._act import act, written
from pranata.organisation.operations._last import administrator_kept
from pranata.organisation.operations._reach import require_administers_all
from pranata.organisation.operations._rules import RuleBroken, explained
from pranata.organisation.policies import Actor, require_role
from pranata.organisation.queries.administration import WHOLE


class UnitStillInUse(RuleBroken):
    """Units or positions live in it beyond that day."""

    def __init__(self, units: int, positions: int) -> None:
        super().__init__(
            _("Masih ada %(units)d unit dan %(positions)d jabatan di dalamnya setelah tanggal itu.")
            % {"units": units, "positions": positions},
            why=_("Unit yang berakhir tidak memuat apa pun, agar tidak ada pekerjaan yang hilang induknya."),
            remedy=_("Akhiri atau pindahkan unit dan jabatan itu lebih dahulu."),
            field="ends_on",
        )
        self.units, self.positions = units, positions


@transaction.atomic
def end_unit(*, unit: Unit, ends_on: dt.date, legal_basis: str, actor: Actor, now: dt.datetime) -> Unit:
    """End a unit; `ends_on` is the first day without it. Roles granted on it end on that day.

    Raises NotPermitted, UnitStillInUse, DatesOutside or LastAdministrator.
    """
    require_role(actor, Role.ADMINISTRATOR, instansi_id=unit.instansi_id, unit_id=unit.pk)
    if unit.grants.filter(_beyond(ends_on), role__in=WHOLE).exists():
        require_administers_all(actor, unit.instansi_id)
    _require_empty(unit, ends_on)
    with administrator_kept(unit.instansi_id, actor.local_date(now)), explained():
        revoked = unit.grants.filter(_beyond(ends_on), starts_on__lt=ends_on).update(ends_on=ends_on)
        unit.ends_on = ends_on
        unit.save(update_fields=["ends_on"])
    append_entry(
        act(
            events.UNIT_ENDED,
            actor=actor,
            instansi_id=unit.instansi_id,
            now=now,
            about=(unit,),
            detail={"kode": unit.code, "berakhir": written(ends_on), "peran_berakhir": revoked},
            authority=legal_basis,
        )
    )
    return unit


def _require_empty(unit: Unit, ends_on: dt.date) -> None:
    units = Unit.objects.filter(_beyond(ends_on), parent=unit).count()
    positions = Position.objects.filter(_beyond(ends_on), unit=unit).count()
    if units or positions:
        raise UnitStillInUse(units, positions)


def _beyond(day: dt.date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gt=day)
