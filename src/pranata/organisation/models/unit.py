"""A dated node of an instansi's organisation tree."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pranata.organisation.models.ranges import dates, one_number, one_text


class UnitKind(models.TextChoices):
    """Kinds of unit, from the regional secretariat down to the village."""

    ROOT = "instansi", _("Instansi")
    OPD = "opd", _("Perangkat daerah")
    BAGIAN = "bagian", pgettext_lazy("unit kind", "Bagian")
    BIDANG = "bidang", _("Bidang")
    UPTD = "uptd", _("UPTD")
    KECAMATAN = "kecamatan", _("Kecamatan")
    KELURAHAN = "kelurahan", _("Kelurahan")
    DESA = "desa", _("Desa")


class Unit(models.Model):
    """A unit between two dates. A reorganisation ends rows and adds rows; it never renames the past.

    `continues` is the row whose work this one carries on after a reorganisation. Half-open: `ends_on` is
    the first day without it. Migration 0004 holds what these constraints cannot: parent and unit are of
    one instansi, nobody is above themselves, and a unit lives within its parent's dates.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued_by"
    )
    kind = models.CharField(_("jenis"), max_length=12, choices=UnitKind)
    code = models.CharField(_("kode"), max_length=40)
    name = models.CharField(_("nama"), max_length=200)
    legal_basis = models.CharField(_("dasar hukum"), max_length=200, blank=True)
    starts_on = models.DateField(_("berlaku mulai"))
    ends_on = models.DateField(_("berlaku sampai"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="unit_ends_after_start",
            ),
            models.UniqueConstraint(fields=["instansi", "code", "starts_on"], name="unit_code_unique_from"),
            models.CheckConstraint(
                condition=~Q(kind="instansi") | Q(parent__isnull=True), name="unit_root_has_no_parent"
            ),
            ExclusionConstraint(
                name="unit_code_one_at_a_time",
                expressions=[
                    (one_number("instansi"), RangeOperators.OVERLAPS),
                    (one_text("code"), RangeOperators.OVERLAPS),
                    (dates(), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="unit_one_root_at_a_time",
                expressions=[
                    (one_number("instansi"), RangeOperators.OVERLAPS),
                    (dates(), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind="instansi"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
