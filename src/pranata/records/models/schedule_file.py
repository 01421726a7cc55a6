"""A file with a retention schedule, kept from the moment it arrives until it is adopted or set aside."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.records.models.retention import Certainty


class ScheduleFileState(models.TextChoices):
    """A file waits until its schedule is adopted or it is set aside."""

    WAITING = "waiting", _("Menunggu ditetapkan")
    ADOPTED = "adopted", _("Ditetapkan")
    DISCARDED = "discarded", _("Disisihkan")


class ScheduleFile(models.Model):
    """One uploaded file and what was said about the schedule in it."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("nama jadwal"), max_length=300)
    legal_basis = models.CharField(_("dasar hukum"), max_length=300, blank=True)
    certainty = models.CharField(_("kepastian"), max_length=10, choices=Certainty)
    valid_from = models.DateField(_("berlaku mulai"))
    file_name = models.CharField(_("nama berkas"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ScheduleFileState, default=ScheduleFileState.WAITING)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True, blank=True)
    schedule = models.OneToOneField(
        "records.RetentionSchedule", on_delete=models.PROTECT, null=True, blank=True, related_name="file"
    )

    class Meta:
        indexes = [models.Index(fields=["instansi", "-uploaded_at"], name="schedulefile_newest")]

    def __str__(self) -> str:
        return self.file_name
