"""A handover, the dossiers that were signed in it, and the signatures on them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Named


class Handover(models.Model):
    """The handing over of one assignment. The row is made when somebody first does something about it.

    That an assignment ends is what opens a handover; nobody has to remember to. `note` is the leaver's own
    (memori jabatan), a draft until it is signed with the dossier.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    assignment = models.OneToOneField(
        "organisation.Assignment", on_delete=models.PROTECT, related_name="handover"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decree = models.ForeignKey(
        "records.Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("memori jabatan"), max_length=20_000, blank=True)
    note_version = models.PositiveIntegerField(default=0)
    note_saved_at = models.DateTimeField(null=True, blank=True)
    waived_reason = models.CharField(_("alasan"), max_length=500, blank=True)
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.CharField(max_length=420, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(waived_at__isnull=True) | ~models.Q(waived_reason=""),
                name="handover_waived_with_reason",
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Dossier(models.Model):
    """A dossier as the first signature fixed it. `content` is canonical JSON, hashed as it is."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    handover = models.ForeignKey("handover.Handover", on_delete=models.PROTECT, related_name="dossiers")
    sha256 = models.CharField(max_length=64)
    content = models.TextField()
    fixed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "sha256"], name="dossier_once_in_handover"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="dossier_sha256_is_hex"
            ),
        ]
        indexes = [models.Index(fields=["instansi", "sha256"], name="dossier_by_digest")]

    def __str__(self) -> str:
        return self.sha256


class Part(models.TextChoices):
    """For what somebody signs."""

    LEAVER = "leaver", _("Pejabat lama")
    RECEIVER = "receiver", _("Penerima")
    SUPERIOR = "superior", _("Atasan, mengetahui")


class StandsAs(models.TextChoices):
    """As what a receiver receives: the successor, or whoever stands in while there is none."""

    LEAVER = "leaver", _("pejabat lama")
    SUCCESSOR = "successor", _("pejabat baru")
    SUPERIOR = "superior", _("atasan jabatan")
    ADMINISTRATOR = "administrator", _("pengelola organisasi")


class Signature(Named):
    """One signature on one dossier, frozen as it was given. Rows are added, never altered."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey("handover.Dossier", on_delete=models.PROTECT, related_name="signatures")
    part = models.CharField(max_length=10, choices=Part)
    stands_as = models.CharField(max_length=14, choices=StandsAs)
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12)
    signed_at = models.DateTimeField()
    event_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "part"], name="signature_once_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.dossier_id}"
