"""Saying how many person-days each agency has in a quarter."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pranata.engine.optimise import Quarter
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import Act, ObjectRef, append_entry
from pranata.organisation.models import Unit
from pranata.organisation.policies import Actor
from pranata.planning import events
from pranata.planning.models import OwnerCapacity
from pranata.planning.policies import require_may_keep


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


@transaction.atomic
def save_capacities(
    *,
    instansi_id: int,
    given: Mapping[tuple[Unit, Quarter], Fraction],
    actor: Actor,
    now: dt.datetime,
) -> int:
    """Let these capacities hold instead of all before; return how many there are.

    Plans that are there keep those they were computed with. Raises NotPermitted or NoTime.
    """
    require_may_keep(actor, instansi_id)
    for (unit, quarter), days in given.items():
        if days <= 0:
            raise NoTime(unit, quarter)
    OwnerCapacity.objects.filter(instansi_id=instansi_id).delete()
    OwnerCapacity.objects.bulk_create(
        OwnerCapacity(
            instansi_id=instansi_id,
            unit=unit,
            quarter=str(quarter),
            person_days=Decimal(days.numerator) / days.denominator,
            changed_at=now,
        )
        for (unit, quarter), days in given.items()
    )
    append_entry(
        Act(
            action=events.CAPACITIES_CHANGED,
            tenant_id=instansi_id,
            actor=actor.evidence(),
            occurred_at=now,
            objects=(ObjectRef(role="kapasitas", type="instansi", id=str(instansi_id), sha256=None),),
            detail={
                "kapasitas": {
                    f"{unit.name} {quarter}": str(days)
                    for (unit, quarter), days in sorted(
                        given.items(), key=lambda row: (row[0][0].name, row[0][1])
                    )
                }
            },
        )
    )
    return len(given)
