"""Who coaches whom, who speaks for the coached instansi, and what each of them may open.

Whom a body may coach is whom it may call: a central body everyone, a province its own kabupaten and kota.
An ended coaching does not exist for the coach any more; the coached instansi keeps reading it.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pranata.assessment.policies import callable_by, lineage, may_read
from pranata.coaching.models import Coaching, FollowUp
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.models import Instansi, Role
from pranata.organisation.policies import Actor, require_role

COACHES = (Role.COACH, Role.COORDINATOR)
SPEAKERS = (Role.COORDINATOR, Role.LEADER)


class CoachingUnknown(ProductError):
    """There is no such coaching for this actor: none, one of others, one that ended."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            _("Pembinaan ini tidak ada pada jabatan Anda."),
            why=_("Pembinaan terbuka bagi kedua pihaknya, dan bagi pembina hanya selama berjalan."),
            remedy=_("Buka daftar pembinaan Anda."),
        )


class CoachingOver(ProductError):
    """The coaching ended; what was agreed can be read, not changed."""

    def __init__(self) -> None:
        super().__init__(
            _("Pembinaan ini sudah berakhir."),
            why=_("Yang disepakati tetap dapat dibaca, tetapi tidak lagi diubah."),
        )


class OtherSideOnly(NotPermitted):
    """The step is the other side's to take, or that of another post."""

    def __init__(self) -> None:
        super().__init__(
            _("Langkah ini bukan wewenang jabatan Anda."),
            why=_("Instansi melaporkan, pembina mengonfirmasi; keduanya tercatat sendiri-sendiri."),
            remedy=_("Mintalah koordinator SPBE, atau pembina Anda."),
        )


@dataclass(frozen=True)
class Side:
    """A coaching as one of its two sides, proven for this actor now."""

    coaching: Coaching
    is_coach: bool
    speaks: bool

    def require_running(self) -> None:
        """Raise CoachingOver once the coaching has ended."""
        if self.coaching.ended_at is not None:
            raise CoachingOver

    def require_coach(self) -> None:
        """Raise OtherSideOnly for the coached side, CoachingOver once it has ended."""
        if not self.is_coach:
            raise OtherSideOnly
        self.require_running()

    def require_speaks(self) -> None:
        """Raise OtherSideOnly unless the actor speaks for its side, CoachingOver once it has ended."""
        if not self.speaks:
            raise OtherSideOnly
        self.require_running()


def may_coach(actor: Actor) -> bool:
    """Whether the actor's role lets it coach, were there anybody to coach."""
    return actor.has_role(*COACHES)


def require_may_coach(actor: Actor) -> None:
    """Raise NotPermitted unless the actor's role lets it coach."""
    require_role(actor, *COACHES, instansi_id=actor.instansi_id)


def coachable_by(body: Instansi) -> QuerySet[Instansi]:
    """Return whom a body may coach: whom it may call, without itself."""
    return callable_by(body).exclude(pk=body.pk)


def side_of(actor: Actor, coaching_id: int, *, lock: bool = False) -> Side:
    """Return the side of a coaching the actor stands on now. One query. Raises CoachingUnknown."""
    rows = Coaching.objects.select_related("instansi", "organiser")
    if lock:
        rows = rows.select_for_update(of=("self",))
    coaching = rows.filter(Q(instansi=actor.instansi_id) | Q(organiser=actor.instansi_id)).filter(
        pk=coaching_id
    )
    found = coaching.first()
    if found is None:
        raise CoachingUnknown
    if found.organiser_id == actor.instansi_id:
        if not may_coach(actor) or found.ended_at is not None:
            raise CoachingUnknown
        return Side(found, is_coach=True, speaks=True)
    if not may_read(actor) and not _holds_any(actor, found):
        raise CoachingUnknown
    return Side(found, is_coach=False, speaks=actor.has_role(*SPEAKERS))


def _holds_any(actor: Actor, coaching: Coaching) -> bool:
    posts = lineage(actor.position_id)
    return FollowUp.objects.filter(coaching=coaching, position_id__in=posts).exists()


def holds(actor: Actor, follow_up: FollowUp) -> bool:
    """Whether the follow-up was given to the actor's post. One query at most."""
    if follow_up.position_id is None or follow_up.instansi_id != actor.instansi_id:
        return False
    return follow_up.position_id in lineage(actor.position_id)
