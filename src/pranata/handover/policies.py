"""Who takes part in a handover, and as what.

The leaver is a person: they take part before and after the assignment ends. Everybody else acts for a
position held at that moment. Whoever has no part is told that there is no such handover.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import ProductError
from pranata.ledger.canonical import Json
from pranata.ledger.queries.history import OWNER
from pranata.organisation.models import Assignment, Person, Role
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import owner


class HandoverClosed(ProductError):
    """There is no such handover for this person."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            _("Serah terima ini tidak ada, atau Anda tidak berperan di dalamnya."),
            why=_("Hanya pejabat lama, penerima, atasannya, dan pengelola organisasi yang membukanya."),
            remedy=_("Buka serah terima dari Meja Anda."),
        )


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Whoever acts in a handover: an official for a position, or a person who holds it no more."""

    person_id: int
    person_name: str
    title: str
    capacity: str
    evidence: Mapping[str, Json]
    actor: Actor | None = None

    @classmethod
    def official(cls, actor: Actor) -> "Signer":
        """Return who acts for a position today."""
        return cls(
            person_id=actor.person_id,
            person_name=actor.person_name,
            title=actor.position_title,
            capacity=actor.capacity,
            evidence=actor.evidence(),
            actor=actor,
        )

    @classmethod
    def former(cls, person: Person, assignment: Assignment) -> "Signer":
        """Return somebody who acts for no position any more, but for themselves; needs no right of one."""
        return cls(
            person_id=person.pk,
            person_name=person.name,
            title=assignment.position.title,
            capacity=OWNER,
            evidence=owner(person),
        )


def administers(actor: Actor | None, assignment: Assignment) -> bool:
    """Whether the actor keeps the organisation where the position is."""
    return (
        actor is not None
        and actor.instansi_id == assignment.instansi_id
        and actor.has_role(Role.ADMINISTRATOR, unit_id=assignment.position.unit_id)
    )
