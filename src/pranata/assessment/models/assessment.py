"""An instansi's assessment of itself for one year under one instrument."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.assessment.models.stage import Stage


class AssessmentState(models.TextChoices):
    """Only forward: draft, closed, published; reopening a closed one is an act of its own."""

    DRAFT = "draft", _("Diisi")
    CLOSED = "closed", _("Ditutup")
    PUBLISHED = "published", _("Diumumkan")


class Assessment(models.Model):
    """One year, one instrument, one instansi; the digest fixes which text of the law it is computed by."""

    instansi = models.ForeignKey(
        "organisation.Instansi", on_delete=models.PROTECT, related_name="assessments"
    )
    year = models.PositiveSmallIntegerField(_("tahun"))
    instrument = models.CharField(_("instrumen"), max_length=40)
    instrument_digest = models.CharField(max_length=64)
    state = models.CharField(
        _("keadaan"), max_length=10, choices=AssessmentState, default=AssessmentState.DRAFT
    )
    # Where it stands; answers change in the first stage only, judgements only in their own.
    stage = models.CharField(_("tahap"), max_length=10, choices=Stage, default=Stage.SELF)
    is_example = models.BooleanField(_("contoh"), default=False)
    # Where the levels come from, when somebody else established them (an evaluation report); else empty.
    source = models.CharField(_("sumber"), max_length=300, blank=True)
    # The assessment under another instrument whose notes and evidence it began from.
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "year", "instrument"], name="assessment_unique_year_instrument"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.year}"
