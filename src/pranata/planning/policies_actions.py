"""Who may do what with the actions of a plan.

The coordinator starts and changes them. Progress is told by the post that answers for an action, by a
contributor of its OPD and by the coordinator. Whoever heads an OPD commits to its actions and proposes other
dates; nobody else does that, the coordinator neither. Everybody who reads plans by a role reads the actions,
and so does a post that answers for one. Another instansi sees nothing.
"""

from django.utils.translation import gettext_lazy as _

from pranata.assessment.policies import READERS, lineage
from pranata.foundation.errors import NotPermitted
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor, require_role
from pranata.planning.models import Action, Commitment
from pranata.planning.policies import KEEPERS


class ActionOfOthers(NotPermitted):
    """The action belongs to another OPD."""

    def __init__(self) -> None:
        super().__init__(
            _("Aksi ini milik perangkat daerah lain."),
            why=_(
                "Kemajuan dilaporkan oleh jabatan yang bertanggung jawab, supaya jelas siapa menjawab apa."
            ),
            remedy=_("Sampaikan kepada penanggung jawabnya, atau mintalah koordinator SPBE mengubahnya."),
        )


class NotTheHead(NotPermitted):
    """Only the post that heads the OPD commits to its actions."""

    def __init__(self) -> None:
        super().__init__(
            _("Hanya kepala perangkat daerah ini yang berkomitmen atas aksinya."),
            why=_("Komitmen diucapkan oleh yang memimpin pelaksanaannya, bukan oleh orang lain untuknya."),
            remedy=_("Bila jabatan yang tercantum keliru, mintalah koordinator SPBE membetulkannya."),
        )


def may_manage(actor: Actor) -> bool:
    """Whether the actor starts action plans, changes actions and moves them."""
    return actor.has_role(*KEEPERS)


def may_report(actor: Actor, action: Action, posts: frozenset[int]) -> bool:
    """Whether the actor tells the progress of an action; `posts` is the lineage of its post."""
    if actor.instansi_id != action.instansi_id:
        return False
    return (
        may_manage(actor)
        or (action.position_id is not None and action.position_id in posts)
        or (action.unit_id is not None and actor.has_role(Role.CONTRIBUTOR, unit_id=action.unit_id))
    )


def heads(actor: Actor, commitment: Commitment, posts: frozenset[int]) -> bool:
    """Whether the actor's post heads the OPD that is to commit."""
    return actor.instansi_id == commitment.instansi_id and commitment.position_id in posts


def require_may_manage(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor keeps the actions of this instansi."""
    require_role(actor, *KEEPERS, instansi_id=instansi_id)


def require_may_read(actor: Actor, instansi_id: int) -> None:
    """Raise NotPermitted unless the actor reads by a role, or its post answers for something here."""
    if actor.instansi_id == instansi_id and not actor.has_role(*READERS) and _is_given_any(actor):
        return
    require_role(actor, *READERS, instansi_id=instansi_id)


def require_may_report(actor: Actor, action: Action) -> None:
    """Raise NotPermitted unless the actor tells the progress of this action."""
    if actor.instansi_id != action.instansi_id:
        require_role(actor, *KEEPERS, instansi_id=action.instansi_id)
    if not may_report(actor, action, lineage(actor.position_id)):
        raise ActionOfOthers


def require_head(actor: Actor, commitment: Commitment) -> None:
    """Raise NotPermitted unless the actor heads the OPD of this commitment."""
    if not heads(actor, commitment, lineage(actor.position_id)):
        raise NotTheHead


def _is_given_any(actor: Actor) -> bool:
    posts = lineage(actor.position_id)
    return (
        Commitment.objects.filter(position_id__in=posts).exists()
        or Action.objects.filter(position_id__in=posts).exists()
    )
