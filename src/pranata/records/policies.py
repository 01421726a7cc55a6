"""Who may do what with documents and evidence.

The coordinator, the contributor and the archivist add and correct within the units they reach. What is
"Biasa" is read by every role of the instansi; "Terbatas" by the roles that reach the owning unit, with
auditors and assessors; "Rahasia" and above by the roles that answer for the owning unit, and the archivist.
Whoever may not read a document is told that it does not exist. Another instansi sees and does nothing.

The archivist of the whole instansi keeps its retention schedule and decides requests for erasure. Holds are
placed and released by auditors, leaders and archivists; which office may release is the operation's to say.
"""

from django.db.models import Q

from pranata.organisation.models import Role, Unit, UnitKind
from pranata.organisation.policies import Actor, require_role

KEEPERS = (Role.COORDINATOR, Role.CONTRIBUTOR, Role.ARCHIVIST)
HOLDERS = (Role.AUDITOR, Role.LEADER, Role.ARCHIVIST)
# Who approves disposal sends the letter that says so; an administrator sends the decree of a handover.
SENDERS = (*KEEPERS, Role.LEADER, Role.ADMINISTRATOR)
# Disposal is decided by several: who proposes does not appraise, who appraised does not approve.
PROPOSERS = (Role.ARCHIVIST,)
APPRAISERS = (Role.ARCHIVIST, Role.COORDINATOR, Role.AUDITOR)
APPROVERS = (Role.LEADER,)
EXECUTORS = (Role.ARCHIVIST, Role.AUDITOR, Role.LEADER)
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


def may_see_retention(actor: Actor) -> bool:
    """Whether the actor sees the schedule, what falls due, the holds with their reasons."""
    return actor.has_role(Role.ARCHIVIST, Role.COORDINATOR, Role.AUDITOR, Role.LEADER)


def may_see_erasures(actor: Actor) -> bool:
    """Whether the actor sees who asked for erasure: that is personal data itself."""
    return actor.has_role(Role.ARCHIVIST, Role.AUDITOR)


def keeps_all(actor: Actor) -> bool:
    """Whether the actor is the archivist of the whole instansi. One query."""
    return actor.has_role(Role.ARCHIVIST, unit_id=_top(actor.instansi_id))


def require_keeps_all(actor: Actor, *, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor is the archivist of this whole instansi."""
    require_role(actor, Role.ARCHIVIST, instansi_id=instansi_id, unit_id=_top(instansi_id))


def may_hold(actor: Actor, unit_id: int | None = None) -> bool:
    """Whether the actor places and releases holds on what a unit owns, or anywhere."""
    return actor.has_role(*HOLDERS, unit_id=unit_id)


def require_may_hold(actor: Actor, *, instansi_id: int, unit_id: int | None) -> None:
    """Raise NotPermitted unless the actor holds what a unit owns; without a unit, what all own. One query."""
    reach = _top(instansi_id) if unit_id is None else unit_id
    require_role(actor, *HOLDERS, instansi_id=instansi_id, unit_id=reach)


def may_see_disposal(actor: Actor) -> bool:
    """Whether the actor has a part in disposal."""
    return actor.has_role(*PROPOSERS, *APPRAISERS, *APPROVERS, *EXECUTORS)


def units_held(actor: Actor) -> frozenset[int]:
    """Return the units whose records the actor may hold as a whole."""
    return _reach(actor, HOLDERS)


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


def _top(instansi_id: int) -> int:
    """Return the unit that is the whole instansi; an id nobody reaches where there is none."""
    tops = Unit.objects.filter(kind=UnitKind.ROOT, instansi_id=instansi_id).order_by("-starts_on")
    return tops.values_list("pk", flat=True).first() or -1


def _reach(actor: Actor, roles: tuple[Role, ...]) -> frozenset[int]:
    return frozenset().union(*(actor.roles.get(role, frozenset()) for role in roles))
