"""A call to assess: one instrument and year, stages with dates, and the instansi that were called.

The organiser owns the call and sees every participation; a participant sees its own and the call behind it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.assessment.models.stage import Stage
from pranata.organisation.models import Made


class CampaignState(models.TextChoices):
    """Only forward: planned, open, closed; a planned or open one may be cancelled with a reason."""

    PLANNED = "planned", _("Disiapkan")
    OPEN = "open", _("Berjalan")
    CLOSED = "closed", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")


class Campaign(models.Model):
    """The call. `exercise` is a name out of the instrument's `process.yaml` (Pemantauan, Evaluasi)."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("nama"), max_length=200)
    instrument = models.CharField(_("instrumen"), max_length=40)
    instrument_digest = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField(_("tahun"))
    exercise = models.CharField(_("jenis"), max_length=40, blank=True)
    state = models.CharField(
        _("keadaan"), max_length=10, choices=CampaignState, default=CampaignState.PLANNED
    )
    is_example = models.BooleanField(_("contoh"), default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    # In whose name the assessments of the participants are begun, which goes on after the page has answered.
    opened_by = models.ForeignKey(
        "organisation.Assignment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    # Why it was cancelled.
    ended_reason = models.TextField(blank=True, max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "year", "instrument", "name"], name="campaign_unique")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class CampaignStage(models.Model):
    """When a stage of a call runs: half-open, in instants."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey("assessment.Campaign", on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(_("tahap"), max_length=10, choices=Stage)
    opens_at = models.DateTimeField(_("dibuka"))
    closes_at = models.DateTimeField(_("ditutup"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "stage"], name="campaign_stage_once"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="campaign_stage_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.stage}"


class Participation(models.Model):
    """One instansi called by a campaign, and the assessment it answers with once the campaign is opened.

    Seen by both sides: `instansi` is the one called, `organiser` the one that calls.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    organiser = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(
        "assessment.Campaign", on_delete=models.PROTECT, related_name="participations"
    )
    assessment = models.OneToOneField(
        "assessment.Assessment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participation",
    )
    called_at = models.DateTimeField()
    # An instansi that leaves the call (merged, exempted) stays named, with the reason.
    left_at = models.DateTimeField(null=True, blank=True)
    left_reason = models.TextField(blank=True, max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "instansi"], name="participation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.instansi_id}"


class StageExtension(Made):
    """A later end of a stage for one participant or, without one, for all, and why. Rows are only added.

    The end in force for a participant is the latest of the stage's own and those of its extensions.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    organiser = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    campaign_stage = models.ForeignKey(
        "assessment.CampaignStage", on_delete=models.PROTECT, related_name="extensions"
    )
    participation = models.ForeignKey(
        "assessment.Participation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="extensions",
    )
    closes_at = models.DateTimeField(_("ditutup"))
    reason = models.TextField(_("alasan"), max_length=1000)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="stage_extension_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_stage_id} → {self.closes_at:%Y-%m-%d}"


class CampaignRun(models.Model):
    """That a call is being opened, or is open: where the work beside the pages finds what it must do.

    It is read in no scope, so it says nothing but which call of which organiser.
    """

    campaign = models.OneToOneField(
        "assessment.Campaign", on_delete=models.PROTECT, related_name="run", primary_key=True
    )
    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    # Every participant was reached.
    opened_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.campaign_id}"


class ParticipationProgress(models.Model):
    """How far a participant is, as far as the organiser may know before it submits: counts, no levels.

    Counted in the participant's own scope, by the work beside the pages; `counted_at` says when.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    organiser = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    participation = models.OneToOneField(
        "assessment.Participation", on_delete=models.PROTECT, related_name="progress", primary_key=True
    )
    stage = models.CharField(max_length=10, choices=Stage)
    answered = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.participation_id}: {self.answered}/{self.total}"
