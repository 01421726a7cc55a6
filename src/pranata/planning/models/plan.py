"""A plan: what was asked, from which levels and steps, what was answered, and what was decided on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """Only forward: a plan that another one replaced stays as it was."""

    DRAFT = "draft", _("Rancangan")
    PROPOSED = "proposed", _("Diajukan")
    ACCEPTED = "accepted", _("Ditetapkan")
    REPLACED = "replaced", _("Digantikan")


class Proven(models.TextChoices):
    """How far the answer is proven; empty until there is one."""

    OPTIMAL = "optimal", _("Terbukti optimal")
    FEASIBLE = "feasible", _("Belum terbukti")
    INFEASIBLE = "infeasible", _("Tidak ada rencana")
    UNKNOWN = "unknown", _("Belum ditemukan")


class Plan(models.Model):
    """One question and its answer, frozen with everything they rest on, so that a stranger can repeat them.

    `levels` are the exact levels the plan begins from, `question` is what `planning.question` reads, `steps`
    are those it may take with where each value comes from, `answer` is what `planning.document` writes.
    Steps that were chosen are rows of `PlanStep`; who did what when are rows of `PlanAct`.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="plans")
    assessment = models.ForeignKey("assessment.Assessment", on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField(_("tahun"))
    sequence = models.PositiveSmallIntegerField(_("nomor"))
    instrument = models.CharField(_("instrumen"), max_length=40)
    instrument_digest = models.CharField(max_length=64)
    levels = models.JSONField()
    question = models.JSONField()
    steps = models.JSONField()
    answer = models.JSONField(null=True, blank=True)
    frontier = models.JSONField(null=True, blank=True)
    # What one unit more of each limit is worth: `planning.document.marginal_document`.
    worth = models.JSONField(null=True, blank=True)
    proven = models.CharField(max_length=10, choices=Proven, blank=True)
    algorithm = models.CharField(max_length=40)
    state = models.CharField(_("keadaan"), max_length=8, choices=PlanState, default=PlanState.DRAFT)
    created_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True, blank=True)
    # What it was asked from, to be compared with: the plan whose question was changed.
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="variants"
    )
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "year", "sequence"], name="plan_unique_number"),
            models.UniqueConstraint(
                fields=["instansi", "instrument"],
                condition=Q(state="accepted"),
                name="plan_one_accepted_an_instrument",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(proven__in=("optimal", "feasible")),
                name="plan_decided_on_has_steps",
            ),
            models.CheckConstraint(
                condition=Q(computed_at__isnull=True, answer__isnull=True, proven="")
                | Q(computed_at__isnull=False, answer__isnull=False) & ~Q(proven=""),
                name="plan_computed_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Its number as written, such as R-2027-01."""
        return f"R-{self.year}-{self.sequence:02d}"
