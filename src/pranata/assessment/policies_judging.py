"""Who judges, reviews and moves an assessment on, and who sees what of it.

An assessor sees the assessment of a task, and only while the post holds the task and the role it was given
for: within its term, until it is ended, after declaring to have no conflict of interest. Everything is proven
anew for each request in the scope of the assessor's own instansi; only then may the scope of the assessed one
be opened. Whatever cannot be proven does not exist for whoever asks.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pranata.assessment.models import (
    EXTERNAL,
    Assessment,
    AssessorPart,
    AssessorTask,
    ConflictDeclaration,
    Participation,
    Stage,
)
from pranata.assessment.policies import answerable, within_lineage
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.organisation.models import Assignment, Role
from pranata.organisation.policies import Actor, require_role

JUDGING = (AssessorPart.ASSESSOR, AssessorPart.LEAD)
REVIEWING = (AssessorPart.REVIEWER, AssessorPart.LEAD)
SUBMITTERS = (Role.COORDINATOR, Role.LEADER)
ASSESSORS = (Role.INTERNAL_ASSESSOR, Role.EXTERNAL_ASSESSOR)


class TaskUnknown(ProductError):
    """There is no such task for this actor: none, one of others, one that ended, one beyond its term."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            _("Tugas penilaian ini tidak ada pada jabatan Anda."),
            why=_("Tugas melekat pada jabatan dan hanya terbuka selama tugasnya berlaku."),
            remedy=_("Tanyakan kepada koordinator yang membagi tugas asesor."),
        )


class InterestUndeclared(NotPermitted):
    """Nobody looks into an assessment before declaring their interests."""

    def __init__(self) -> None:
        super().__init__(
            _("Anda belum menyatakan ada tidaknya benturan kepentingan."),
            why=_("Pernyataan itu dicatat sebelum asesor melihat isian dan bukti instansi."),
            remedy=_("Buka tugasnya dan isi pernyataan lebih dahulu."),
        )


class InterestConflicts(NotPermitted):
    """A conflict was declared, so the task is closed to whoever declared it."""

    def __init__(self) -> None:
        super().__init__(
            _("Tugas ini tertutup karena Anda menyatakan benturan kepentingan."),
            why=_("Koordinator sudah diberi tahu dan dapat memberikan tugas ini kepada asesor lain."),
        )


@dataclass(frozen=True)
class Held:
    """A task that was proven to be the actor's now, and what the actor declared for it."""

    task: AssessorTask
    declared: ConflictDeclaration | None

    @cached_property
    def is_open(self) -> bool:
        """Whether the actor declared that nothing stands against it."""
        return self.declared is not None and not self.declared.has_conflict

    @property
    def is_external(self) -> bool:
        """Whether the assessed instansi is another than the one whose post judges."""
        return self.task.organiser_id != self.task.instansi_id

    @property
    def may_judge(self) -> bool:
        """Whether the task is to judge."""
        return self.task.part in JUDGING

    @property
    def may_review(self) -> bool:
        """Whether the task is to look at what others judged."""
        return self.task.part in REVIEWING

    def covers(self, indicator: str) -> bool:
        """Whether the indicator is part of the task."""
        return not self.task.indicators or indicator in self.task.indicators


def tasks_held(actor: Actor, now: dt.datetime) -> QuerySet[AssessorTask]:
    """Return the tasks in force of the actor's post, if it still holds the role for them.

    In the scope of the actor's own instansi.
    """
    today = actor.local_date(now)
    own, foreign = Q(instansi_id=actor.instansi_id), ~Q(instansi_id=actor.instansi_id)
    allowed = Q(pk__in=[])
    if actor.has_role(Role.INTERNAL_ASSESSOR):
        allowed |= own
    if actor.has_role(Role.EXTERNAL_ASSESSOR):
        allowed |= foreign
    return AssessorTask.objects.filter(
        allowed,
        Q(ends_on__isnull=True) | Q(ends_on__gt=today),
        organiser_id=actor.instansi_id,
        position_id__in=within_lineage(actor.position_id),
        ended_at__isnull=True,
    )


