"""A workbook that was filled outside and brought in: kept from the moment it arrives, so nothing is lost."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Named


class FilledState(models.TextChoices):
    """A file waits until it is applied or another one takes its place; an applied one may be undone."""

    WAITING = "waiting", _("Menunggu diterapkan")
    APPLIED = "applied", _("Diterapkan")
    UNDONE = "undone", _("Diurungkan")
    REPLACED = "replaced", _("Diganti unggahan lain")


class FilledFile(Named):
    """One workbook for one assessment, and what became of it. `batch` names the changes it made.

    The bytes are kept while it waits; afterwards its changes are history and its digest says which it was.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(
        "assessment.Assessment", on_delete=models.PROTECT, related_name="filled_files"
    )
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=FilledState, default=FilledState.WAITING)
    batch = models.UUIDField(null=True, blank=True, unique=True)
    changed = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["assessment", "-uploaded_at"], name="filled_file_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["applied", "undone"], batch__isnull=False)
                | models.Q(state__in=["waiting", "replaced"], batch__isnull=True),
                name="filled_file_applied_has_batch",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
