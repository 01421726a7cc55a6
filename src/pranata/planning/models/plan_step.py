"""A step that a plan chose, with its months. Rows are added with the answer, never altered."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.planning.models.estimate import EstimateCertainty


class PlanStep(models.Model):
    """One indicator up one level. `starts_on` is the first day of its first month, `ends_on` the first day
    after its last one; `gain` is what it adds to the index, exactly.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey("planning.Plan", on_delete=models.PROTECT, related_name="chosen")
    position = models.PositiveSmallIntegerField()
    indicator = models.CharField(_("indikator"), max_length=8)
    from_level = models.PositiveSmallIntegerField()
    to_level = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    cost = models.BigIntegerField(_("biaya"))
    effort = models.DecimalField(_("hari kerja orang"), max_digits=9, decimal_places=3)
    owner = models.CharField(_("penanggung jawab"), max_length=120)
    owner_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    gain = models.CharField(max_length=60)
    certainty = models.CharField(max_length=10, choices=EstimateCertainty)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "indicator", "to_level"], name="plan_step_once"),
            models.UniqueConstraint(fields=["plan", "position"], name="plan_step_in_order"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on"), cost__gte=0),
                name="plan_step_takes_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.from_level}→{self.to_level}"

    @property
    def due_on(self) -> dt.date:
        """The last day of the step."""
        return self.ends_on - dt.timedelta(days=1)
