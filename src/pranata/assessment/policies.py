"""Who may do what with an assessment.

The coordinator may do everything. A contributor answers the drafts of its own instansi; which indicators
are whose comes with the assignment of indicators in a later issue. The internal assessor, the leader, the
auditor and the organisation's administrator read. Another instansi sees and does nothing.
"""

from pranata.organisation.models import Role
from pranata.organisation.policies import Actor, require_role

MANAGERS = (Role.COORDINATOR,)
EDITORS = (Role.COORDINATOR, Role.CONTRIBUTOR)
READERS = tuple(Role)


def may_manage(actor: Actor) -> bool:
    """Whether the actor creates, imports, closes and publishes."""
    return actor.has_role(*MANAGERS)


def may_answer(actor: Actor) -> bool:
    """Whether the actor enters levels and notes."""
    return actor.has_role(*EDITORS)


def may_read(actor: Actor) -> bool:
    """Whether the actor sees the assessments of its instansi."""
    return actor.has_role(*READERS)


def require_may_manage(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor coordinates this instansi's assessments."""
    require_role(actor, *MANAGERS, instansi_id=instansi_id)


def require_may_answer(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor may enter levels and notes in this instansi."""
    require_role(actor, *EDITORS, instansi_id=instansi_id)


def require_may_read(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor may see this instansi's assessments."""
    require_role(actor, *READERS, instansi_id=instansi_id)
