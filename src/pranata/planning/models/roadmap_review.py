"""Reviews of an edition that is in force, with what was found and decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Made


class ReviewKind(models.TextChoices):
    """When Perpres 95/2018 art. 19 has it reviewed."""

    MIDTERM = "midterm", _("Paruh waktu")
    FINAL = "final", _("Tahun terakhir")
    TRIGGERED = "triggered", _("Sewaktu-waktu")


class RoadmapReview(Made):
    """The minutes of one review. Rows are only added; a mistake is set right by another one."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    roadmap = models.ForeignKey("planning.Roadmap", on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(_("jenis reviu"), max_length=9, choices=ReviewKind)
    trigger = models.CharField(_("pemicu"), max_length=20, blank=True)
    held_on = models.DateField(_("tanggal"))
    attendees = models.CharField(_("peserta"), max_length=500)
    findings = models.TextField(_("temuan"))
    decision = models.TextField(_("keputusan"))
    event_id = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="triggered") & ~Q(trigger="") | ~Q(kind="triggered") & Q(trigger=""),
                name="roadmap_review_names_its_trigger",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"
