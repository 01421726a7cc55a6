"""One line of the ICT budget, what it pays for, and that Bappeda looked at it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Made


class BudgetLine(models.Model):
    """Whole rupiah under a sub kegiatan and an account, in one year.

    It is tied to one thing that is planned: an activity of a Peta Rencana, an action, or a step of a plan
    whose actions have not begun; or it is untied and says why; or nobody looked at it so far. An object of
    the architecture will be one more such thing, with a column of its own and a place in
    `budget_line_tied_once`.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("planning.BudgetFile", on_delete=models.PROTECT, related_name="lines")
    fiscal_year = models.PositiveSmallIntegerField(_("tahun anggaran"))
    sub_activity = models.CharField(_("kode sub kegiatan"), max_length=40)
    account = models.CharField(_("kode rekening"), max_length=40)
    name = models.CharField(_("uraian"), max_length=300)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField(_("jumlah"))
    source = models.CharField(_("sumber dana"), max_length=120, blank=True)
    item = models.ForeignKey(
        "planning.RoadmapItem", on_delete=models.PROTECT, null=True, blank=True, related_name="budget_lines"
    )
    plan_step = models.ForeignKey(
        "planning.PlanStep", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.ForeignKey(
        "planning.Action", on_delete=models.PROTECT, null=True, blank=True, related_name="budget_lines"
    )
    untied_reason = models.CharField(_("alasan tidak terkait"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "fiscal_year", "sub_activity", "account", "unit", "name"],
                name="budget_line_once",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_line_not_negative"),
            models.CheckConstraint(
                condition=Q(item__isnull=True, plan_step__isnull=True, action__isnull=True)
                | Q(item__isnull=False, plan_step__isnull=True, action__isnull=True, untied_reason="")
                | Q(item__isnull=True, plan_step__isnull=False, action__isnull=True, untied_reason="")
                | Q(item__isnull=True, plan_step__isnull=True, action__isnull=False, untied_reason=""),
                name="budget_line_tied_once",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "fiscal_year"], name="budget_line_of_a_year")]

    def __str__(self) -> str:
        return self.name


class CheckVerdict(models.TextChoices):
    """What the planning agency says of a line."""

    CHECKED = "checked", _("Diperiksa")
    QUERIED = "queried", _("Perlu diperbaiki")


class BudgetCheck(Made):
    """The planning agency looked at a line as it stood at `line_version`. Rows are only added."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey("planning.BudgetLine", on_delete=models.PROTECT, related_name="checks")
    line_version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=7, choices=CheckVerdict)
    note = models.CharField(_("catatan"), max_length=500, blank=True)
    event_id = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="checked") | ~Q(note=""), name="budget_query_says_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.line_id}"
