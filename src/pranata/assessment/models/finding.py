"""What was found of one requirement of an indicator, its evidence, and every change of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Made


class FindingVerdict(models.TextChoices):
    """What somebody found; a row without one carries explanation or evidence only."""

    MET = "met", _("Terpenuhi")
    NOT_MET = "not_met", _("Belum")
    NOT_APPLICABLE = "not_applicable", _("Tidak berlaku")


class Cause(models.TextChoices):
    """Why a requirement is not met, so that a head sees where the agency stands."""

    REGULATION = "regulation", _("Regulasi")
    TOOL = "tool", _("Perangkat")
    PEOPLE = "people", _("SDM")
    BUDGET = "budget", _("Anggaran")
    DATA = "data", _("Data")
    OTHER = "other", _("Lainnya")


class Finding(models.Model):
    """The present state of one requirement. `requirement` is its place in the law: level, then position.

    `asked` is the requirement as it read when it was judged: a correction of the law's text shows.
    `version` counts changes, so that two people never overwrite each other silently.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey("assessment.Answer", on_delete=models.PROTECT, related_name="findings")
    requirement = models.CharField(_("syarat"), max_length=8)
    asked = models.TextField()
    verdict = models.CharField(_("hasil"), max_length=14, choices=FindingVerdict, blank=True)
    explanation = models.TextField(_("penjelasan"), blank=True, max_length=2000)
    cause = models.CharField(_("sebab"), max_length=10, choices=Cause, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        "organisation.Assignment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "requirement"], name="finding_unique_requirement"),
            models.CheckConstraint(
                condition=Q(cause="") | Q(verdict="not_met"), name="finding_cause_of_what_is_unmet"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.requirement}: {self.verdict}"


class FindingChange(Made):
    """One change as it was made: all after it, by whom as what, when. Rows are added, never altered.

    Changes made by one act share `batch` with those of the answers, so that the act can be undone as one.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey("assessment.Finding", on_delete=models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField()
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    asked = models.TextField()
    verdict = models.CharField(max_length=14, choices=FindingVerdict, blank=True)
    explanation = models.TextField(blank=True)
    cause = models.CharField(max_length=10, choices=Cause, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "version"], name="finding_change_unique_version")
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} v{self.version}"


class FindingEvidence(models.Model):
    """One item of evidence shown for one requirement, with the pages that matter there.

    The item itself belongs to records and serves as many requirements as one likes. A row that was taken
    off stays, with the moment.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey("assessment.Finding", on_delete=models.PROTECT, related_name="links")
    evidence = models.ForeignKey("records.Evidence", on_delete=models.PROTECT, related_name="+")
    pages = models.CharField(_("halaman"), max_length=120, blank=True)
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    unlinked_at = models.DateTimeField(null=True, blank=True)
    unlinked_by = models.ForeignKey(
        "organisation.Assignment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "evidence"],
                condition=Q(unlinked_at__isnull=True),
                name="finding_evidence_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.evidence_id}"
