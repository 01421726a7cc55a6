"""What assessors conclude of an aspect in a stage: strengths, weaknesses, recommendations."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.assessment.models.stage import Stage
from pranata.organisation.models import Made, NamedAs

LONGEST = 6000


class AspectConclusion(NamedAs):
    """The present words on one aspect in one stage. `version` counts changes, as for answers.

    Whoever concludes may hold a post in another instansi, so the names are frozen here.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(
        "assessment.Assessment", on_delete=models.PROTECT, related_name="conclusions"
    )
    stage = models.CharField(_("tahap"), max_length=10, choices=Stage)
    aspect = models.CharField(_("aspek"), max_length=8)
    strengths = models.TextField(_("kekuatan"), blank=True, max_length=LONGEST)
    weaknesses = models.TextField(_("kelemahan"), blank=True, max_length=LONGEST)
    recommendations = models.TextField(_("rekomendasi"), blank=True, max_length=LONGEST)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "stage", "aspect"], name="conclusion_once_a_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.stage} {self.aspect}"


class AspectConclusionChange(Made):
    """One change as it was made: all words after it, by whom as what, when. Rows are added, never altered."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    conclusion = models.ForeignKey(
        "assessment.AspectConclusion", on_delete=models.PROTECT, related_name="changes"
    )
    version = models.PositiveIntegerField()
    strengths = models.TextField(blank=True)
    weaknesses = models.TextField(blank=True)
    recommendations = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conclusion", "version"], name="conclusion_change_unique_version"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="conclusion_change_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.conclusion_id} v{self.version}"
