"""Requests under UU 27/2022 to erase personal data, and what was decided about each document."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ErasureOutcome(models.TextChoices):
    """What was decided about one document."""

    GRANTED = "dikabulkan", _("Dikabulkan")
    REFUSED = "ditolak", _("Ditolak")


class ErasureRequest(models.Model):
    """Somebody asks that what is kept about them be erased. Decided as a whole, document by document."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    requester = models.CharField(_("nama pemohon"), max_length=200)
    contact = models.CharField(_("cara menghubungi pemohon"), max_length=200, blank=True)
    reference = models.CharField(_("nomor surat permintaan"), max_length=120, blank=True)
    received_on = models.DateField(_("tanggal diterima"))
    wish = models.CharField(_("yang diminta dihapus"), max_length=1000)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    recorded_title = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "organisation.Assignment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_title = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="erasure_decided_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["instansi", "decided_at", "-received_on"], name="erasure_open")]

    def __str__(self) -> str:
        return str(self.public_id)


class ErasureItem(models.Model):
    """One document the request is about. A granted one waits for lawful destruction."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey("records.ErasureRequest", on_delete=models.PROTECT, related_name="items")
    document = models.ForeignKey("records.Document", on_delete=models.PROTECT, related_name="erasure_items")
    outcome = models.CharField(_("putusan"), max_length=10, choices=ErasureOutcome, blank=True)
    ground = models.CharField(_("dasar putusan"), max_length=24, blank=True)
    reason = models.CharField(_("alasan"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "document"], name="erasureitem_unique_document"),
            models.CheckConstraint(
                condition=Q(outcome="", ground="") | (~Q(outcome="") & ~Q(ground="")),
                name="erasureitem_decided_with_ground",
            ),
        ]
        indexes = [models.Index(fields=["document", "outcome"], name="erasureitem_of_document")]

    def __str__(self) -> str:
        return f"{self.request_id}.{self.document_id}"


class ErasureTerm(models.Model):
    """In how many days the instansi means to answer: its own choice, not a period of law. The latest counts.

    Rows are added, never altered.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(_("hari"))
    basis = models.CharField(_("dasar"), max_length=200)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    set_title = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=365), name="erasureterm_up_to_a_year")
        ]

    def __str__(self) -> str:
        return str(self.days)

    def due_on(self, request: ErasureRequest) -> dt.date:
        """Return the last day on which the request is answered in time."""
        return request.received_on + dt.timedelta(days=self.days)
