"""Who may do what with a plan.

The coordinator and whoever answers indicators ask for plans and propose them. What was proposed is accepted
or sent back by the coordinator (the Sekda, by Perpres 95/2018) or the leader, and never by whoever proposed
it. Everybody who reads the instansi's assessments by a role reads its plans. Another instansi sees nothing.
"""

from django.utils.translation import gettext_lazy as _

from pranata.assessment.policies import READERS
from pranata.foundation.errors import NotPermitted
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor, require_role

PLANNERS = (Role.COORDINATOR, Role.CONTRIBUTOR)
DECIDERS = (Role.COORDINATOR, Role.LEADER)
KEEPERS = (Role.COORDINATOR,)


class OwnProposal(NotPermitted):
    """Whoever proposed a plan does not decide on it."""

    def __init__(self) -> None:
        super().__init__(
            _("Rencana ini Anda ajukan sendiri, jadi harus diputuskan orang lain."),
            why=_("Yang mengajukan dan yang menetapkan dua orang, supaya ada yang memeriksa."),
            remedy=_("Mintalah pimpinan atau koordinator SPBE yang lain memutuskannya."),
        )


def may_plan(actor: Actor) -> bool:
    """Whether the actor asks for plans and proposes them."""
    return actor.has_role(*PLANNERS)


def may_decide(actor: Actor) -> bool:
    """Whether the actor accepts what somebody else proposed."""
    return actor.has_role(*DECIDERS)


def may_keep(actor: Actor) -> bool:
    """Whether the actor keeps the estimates and capacities of the whole instansi."""
    return actor.has_role(*KEEPERS)


def require_may_read(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor reads the plans of this instansi."""
    require_role(actor, *READERS, instansi_id=instansi_id)


def require_may_plan(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor asks for plans of this instansi."""
    require_role(actor, *PLANNERS, instansi_id=instansi_id)


def require_may_decide(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor decides on plans of this instansi."""
    require_role(actor, *DECIDERS, instansi_id=instansi_id)


def require_may_keep(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor keeps this instansi's estimates and capacities."""
    require_role(actor, *KEEPERS, instansi_id=instansi_id)
