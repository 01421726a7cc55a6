"""Making somebody known to the instansi."""

import datetime as dt

from django.db import transaction

from pranata.ledger.operations.append_entry import append_entry
from pranata.organisation import events
from pranata.organisation.models import Person, Role
from pranata.organisation.operations._act import act
from pranata.organisation.operations._rules import explained
from pranata.organisation.policies import Actor, require_role


@transaction.atomic
def register_person(*, name: str, nip: str, email: str, actor: Actor, now: dt.datetime) -> Person:
    """Register a person in the actor's instansi; `nip` is empty for those who have none.

    Raises NotPermitted or RuleBroken for a NIP that is taken or not 18 digits.
    """
    require_role(actor, Role.ADMINISTRATOR, instansi_id=actor.instansi_id)
    with explained():
        person = Person.objects.create(
            instansi_id=actor.instansi_id, name=name, nip="".join(nip.split()), email=email.strip().lower()
        )
    append_entry(
        act(
            events.PERSON_REGISTERED,
            actor=actor,
            instansi_id=person.instansi_id,
            now=now,
            about=(person,),
            detail={"orang": str(person.public_id), "nama": name, "nip": person.nip},
        )
    )
    return person
