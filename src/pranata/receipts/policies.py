"""Who may dispute an entry, who may answer, and who reads either.

Whoever is named in a receipt disputes: the person who acted by the entry, or who now holds a position it went
to. An auditor or an administrator of the whole instansi answers, and neither the one who disputes nor the one
whose act it was. They and the one who disputed read the words; everybody who sees the record sees the mark.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted, ProductError
from pranata.ledger.canonical import Json
from pranata.organisation.models import Person, Role, Unit, UnitKind
from pranata.organisation.policies import Actor, require_role
from pranata.organisation.queries.actor import owner
from pranata.receipts.models import Dispute

ANSWERERS = (Role.AUDITOR, Role.ADMINISTRATOR)


class EntryClosed(ProductError):
    """There is no such entry for this person."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            _("Catatan ini tidak ada, atau tidak menyebut Anda."),
            why=_("Catatan dibuka oleh yang disebut di dalamnya, pemeriksa, dan pengelola organisasi."),
            remedy=_("Buka catatan dari Bukti Anda."),
        )


class OwnMatter(NotPermitted):
    """Whoever disputes, or whose act it was, does not judge."""

    def __init__(self) -> None:
        super().__init__(
            _("Sangkalan ini harus dijawab orang lain."),
            why=_("Anda yang menyangkal, atau catatannya tentang tindakan Anda sendiri."),
            remedy=_("Mintalah pemeriksa atau pengelola organisasi yang lain menjawabnya."),
        )


@dataclass(frozen=True, kw_only=True)
class Claimant:
    """Whoever disputes: an official for a position, or a person who holds none any more."""

    person_id: int
    public_id: str
    name: str
    instansi_id: int
    evidence: Mapping[str, Json]
    position_id: int | None = None
    title: str = ""

    @classmethod
    def official(cls, actor: Actor) -> "Claimant":
        """Return who acts for a position today."""
        return cls(
            person_id=actor.person_id,
            public_id=str(actor.person_public_id),
            name=actor.person_name,
            instansi_id=actor.instansi_id,
            evidence=actor.evidence(),
            position_id=actor.position_id,
            title=actor.position_title,
        )

    @classmethod
    def former(cls, person: Person) -> "Claimant":
        """Return somebody who acts for no position, but for themselves."""
        return cls(
            person_id=person.pk,
            public_id=str(person.public_id),
            name=person.name,
            instansi_id=person.instansi_id,
            evidence=owner(person),
        )


def may_answer(actor: Actor) -> bool:
    """Whether the actor examines disputes of this instansi. One query for who has such a role at all."""
    return actor.has_role(*ANSWERERS) and actor.has_role(*ANSWERERS, unit_id=_top(actor.instansi_id))


def may_judge(actor: Actor, dispute: Dispute) -> bool:
    """Whether the dispute is not the actor's own matter."""
    return dispute.person_id != actor.person_id and dispute.entry_person != str(actor.person_public_id)


def require_may_answer(actor: Actor, dispute: Dispute) -> None:
    """Raise NotPermitted unless the actor examines disputes here and this one is not their own matter."""
    require_role(actor, *ANSWERERS, instansi_id=dispute.instansi_id, unit_id=_top(dispute.instansi_id))
    if not may_judge(actor, dispute):
        raise OwnMatter


def _top(instansi_id: int) -> int:
    """Return the unit that is the whole instansi; an id nobody reaches where there is none."""
    tops = Unit.objects.filter(kind=UnitKind.ROOT, instansi_id=instansi_id).order_by("-starts_on")
    return tops.values_list("pk", flat=True).first() or -1
