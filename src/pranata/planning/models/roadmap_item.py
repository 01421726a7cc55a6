"""What stands in an edition: initiatives, their programmes, and the activities of these, year by year."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    """The three levels, as SE MenPANRB 18/2022 chapter IV orders them."""

    INITIATIVE = "initiative", _("Inisiatif strategis")
    PROGRAM = "program", _("Program")
    ACTIVITY = "activity", _("Kegiatan")


class RoadmapItem(models.Model):
    """One line. A programme has an initiative above it, an activity a programme.

    `key` stays the same when an edition is revised, so that editions can be compared. `plan_step` is the step
    of an accepted plan it was taken from. A score is 1 to 3, or none so far, with its reason.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    roadmap = models.ForeignKey("planning.Roadmap", on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    kind = models.CharField(max_length=10, choices=ItemKind)
    key = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveIntegerField()
    content = models.CharField(_("muatan"), max_length=20)
    name = models.CharField(_("uraian"), max_length=300)
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    pic = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    output = models.CharField(_("keluaran"), max_length=300, blank=True)
    baseline = models.CharField(_("kondisi awal"), max_length=200, blank=True)
    rpjmd_code = models.CharField(_("kode sasaran RPJMD"), max_length=40, blank=True)
    rpjmd_goal = models.CharField(_("sasaran RPJMD"), max_length=300, blank=True)
    sub_activity = models.CharField(_("kode sub kegiatan"), max_length=40, blank=True)
    plan_step = models.ForeignKey(
        "planning.PlanStep", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    effectiveness = models.PositiveSmallIntegerField(null=True, blank=True)
    effectiveness_reason = models.CharField(max_length=300, blank=True)
    feasibility = models.PositiveSmallIntegerField(null=True, blank=True)
    feasibility_reason = models.CharField(max_length=300, blank=True)
    efficiency = models.PositiveSmallIntegerField(null=True, blank=True)
    efficiency_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "key"], name="roadmap_item_once_an_edition"),
            models.CheckConstraint(
                condition=Q(kind="initiative", parent__isnull=True)
                | Q(kind__in=("program", "activity"), parent__isnull=False),
                name="roadmap_item_below_another",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True})
                    | (Q(**{f"{name}__range": (1, 3)}) & ~Q(**{f"{name}_reason": ""})),
                    name=f"roadmap_{name}_has_a_reason",
                )
                for name in ("effectiveness", "feasibility", "efficiency")
            ),
        ]
        indexes = [models.Index(fields=["roadmap", "position"], name="roadmap_item_in_order")]

    def __str__(self) -> str:
        return self.name


class RoadmapYear(models.Model):
    """What an item is to reach in one year, and the rupiah it is given."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey("planning.RoadmapItem", on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    target = models.CharField(_("target"), max_length=120, blank=True)
    budget = models.BigIntegerField(_("anggaran"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "year"], name="roadmap_year_once"),
            models.CheckConstraint(condition=Q(budget__gte=0), name="roadmap_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.year}"
