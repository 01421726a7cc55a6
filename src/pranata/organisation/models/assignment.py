"""Who holds which position, in what capacity, between which dates, under which decree."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models.ranges import dates, one_number


class Capacity(models.TextChoices):
    """In what capacity somebody holds a position; the words are those of civil-service law."""

    DEFINITIF = "definitif", _("Definitif")
    PLT = "plt", _("Pelaksana tugas (Plt.)")
    PLH = "plh", _("Pelaksana harian (Plh.)")
    PJ = "pj", _("Penjabat (Pj.)")
    PJS = "pjs", _("Penjabat sementara (Pjs.)")


class Assignment(models.Model):
    """A dated holding of a position. Half-open: `ends_on` is the first day without it."""

    instansi = models.ForeignKey(
        "organisation.Instansi", on_delete=models.PROTECT, related_name="assignments"
    )
    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="assignments"
    )
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="assignments")
    capacity = models.CharField(_("kapasitas"), max_length=10, choices=Capacity, default=Capacity.DEFINITIF)
    decree_number = models.CharField(_("nomor SK"), max_length=120, blank=True)
    decree_sha256 = models.CharField(max_length=64, blank=True)
    starts_on = models.DateField(_("TMT mulai"))
    ends_on = models.DateField(_("TMT berakhir"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="assignment_ends_after_start",
            ),
            ExclusionConstraint(
                name="one_definitif_at_a_time",
                expressions=[
                    (one_number("position"), RangeOperators.OVERLAPS),
                    (dates(), RangeOperators.OVERLAPS),
                ],
                condition=Q(capacity="definitif"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.position_id}"
