"""How many person-days a unit has for the plan in a quarter, and every change of the list.

What is not listed is not limited.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Made


class OwnerCapacity(models.Model):
    """One unit, one quarter such as 2027-Q1. Never zero: whoever has no time is given no step."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    quarter = models.CharField(_("triwulan"), max_length=7)
    person_days = models.DecimalField(_("hari kerja orang"), max_digits=9, decimal_places=3)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "quarter"], name="owner_capacity_once_a_quarter"),
            models.CheckConstraint(
                condition=Q(person_days__gt=0, quarter__regex=r"^[0-9]{4}-Q[1-4]$"),
                name="owner_capacity_of_a_quarter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.quarter}"


class CapacityChange(Made):
    """One change of the whole list: rows of unit, name, quarter and person-days before and after it.

    Rows are only added.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    batch = models.UUIDField(unique=True)
    undoes = models.UUIDField(null=True, blank=True)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    reason = models.CharField(_("alasan"), max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.instansi_id} {self.batch}"
