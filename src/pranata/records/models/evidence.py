"""An item of evidence: what it shows, from when until when, and the documents and links it consists of."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Named


class Evidence(Named):
    """One item, usable for many purposes. `expires_on` is the first day on which it holds no more."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("nama bukti"), max_length=300)
    note = models.TextField(_("keterangan"), max_length=2000, blank=True)
    effective_on = models.DateField(_("berlaku mulai"))
    expires_on = models.DateField(_("berlaku sampai"), null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("alasan penarikan"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("effective_on")),
                name="evidence_expires_after_start",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="evidence_withdrawn_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "-added_at", "-id"], name="evidence_latest")]

    def __str__(self) -> str:
        return self.title


class EvidencePart(models.Model):
    """One part of an item: a version of a document, with the pages that matter, or a link."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    evidence = models.ForeignKey("records.Evidence", on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(
        "records.Version", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    pages = models.CharField(_("halaman"), max_length=120, blank=True)
    link = models.URLField(_("tautan"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "position"], name="part_unique_position"),
            models.CheckConstraint(
                condition=(Q(version__isnull=False) & Q(link="")) | (Q(version__isnull=True) & ~Q(link="")),
                name="part_is_version_or_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id}.{self.position}"
