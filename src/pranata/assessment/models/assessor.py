"""Who judges whom: tasks of assessors, and what they declare about their interests.

A task hangs on a post, so whoever holds the post holds the task, and only while holding it. Both sides see
it: `instansi` is the assessed one, `organiser` the one whose posts judge (the same for internal assessors).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import NamedAs


class AssessorPart(models.TextChoices):
    """What the post does in the assessment."""

    ASSESSOR = "assessor", _("Asesor")
    LEAD = "lead", _("Ketua tim asesor")
    REVIEWER = "reviewer", _("Peninjau")


class AssessorTask(models.Model):
    """One assessment given to a post to judge or review; no indicators named means all. Rows only end."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    organiser = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey("assessment.Assessment", on_delete=models.PROTECT, related_name="tasks")
    position = models.ForeignKey("organisation.Position", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(_("bagian"), max_length=10, choices=AssessorPart)
    indicators = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    # The task is held before this day (half-open), where a term was set.
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "organisation.Assignment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "position", "part"],
                condition=Q(ended_at__isnull=True),
                name="assessor_task_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.position_id} {self.part}"


class ConflictDeclaration(NamedAs):
    """What somebody declared before a task: no interest, or which. Rows are only added; the latest counts."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    organiser = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey("assessment.AssessorTask", on_delete=models.PROTECT, related_name="declarations")
    assignment = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    has_conflict = models.BooleanField(_("ada benturan kepentingan"))
    statement = models.TextField(_("pernyataan"), blank=True, max_length=2000)
    declared_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["task", "declared_at"], name="conflict_latest")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.has_conflict}"
