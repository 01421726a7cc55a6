"""The minutes (berita acara) of a stage that was closed, and the signatures on them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Named


class Minutes(models.Model):
    """What is signed of one closed stage. `content` is canonical JSON, hashed as it is; it never changes.

    A stage that was returned and closed again has a result of its own, and minutes of its own.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    result = models.OneToOneField("assessment.StageResult", on_delete=models.PROTECT, related_name="minutes")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    fixed_at = models.DateTimeField()
    # The document of the archive, once both have signed and it was kept.
    version = models.ForeignKey(
        "records.Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="minutes_sha256_is_hex"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class MinutesPart(models.TextChoices):
    """For whom somebody signs."""

    ASSESSOR = "assessor", _("Ketua tim asesor")
    COORDINATOR = "coordinator", _("Koordinator SPBE")


class MinutesSignature(Named):
    """One signature, frozen as it was given. Rows are added, never altered.

    Whoever signs may hold a post in another instansi, so the person is named and not referred to.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    minutes = models.ForeignKey("assessment.Minutes", on_delete=models.PROTECT, related_name="signatures")
    part = models.CharField(max_length=11, choices=MinutesPart)
    person = models.UUIDField()
    capacity = models.CharField(max_length=12)
    signed_at = models.DateTimeField()
    event_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "part"], name="minutes_signed_once_a_part"),
            models.UniqueConstraint(fields=["minutes", "person"], name="minutes_signed_by_two_persons"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.minutes_id}"