def held(actor: Actor, task_id: int, now: dt.datetime) -> Held:
    """Return a task that the actor holds now. Two queries. Raises TaskUnknown."""
    if not actor.has_role(*ASSESSORS):
        raise TaskUnknown
    task = tasks_held(actor, now).select_related("instansi").filter(pk=task_id).first()
    if task is None:
        raise TaskUnknown
    return Held(task, declared(task, actor))


def opened(actor: Actor, task_id: int, now: dt.datetime) -> Held:
    """Return a task whose assessment the actor may look into now.

    Raises TaskUnknown, InterestUndeclared or InterestConflicts.
    """
    found = held(actor, task_id, now)
    if found.declared is None:
        raise InterestUndeclared
    if found.declared.has_conflict:
        raise InterestConflicts
    return found


def judges_in_its_stage(found: Held, assessment: Assessment) -> bool:
    """Whether the task's side judges in the stage the assessment is in.

    Assessors of another instansi in the outer stages, its own in the internal one, and in all of them where
    it called for the assessment itself. One query at most.
    """
    if found.is_external or assessment.stage not in EXTERNAL:
        return (assessment.stage in EXTERNAL) if found.is_external else assessment.stage == Stage.INTERNAL
    return organiser_of(assessment) == assessment.instansi_id


def declared(task: AssessorTask, actor: Actor) -> ConflictDeclaration | None:
    """Return what the actor declared latest for the task; whoever takes over a post declares anew."""
    rows = ConflictDeclaration.objects.filter(task=task, assignment_id=actor.assignment_id)
    return rows.order_by("-declared_at", "-pk").first()


def organiser_of(assessment: Assessment) -> int:
    """Return the instansi whose coordinator moves the assessment through the outer stages. One query.

    Read in the scope of either side; without a call it is the assessed instansi itself.
    """
    rows = Participation.objects.filter(assessment_id=assessment.pk, left_at__isnull=True)
    return rows.values_list("organiser_id", flat=True).first() or assessment.instansi_id


def require_may_submit(actor: Actor, assessment: Assessment) -> None:
    """Raise NotPermitted unless the actor hands the instansi's own assessment on."""
    require_role(actor, *SUBMITTERS, instansi_id=assessment.instansi_id)


def require_may_advance(actor: Actor, assessment: Assessment) -> None:
    """Raise NotPermitted unless the actor coordinates for the organiser. One query."""
    require_role(actor, Role.COORDINATOR, instansi_id=organiser_of(assessment))


def require_may_give(actor: Actor, assessment: Assessment) -> None:
    """Raise NotPermitted unless the actor coordinates the assessed instansi or its organiser. One query."""
    if actor.instansi_id != assessment.instansi_id and actor.instansi_id != organiser_of(assessment):
        require_role(actor, Role.COORDINATOR, instansi_id=assessment.instansi_id)
    require_role(actor, Role.COORDINATOR, instansi_id=actor.instansi_id)


def own_assignments(actor: Actor) -> frozenset[int]:
    """Return every assignment the person ever held here: four eyes are two persons. One query."""
    rows = Assignment.objects.filter(person_id=actor.person_id)
    return frozenset(rows.values_list("pk", flat=True))


def may_speak_for_assessed(actor: Actor, assessment: Assessment, indicator: str) -> bool:
    """Whether the actor talks with the assessors about an indicator of its own instansi. Two queries at most.

    Whoever answers it; and while others judge, the internal assessors too, who stand for it then.
    """
    if actor.instansi_id != assessment.instansi_id:
        return False
    if assessment.stage in EXTERNAL and actor.has_role(Role.INTERNAL_ASSESSOR):
        return True
    return indicator in answerable(actor, assessment.pk, [indicator])
