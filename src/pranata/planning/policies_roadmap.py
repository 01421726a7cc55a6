"""Who may do what with the Peta Rencana and the ICT budget.

The coordinator and the planning agency write; the coordinator or the leader records the decree, and never
whoever proposed the edition. Only the planning agency checks the budget (Perpres 95/2018 art. 22). Everybody
who reads the instansi's plans reads both. Another instansi sees nothing.
"""

from django.utils.translation import gettext_lazy as _

from pranata.foundation.errors import NotPermitted
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor, require_role
from pranata.planning.policies import DECIDERS

WRITERS = (Role.COORDINATOR, Role.PLANNER)
CHECKERS = (Role.PLANNER,)


class OwnRoadmap(NotPermitted):
    """Whoever proposed an edition does not record its decree, nor send it back."""

    def __init__(self) -> None:
        super().__init__(
            _("Peta Rencana ini Anda ajukan sendiri, jadi harus diputuskan orang lain."),
            why=_("Yang mengajukan dan yang mencatat penetapan dua orang, supaya ada yang memeriksa."),
            remedy=_("Mintalah pimpinan atau koordinator SPBE yang lain memutuskannya."),
        )


def may_write(actor: Actor) -> bool:
    """Whether the actor writes the Peta Rencana and brings in the budget."""
    return actor.has_role(*WRITERS)


def may_set(actor: Actor) -> bool:
    """Whether the actor records the decree of what somebody else proposed."""
    return actor.has_role(*DECIDERS)


def may_check(actor: Actor) -> bool:
    """Whether the actor checks the budget for the planning agency."""
    return actor.has_role(*CHECKERS)


def require_may_write(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor writes the Peta Rencana and the budget of this instansi."""
    require_role(actor, *WRITERS, instansi_id=instansi_id)


def require_may_set(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor records decrees of this instansi."""
    require_role(actor, *DECIDERS, instansi_id=instansi_id)


def require_may_check(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor checks the budget of this instansi for the planning agency."""
    require_role(actor, *CHECKERS, instansi_id=instansi_id)
