"""Who concludes, who makes the report, and who chooses its template."""

from django.utils.translation import gettext_lazy as _

from pranata.assessment.models import Assessment, Participation, Stage
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
