"""A file somebody brought in: kept from the moment it arrives, so that nothing is lost at an error."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportKind(models.TextChoices):
    """What the rows of a file are."""

    UNITS = "unit", _("Unit")
    POSITIONS = "jabatan", _("Jabatan")
    PEOPLE = "orang", _("Orang dan penugasan")


class ImportState(models.TextChoices):
    """A file waits until it is applied or set aside; an applied one may be undone."""

    WAITING = "waiting", _("Menunggu diterapkan")
    APPLIED = "applied", _("Diterapkan")
    UNDONE = "undone", _("Diurungkan")
    DISCARDED = "discarded", _("Disisihkan")


class PendingImport(models.Model):
    """One uploaded file with what was done with it. `changes` says what an undo has to take back."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("isi berkas"), max_length=10, choices=ImportKind)
    file_name = models.CharField(_("nama berkas"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    effective_on = models.DateField(_("berlaku mulai"))
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.WAITING)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["instansi", "-uploaded_at"], name="pendingimport_newest")]

    def __str__(self) -> str:
        return self.file_name
