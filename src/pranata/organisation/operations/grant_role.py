"""Giving a role on a unit to a position.

Nobody gives a role to a post they hold themselves, whichever post they act for: an organisation's
administrator decides what others may do, and another administrator decides what this one may do. The same
rule stands in `assign_person` for the way round. What two people do together stays in the ledger.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Assignment, Grant, Position, Role, Unit
from pranata.organisation.operations._act import act, written
from pranata.organisation.operations._proof import lasting, require_proved_holders
from pranata.organisation.operations._reach import require_administers_all
from pranata.organisation.operations._rules import explained
from pranata.organisation.policies import Actor, require_role
from pranata.organisation.queries.administration import POWERFUL, WHOLE


class OwnPosition(NotPermitted):
    """The position is one the actor holds."""

    def __init__(self) -> None:
        super().__init__(
            _("Anda tidak dapat mengubah peran jabatan yang Anda pegang sendiri."),
            why=_("Tidak ada yang memberi wewenang kepada dirinya sendiri."),
            remedy=_("Mintalah pengelola organisasi lain melakukannya."),
        )


@transaction.atomic
def grant_role(
    *,
    position: Position,
    unit: Unit,
    role: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    actor: Actor,
    now: dt.datetime,
) -> Grant:
    """Give a position a role on a unit and everything below it; the actor must administer that unit.

    A coordinator speaks for the whole instansi, so only who administers all of it may name one.

    Raises NotPermitted, OwnPosition, AddressNotProved, RuleBroken when it was given already, or DatesOutside.
    """
    require_role(actor, Role.ADMINISTRATOR, instansi_id=unit.instansi_id, unit_id=unit.pk)
    if role in WHOLE:
        require_administers_all(actor, unit.instansi_id)
    require_not_own(position, actor, now)
    with explained():
        grant = Grant.objects.create(
            instansi_id=unit.instansi_id,
            position=position,
            unit=unit,
            role=role,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    if role in POWERFUL:
        since = max(starts_on, actor.local_date(now))
        require_proved_holders(lasting(position.assignments.all(), since, ends_on))
    append_entry(
        act(
            events.ROLE_GRANTED,
            actor=actor,
            instansi_id=unit.instansi_id,
            now=now,
            about=(grant, position, unit),
            detail={"peran": role, "mulai": written(starts_on), "berakhir": written(ends_on)},
        )
    )
    return grant


def require_not_own(position: Position, actor: Actor, now: dt.datetime) -> None:
    """Raise OwnPosition if the actor holds the position now or later, in whatever capacity."""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=now.date())
    held = Assignment.objects.filter(lasting, position=position, person_id=actor.person_id)
    if position.pk == actor.position_id or held.exists():
        raise OwnPosition
