"""What an instansi itself estimates of a step, in place of the catalogue, and every change of it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Made

# What of an estimate is kept with a change of it.
KEPT = (
    "cost",
    "effort",
    "months",
    "owner",
    "owner_unit_id",
    "requires",
    "opens",
    "started",
    "is_available",
    "certainty",
    "source",
    "functions",
    "risk",
)
# What a change of before did not know yet.
ADDED = {"functions": "", "risk": ""}


class EstimateCertainty(models.TextChoices):
    """How sure a value is. The catalogue knows assumptions only."""

    OFFICIAL = "official", _("Resmi")
    DERIVED = "derived", _("Turunan")
    ASSUMPTION = "assumption", _("Anggapan")


class StepEstimate(models.Model):
    """One step of one instrument. Where there is no row, the catalogue holds.

    `requires` is what must be held before it starts, such as "11:3;17:2". A step that is not available is
    never planned. `source` says where the values come from. `learned_from` is the plan whose finished work
    they were taken from, if any.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(_("instrumen"), max_length=40)
    indicator = models.CharField(_("indikator"), max_length=8)
    level = models.PositiveSmallIntegerField(_("tingkat yang dicapai"))
    cost = models.BigIntegerField(_("biaya"))
    effort = models.DecimalField(_("hari kerja orang"), max_digits=9, decimal_places=3)
    months = models.PositiveSmallIntegerField(_("bulan"))
    owner = models.CharField(_("penanggung jawab"), max_length=120)
    owner_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    requires = models.CharField(_("prasyarat"), max_length=400, blank=True)
    # Months of the year in which it may begin, such as "1;9"; the month in which work that runs began.
    opens = models.CharField(_("bulan dibuka"), max_length=40, blank=True)
    started = models.CharField(_("berjalan sejak"), max_length=7, blank=True)
    is_available = models.BooleanField(_("dapat dikerjakan"), default=True)
    certainty = models.CharField(
        max_length=10, choices=EstimateCertainty, default=EstimateCertainty.ASSUMPTION
    )
    source = models.CharField(_("sumber"), max_length=300, blank=True)
    # Person-days by functional post, such as "Pranata komputer: 12; Auditor: 8", together the effort.
    functions = models.CharField(_("hari kerja menurut jabatan"), max_length=400, blank=True)
    risk = models.CharField(_("risiko"), max_length=300, blank=True)
    learned_from = models.ForeignKey(
        "planning.Plan", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "instrument", "indicator", "level"], name="estimate_once_a_step"
            ),
            models.CheckConstraint(
                condition=Q(cost__gte=0, effort__gte=0, months__gte=1), name="estimate_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(certainty="assumption") | ~Q(source=""), name="estimate_sure_names_its_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}:{self.level}"

    def to_document(self) -> dict[str, Any]:
        """Return its values as a change keeps them."""
        kept = {name: getattr(self, name) for name in KEPT}
        return {**kept, "effort": f"{self.effort.normalize():f}"}


class EstimateChange(Made):
    """One change of an estimate as it was made; null before is the catalogue, null after is back to it.

    Changes made by one act share `batch`, so that the act can be undone as one. Rows are only added.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    indicator = models.CharField(max_length=8)
    level = models.PositiveSmallIntegerField()
    batch = models.UUIDField(db_index=True)
    undoes = models.UUIDField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    reason = models.CharField(_("alasan"), max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.indicator}:{self.level} {self.batch}"

    @property
    def values_before(self) -> dict[str, Any] | None:
        """The values before, with what such a change did not know yet."""
        return None if self.before is None else {**ADDED, **self.before}

    @property
    def values_after(self) -> dict[str, Any] | None:
        """The values after, with what such a change did not know yet."""
        return None if self.after is None else {**ADDED, **self.after}
