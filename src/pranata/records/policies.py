"""Who may do what with documents and evidence.

The coordinator, the contributor and the archivist add and correct within the units they reach. What is
"Biasa" is read by every role of the instansi; "Terbatas" by the roles that reach the owning unit, with
auditors and assessors; "Rahasia" and above by the roles that answer for the owning unit, and the archivist.
Whoever may not read a document is told that it does not exist. Another instansi sees and does nothing.
"""

from django.db.models import Q

from pranata.organisation.models import Role
from pranata.organisation.policies import Actor, require_role

KEEPERS = (Role.COORDINATOR, Role.CONTRIBUTOR, Role.ARCHIVIST)
OPEN = "B"
READERS = {
    "B": tuple(Role),
    "T": (*KEEPERS, Role.LEADER, Role.AUDITOR, Role.INTERNAL_ASSESSOR),
    "R": (*KEEPERS, Role.LEADER),
    "SR": (*KEEPERS, Role.LEADER),
}


def may_add(actor: Actor) -> bool:
    """Whether the actor adds documents anywhere."""
    return actor.has_role(*KEEPERS)


def may_change(actor: Actor, unit_id: int) -> bool:
    """Whether the actor adds to and corrects what belongs to a unit."""
    return actor.has_role(*KEEPERS, unit_id=unit_id)


def require_may_change(actor: Actor, *, instansi_id: int, unit_id: int) -> None:
    """Raise NotPermitted unless the actor keeps the documents of this unit."""
    require_role(actor, *KEEPERS, instansi_id=instansi_id, unit_id=unit_id)


def may_see_integrity(actor: Actor) -> bool:
    """Whether the actor answers for the archive as a whole."""
    return actor.has_role(Role.ARCHIVIST, Role.COORDINATOR, Role.AUDITOR)


def units_kept(actor: Actor) -> frozenset[int]:
    """Return the units whose documents the actor may add to."""
    return _reach(actor, KEEPERS)


def may_read(actor: Actor, *, unit_id: int, security: str) -> bool:
    """Whether the actor may see a document of a unit and class."""
    roles = READERS.get(security, ())
    return actor.has_role(*roles) if security == OPEN else actor.has_role(*roles, unit_id=unit_id)


def require_may_read(actor: Actor, *, instansi_id: int, unit_id: int, security: str) -> None:
    """Raise NotPermitted unless the actor may see a document of this unit and class, in this instansi."""
    roles = READERS.get(security, ())
    require_role(actor, *roles, instansi_id=instansi_id, unit_id=None if security == OPEN else unit_id)


def readable(actor: Actor, prefix: str = "") -> Q:
    """Return the condition on documents that the actor may see: the same rule as `may_read`."""
    allowed = Q(**{f"{prefix}security": OPEN}) if actor.has_role(*READERS[OPEN]) else Q(pk__in=[])
    for security, roles in READERS.items():
        reached = _reach(actor, roles)
        if security != OPEN and reached:
            allowed |= Q(**{f"{prefix}security": security, f"{prefix}unit_id__in": reached})
    return allowed


def _reach(actor: Actor, roles: tuple[Role, ...]) -> frozenset[int]:
    return frozenset().union(*(actor.roles.get(role, frozenset()) for role in roles))
