"""Who concludes, who makes the report, and who chooses its template."""

from django.utils.translation import gettext_lazy as _

from pranata.assessment.models import (
    EXTERNAL,
    Assessment,
    AssessorPart,
    MinutesPart,
    Participation,
    Stage,
)
from pranata.assessment.policies_judging import Held
from pranata.foundation.errors import NotPermitted
from pranata.organisation.models import Role
from pranata.organisation.policies import Actor, require_role


class ConclusionOfOthers(NotPermitted):
    """Others write the conclusions of this stage."""

    def __init__(self) -> None:
        super().__init__(
            _("Kesimpulan tahap ini ditulis oleh asesor yang menilai pada tahap ini."),
            why=_("Kesimpulan adalah bagian dari laporan mereka."),
            remedy=_("Sampaikan usul Anda kepada asesornya."),
        )


CONCLUDERS = (Role.COORDINATOR, Role.INTERNAL_ASSESSOR)


def may_conclude(actor: Actor, assessment: Assessment, *, has_task: bool) -> bool:
    """Whether the actor writes conclusions in the present stage. One query at most.

    Whoever judges in the stage by a task does; without one, an internal assessor of the assessed instansi in
    its own stages, and its coordinator where nobody called for the assessment.
    """
    if has_task:
        return True
    if actor.instansi_id != assessment.instansi_id:
        return False
    if actor.has_role(Role.INTERNAL_ASSESSOR) and assessment.stage in (Stage.SELF, Stage.INTERNAL):
        return True
    return actor.has_role(Role.COORDINATOR) and not _was_called(assessment)


def require_may_conclude(actor: Actor, assessment: Assessment, *, has_task: bool) -> None:
    """Raise NotPermitted unless the actor may write conclusions in the present stage."""
    if may_conclude(actor, assessment, has_task=has_task):
        return
    require_role(actor, *CONCLUDERS, instansi_id=assessment.instansi_id)
    raise ConclusionOfOthers


def _was_called(assessment: Assessment) -> bool:
    return Participation.objects.filter(assessment_id=assessment.pk, left_at__isnull=True).exists()


def may_sign(actor: Actor, assessment: Assessment, stage: str, part: str, by: Held | None) -> bool:
    """Whether the actor signs the minutes of a stage for one part. No query.

    For the assessors the lead of a task of this assessment (of another instansi: for the outer stages), or in
    the instansi's own stages an internal assessor; for the coordinator the coordinator of the assessed
    instansi or its leader.
    """
    own = actor.instansi_id == assessment.instansi_id
    if part == MinutesPart.COORDINATOR:
        return own and actor.has_role(Role.COORDINATOR, Role.LEADER)
    leads = by is not None and by.is_open and by.task.part == AssessorPart.LEAD
    if leads and by is not None and by.task.assessment_id == assessment.pk:
        return stage in EXTERNAL or not by.is_external
    return own and stage not in EXTERNAL and actor.has_role(Role.INTERNAL_ASSESSOR)
