"""The steps of an assessment (made, closed, reopened, published, withdrawn), each frozen as it happened."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.assessment.models.stage import Stage
from pranata.organisation.models import Made


class StepKind(models.TextChoices):
    """What was done to the assessment as a whole."""

    CREATED = "created", _("Dibuat")
    RECORDED = "recorded", _("Dicatat dari laporan hasil evaluasi")
    CLOSED = "closed", _("Ditutup")
    REOPENED = "reopened", _("Dibuka kembali")
    PUBLISHED = "published", _("Diumumkan")
    WITHDRAWN = "withdrawn", _("Pengumuman ditarik")
    SUBMITTED = "submitted", _("Diajukan ke tahap berikutnya")
    ADVANCED = "advanced", _("Tahap ditutup")
    RETURNED = "returned", _("Tahap dikembalikan")
    SHARED = "shared", _("Tingkat dibagikan")
    UNSHARED = "unshared", _("Pembagian tingkat dihentikan")


class AssessmentStep(Made):
    """One step: who, as what, when, why. Rows are added, never altered.

    `snapshot` holds what a stranger needs to recompute it: levels, missing indicators, exact index,
    predikat, instrument digest and engine version. It is empty for steps that freeze nothing.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey("assessment.Assessment", on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    # The stage that was left by it; empty where none was.
    stage = models.CharField(max_length=10, choices=Stage, blank=True)
    reason = models.TextField(blank=True)
    snapshot = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["assessment", "made_at"], name="step_of_assessment")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.kind}"
