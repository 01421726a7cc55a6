"""Who decides what an instansi shares of its own levels: its coordinator, and whoever leads it."""

from pranata.organisation.models import Role
from pranata.organisation.policies import Actor, require_role

SHARERS = (Role.COORDINATOR, Role.LEADER)


def require_may_share(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor decides what this instansi shares."""
    require_role(actor, *SHARERS, instansi_id=instansi_id)
