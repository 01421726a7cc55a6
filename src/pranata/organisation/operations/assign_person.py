"""Putting somebody in a position."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted
from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Assignment, Capacity, Person, Position
from pranata.organisation.operations._act import act, written
from pranata.organisation.operations._last import administrator_kept
from pranata.organisation.operations._proof import require_proved_holders
from pranata.organisation.operations._reach import require_administers_post
from pranata.organisation.operations._rules import explained
from pranata.organisation.policies import Actor


class SelfAssignment(NotPermitted):
    """Nobody puts themselves in a position that carries roles."""

    def __init__(self) -> None:
        super().__init__(
            _("Anda tidak dapat menugaskan diri sendiri pada jabatan yang memiliki peran."),
            why=_("Dengan begitu seseorang dapat memberi wewenang kepada dirinya sendiri."),
            remedy=_("Mintalah pengelola organisasi lain mencatat penugasan ini."),
        )


@transaction.atomic
def assign_person(
    *,
    position: Position,
    person: Person,
    capacity: str,
    decree_number: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    end_current: bool = False,
    actor: Actor,
    now: dt.datetime,
) -> Assignment:
    """Assign a person to a position in a capacity, under a decree.

    With `end_current` the present definitif holder's assignment ends on `starts_on`, as it does when an
    official is succeeded. Whoever puts somebody in a post must be able to grant what the post may do.
    Raises NotPermitted, SelfAssignment, AddressNotProved, DefinitifHeld, DatesOutside, or
    LastAdministrator when the one succeeded was the last to administer the instansi and
    the successor cannot sign in yet.
    """
    require_administers_post(actor, position, starts_on, ends_on)
    if person.pk == actor.person_id and carries_roles(position, starts_on):
        raise SelfAssignment
    with administrator_kept(position.instansi_id, actor.local_date(now)), explained():
        replaced = _end_definitif(position, starts_on) if end_current else None
        assignment = Assignment.objects.create(
            instansi_id=position.instansi_id,
            position=position,
            person=person,
            capacity=capacity,
            decree_number=decree_number,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        require_proved_holders(Assignment.objects.filter(pk=assignment.pk))
    append_entry(
        act(
            events.PERSON_ASSIGNED,
            actor=actor,
            instansi_id=position.instansi_id,
            now=now,
            about=(assignment, position, person),
            detail={
                "orang": str(person.public_id),
                "kapasitas": capacity,
                "mulai": written(starts_on),
                "berakhir": written(ends_on),
                "menggantikan": replaced,
            },
            authority=decree_number,
        )
    )
    return assignment


def carries_roles(position: Position, on: dt.date) -> bool:
    """Whether a position holds a role on a day or later."""
    return position.grants.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)).exists()


def _end_definitif(position: Position, on: dt.date) -> int | None:
    held = position.assignments.filter(
        capacity=Capacity.DEFINITIF, ends_on__isnull=True, starts_on__lt=on
    ).first()
    if held is None:
        return None
    held.ends_on = on
    held.save(update_fields=["ends_on"])
    return held.pk
