"""A post (jabatan) in a unit. Work, rights and inboxes belong to it, not to whoever holds it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models.ranges import dates, one_number, one_text


class Position(models.Model):
    """A post between two dates, with the post it reports to.

    `continues` is the row whose work this one carries on after a reorganisation. The superior may end
    before the post does; that is shown as something to put right, not forbidden.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="positions")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="positions")
    superior = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="subordinates"
    )
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued_by"
    )
    code = models.CharField(_("kode"), max_length=40)
    title = models.CharField(_("nama jabatan"), max_length=200)
    starts_on = models.DateField(_("berlaku mulai"))
    ends_on = models.DateField(_("berlaku sampai"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="position_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(superior__isnull=True) | ~Q(superior=F("id")), name="position_not_own_superior"
            ),
            models.UniqueConstraint(
                fields=["instansi", "code", "starts_on"], name="position_code_unique_from"
            ),
            ExclusionConstraint(
                name="position_code_one_at_a_time",
                expressions=[
                    (one_number("instansi"), RangeOperators.OVERLAPS),
                    (one_text("code"), RangeOperators.OVERLAPS),
                    (dates(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.title
