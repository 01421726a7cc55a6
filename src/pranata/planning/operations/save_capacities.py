"""Saying how many person-days each agency has in a quarter, as one act that can be undone."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.engine.optimise import Quarter
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.models import Instansi, Unit
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.files.numbers import kept_days
from pranata.planning.models import CapacityChange, OwnerCapacity
from pranata.planning.policies import require_may_keep
from pranata.planning.queries.capacities import Listed, listed_rows

Given = Mapping[tuple[Unit, Quarter], Fraction]


class NoTime(ProductError):
    """A capacity of zero or below."""

    status = 422

    def __init__(self, unit: Unit, quarter: Quarter) -> None:
        super().__init__(
            _("Kapasitas %(unit)s pada %(quarter)s nol atau kurang.")
            % {"unit": unit.name, "quarter": quarter},
            why=_("Nol lebih sering sel kosong daripada keputusan."),
            remedy=_(
                "Isilah lebih dari 0, hapus barisnya, atau alihkan langkahnya ke perangkat daerah lain."
            ),
        )


class CapacitiesSame(ProductError):
    """Everything is so already."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Tidak ada kapasitas yang berubah."), remedy=_("Ubah sedikitnya satu nilai."))


class CapacitiesChangedMeanwhile(ProductError):
    """Somebody changed the list after the act that would be undone."""

    def __init__(self) -> None:
        super().__init__(
            _("Kapasitas sudah diubah sesudahnya."),
            why=_("Mengurungkan hanya mengembalikan yang belum disentuh orang lain."),
            remedy=_("Unggah daftar yang benar sebagai gantinya."),
        )


@transaction.atomic
def save_capacities(
    *, instansi_id: int, given: Given, actor: Actor, now: dt.datetime, reason: str = ""
) -> uuid.UUID:
    """Let these capacities hold instead of all before; return what names the act.

    Plans that are there keep those they were computed with. Raises NotPermitted, NoTime or CapacitiesSame.
    """
    require_may_keep(actor, instansi_id)
    for (unit, quarter), days in given.items():
        if days <= 0:
            raise NoTime(unit, quarter)
    Instansi.objects.select_for_update().get(pk=instansi_id)
    after = [
        Listed(unit=unit.pk, name=unit.name, quarter=str(quarter), days=kept_days(days))
        for (unit, quarter), days in given.items()
    ]
    return _write(instansi_id, after, actor=actor, now=now, reason=reason)


@transaction.atomic
def undo_capacities(*, instansi_id: int, batch: uuid.UUID, actor: Actor, now: dt.datetime) -> uuid.UUID:
    """Take one act back: the list that was there before it, is there again.

    Raises NotPermitted, CapacitiesSame or CapacitiesChangedMeanwhile.
    """
    require_may_keep(actor, instansi_id)
    Instansi.objects.select_for_update().get(pk=instansi_id)
    change = CapacityChange.objects.filter(instansi_id=instansi_id, batch=batch).first()
    if change is None:
        raise CapacitiesSame
    if [row.to_document() for row in listed_rows(instansi_id)] != change.after:
        raise CapacitiesChangedMeanwhile
    back = [Listed(**row) for row in change.before]
    return _write(instansi_id, back, actor=actor, now=now, undoes=batch)


def _write(
    instansi_id: int,
    after: list[Listed],
    *,
    actor: Actor,
    now: dt.datetime,
    reason: str = "",
    undoes: uuid.UUID | None = None,
) -> uuid.UUID:
    before, after = listed_rows(instansi_id), sorted(after, key=Listed.order)
    if before == after:
        raise CapacitiesSame
    OwnerCapacity.objects.filter(instansi_id=instansi_id).delete()
    OwnerCapacity.objects.bulk_create(
        OwnerCapacity(
            instansi_id=instansi_id,
            unit_id=row.unit,
            quarter=row.quarter,
            person_days=Decimal(row.days),
            changed_at=now,
        )
        for row in after
    )
    change = CapacityChange.objects.create(
        instansi_id=instansi_id,
        batch=uuid.uuid4(),
        undoes=undoes,
        before=[row.to_document() for row in before],
        after=[row.to_document() for row in after],
        reason=" ".join(reason.split())[:500],
        **actor.made(now),
    )
    append_entry(
        Act(
            action=events.CAPACITIES_CHANGED,
            tenant_id=instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(ObjectRef(role="kapasitas", type="instansi", id=str(instansi_id), sha256=None),),
            detail=_detail(after, change.reason),
        )
    )
    return change.batch


def _detail(after: list[Listed], reason: str) -> dict[str, Any]:
    return {"kapasitas": {f"{row.name} {row.quarter}": row.days for row in after}, "alasan": reason}
