"""Recording that somebody no longer serves here: retired, moved out, or died."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Person
from pranata.organisation.operations._act import act, written
from pranata.organisation.operations._last import administrator_kept
from pranata.organisation.operations._reach import require_administers_person
from pranata.organisation.operations._rules import explained
from pranata.organisation.operations.end_position import BeginsLater
from pranata.organisation.policies import Actor


@transaction.atomic
def end_person(*, person: Person, ended_on: dt.date, reason: str, actor: Actor, now: dt.datetime) -> Person:
    """End somebody's service; their assignments end on the same day, their acts stay theirs.

    The account is left alone: it may serve in another instansi, and without an assignment here it can do
    nothing here. Raises NotPermitted, BeginsLater, DatesOutside or LastAdministrator.
    """
    require_administers_person(actor, person, now)
    held = person.assignments.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ended_on))
    if held.filter(starts_on__gte=ended_on).exists():
        raise BeginsLater
    with administrator_kept(person.instansi_id, actor.local_date(now)), explained():
        ended = held.update(ends_on=ended_on)
        person.ended_on = ended_on
        person.save(update_fields=["ended_on"])
    append_entry(
        act(
            events.PERSON_ENDED,
            actor=actor,
            instansi_id=person.instansi_id,
            now=now,
            about=(person,),
            detail={
                "orang": str(person.public_id),
                "berakhir": written(ended_on),
                "alasan": reason,
                "penugasan_berakhir": ended,
            },
        )
    )
    return person
