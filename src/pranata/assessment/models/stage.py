"""The stages an assessment goes through, in the order of the regulation's process."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import NamedAs


class Stage(models.TextChoices):
    """One stage. Which of them an assessment has is said by its campaign; alone it has those of `ALONE`.

    The names are those of `process.yaml`. Values of a stage are kept for ever beside those of the others.
    """

    SELF = "self", _("Penilaian mandiri")
    INTERNAL = "internal", _("Penilaian asesor internal")
    DOCUMENT = "document", _("Penilaian dokumen")
    INTERVIEW = "interview", _("Penilaian interviu")
    VISIT = "visit", _("Penilaian visitasi")
    REVIEW = "review", _("Reviu")
    RESULT = "result", _("Hasil")

    @property
    def short(self) -> str:
        """The name where many stages stand beside each other: "Dokumen" for "Penilaian dokumen"."""
        return str(SHORT.get(self, self.label))


SHORT = {
    Stage.SELF: _("Mandiri"),
    Stage.INTERNAL: _("Internal"),
    Stage.DOCUMENT: _("Dokumen"),
    Stage.INTERVIEW: _("Interviu"),
    Stage.VISIT: _("Visitasi"),
}
ORDER = tuple(Stage)
EXTERNAL = (Stage.DOCUMENT, Stage.INTERVIEW, Stage.VISIT, Stage.REVIEW)
"""Stages in which another instansi than the assessed one judges."""
ALONE = (Stage.SELF, Stage.INTERNAL, Stage.RESULT)
"""The stages of an assessment that no campaign called for."""


class StageResult(NamedAs):
    """What a stage gave when it was closed: enough for a stranger to recompute it. Rows are only added.

    A stage that was returned and closed again has several; the latest counts.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(
        "assessment.Assessment", on_delete=models.PROTECT, related_name="stage_results"
    )
    stage = models.CharField(max_length=10, choices=Stage)
    snapshot = models.JSONField(default=dict)
    closed_at = models.DateTimeField()
    # May be an assignment of the organiser, which the scope of the assessed instansi does not show.
    closed_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["assessment", "stage", "closed_at"], name="stage_result_latest")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.stage}"
