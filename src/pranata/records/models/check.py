"""When stored bytes were last found to be what their name says."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckResult(models.TextChoices):
    """What re-hashing found in the places of the store."""

    WHOLE = "whole", _("Utuh")
    HEALED = "healed", _("Rusak di satu tempat, sudah dipulihkan")
    LOST = "lost", _("Rusak di semua tempat")


class BlobCheck(models.Model):
    """The latest check of one digest. `fault_at` is when it was last found damaged, whole since or not."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    result = models.CharField(max_length=6, choices=CheckResult)
    checked_at = models.DateTimeField()
    fault_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "sha256"], name="check_unique_digest"),
        ]
        indexes = [models.Index(fields=["instansi", "checked_at"], name="check_oldest")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.result}"
