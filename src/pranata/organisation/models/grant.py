"""Roles as dated grants on a unit, held by a position."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models.ranges import dates, one_number, one_text


class Role(models.TextChoices):
    """What a position may do on a unit and everything below it."""

    COORDINATOR = "coordinator", _("Koordinator SPBE")
    ADMINISTRATOR = "administrator", _("Pengelola organisasi")
    CONTRIBUTOR = "contributor", _("Penanggung jawab indikator (PIC)")
    INTERNAL_ASSESSOR = "internal_assessor", _("Asesor internal")
    LEADER = "leader", _("Pimpinan")
    AUDITOR = "auditor", _("Pemeriksa")
    ARCHIVIST = "archivist", _("Arsiparis")
    EXTERNAL_ASSESSOR = "external_assessor", _("Asesor eksternal")
    COACH = "coach", _("Pembina SPBE")
    PLANNER = "planner", _("Perencana (Bappeda)")


class Grant(models.Model):
    """A role on a unit for a position, between two dates (half-open)."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="grants")
    position = models.ForeignKey("organisation.Position", on_delete=models.PROTECT, related_name="grants")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("peran"), max_length=20, choices=Role)
    starts_on = models.DateField(_("berlaku mulai"))
    ends_on = models.DateField(_("berlaku sampai"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="grant_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["position", "unit", "role", "starts_on"], name="grant_unique_from"
            ),
            ExclusionConstraint(
                name="grant_one_at_a_time",
                expressions=[
                    (one_number("position"), RangeOperators.OVERLAPS),
                    (one_number("unit"), RangeOperators.OVERLAPS),
                    (one_text("role"), RangeOperators.OVERLAPS),
                    (dates(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} on {self.unit_id}"
