"""Bytes that are still on their way here."""

import uuid

from django.db import models
from django.db.models import F, Q


class Upload(models.Model):
    """One file being received. `offset` is how many bytes are safely on disk; never more than that.

    Once all have come and were accepted, `sha256` and `media` are set and the bytes lie in the store. An
    upload that nobody made a document of ends at `expires_at`.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assignment = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    length = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    media = models.CharField(max_length=100, blank=True)
    scan_verdict = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offset__gte=0) & Q(offset__lte=F("length")) & Q(length__gt=0),
                name="upload_offset_within_length",
            ),
            models.CheckConstraint(
                condition=Q(sha256="") | Q(offset=F("length")), name="upload_accepted_when_whole"
            ),
        ]
        indexes = [models.Index(fields=["instansi", "expires_at"], name="upload_expiring")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.offset}/{self.length}"

    @property
    def is_accepted(self) -> bool:
        """Whether all bytes came, are of a kind that is taken, and lie in the store."""
        return bool(self.sha256)
