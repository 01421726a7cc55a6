"""What assessors found: a value a stage and indicator, beside those of other stages, never over them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.assessment.models.stage import Stage
from pranata.organisation.models import Made


class JudgementBasis(models.TextChoices):
    """Whether the assessor judged here, or the value of the stage before was kept."""

    JUDGED = "judged", _("Dinilai")
    KEPT = "kept", _("Dipertahankan dari tahap sebelumnya")


class Judgement(models.Model):
    """The present value of one indicator in one stage. `version` counts changes, as for answers.

    Whoever judges may hold a post in another instansi, so the names are frozen here and the assignment is a
    reference that the scope of the assessed instansi need not show.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(
        "assessment.Assessment", on_delete=models.PROTECT, related_name="judgements"
    )
    stage = models.CharField(_("tahap"), max_length=10, choices=Stage)
    indicator = models.CharField(_("indikator"), max_length=8)
    level = models.DecimalField(_("tingkat"), max_digits=4, decimal_places=2, null=True, blank=True)
    basis = models.CharField(max_length=8, choices=JudgementBasis, default=JudgementBasis.JUDGED)
    fact = models.TextField(_("fakta"), blank=True, max_length=4000)
    analysis = models.TextField(_("analisis"), blank=True, max_length=4000)
    justification = models.TextField(_("justifikasi"), blank=True, max_length=4000)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        "organisation.Assignment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person_name = models.CharField(max_length=200, blank=True)
    position_title = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "stage", "indicator"], name="judgement_once_a_stage"
            ),
            models.CheckConstraint(condition=~Q(stage="self"), name="judgement_not_of_answers"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.stage}: {self.level}"

    @property
    def gives_value(self) -> bool:
        """Whether the stage's value is this one, and not the one it kept."""
        return self.basis == JudgementBasis.JUDGED and self.level is not None


class JudgementChange(Made):
    """One change as it was made: all after it, by whom as what, when. Rows are added, never altered."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    judgement = models.ForeignKey("assessment.Judgement", on_delete=models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField()
    level = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    basis = models.CharField(max_length=8, choices=JudgementBasis, default=JudgementBasis.JUDGED)
    fact = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    justification = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judgement", "version"], name="judgement_change_unique_version")
        ]

    def __str__(self) -> str:
        return f"{self.judgement_id} v{self.version}"


class ReviewVerdict(models.TextChoices):
    """What the second pair of eyes says of a judgement."""

    VALID = "valid", _("Valid")
    NOT_VALID = "not_valid", _("Tidak valid")


class JudgementReview(Made):
    """A verdict on one version of a judgement, by somebody else than who made it. Rows are only added."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    judgement = models.ForeignKey("assessment.Judgement", on_delete=models.PROTECT, related_name="reviews")
    version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=ReviewVerdict)
    note = models.TextField(_("catatan"), blank=True, max_length=2000)

    class Meta:
        indexes = [models.Index(fields=["judgement", "made_at"], name="judgement_review_latest")]

    def __str__(self) -> str:
        return f"{self.judgement_id} v{self.version}: {self.verdict}"


class MessageKind(models.TextChoices):
    """What a message does in the talk about an indicator."""

    CLARIFICATION = "clarification", _("Permintaan klarifikasi")
    REPLY = "reply", _("Tanggapan")
    OBJECTION = "objection", _("Keberatan")


class JudgementMessage(Made):
    """One message between those who answer and those who judge, about one indicator. Rows are only added."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey("assessment.Assessment", on_delete=models.PROTECT, related_name="messages")
    stage = models.CharField(max_length=10, choices=Stage)
    indicator = models.CharField(max_length=8)
    kind = models.CharField(max_length=14, choices=MessageKind)
    text = models.TextField(max_length=2000)
    # Of which side, since the post may be of another instansi.
    by_assessor = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["assessment", "indicator", "made_at"], name="message_of_indicator")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.kind}"
