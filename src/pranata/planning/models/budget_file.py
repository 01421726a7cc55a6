"""A file of budget lines somebody brought in: kept until it is applied, and what an undo has to take back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Named


class BudgetFileState(models.TextChoices):
    """A file waits until it is applied; an applied one may be undone."""

    WAITING = "waiting", _("Menunggu diterapkan")
    APPLIED = "applied", _("Diterapkan")
    UNDONE = "undone", _("Diurungkan")


class BudgetFile(Named):
    """One uploaded file. `changes` says what an undo has to take back."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("nama berkas"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=BudgetFileState, default=BudgetFileState.WAITING)
    is_example = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["instansi", "-uploaded_at"], name="budget_file_newest")]

    def __str__(self) -> str:
        return self.file_name
