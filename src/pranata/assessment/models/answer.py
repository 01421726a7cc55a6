"""The level and note of one indicator, and every change it went through."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Made


class LevelBasis(models.TextChoices):
    """Where a level comes from."""

    ENTERED = "entered", _("Diisi tanpa daftar periksa")
    CHECKLIST = "checklist", _("Mengikuti daftar periksa")
    REASON = "reason", _("Ditetapkan dengan alasan")


class SinceLast(models.TextChoices):
    """How an indicator stands against the assessment before, in the words of whoever answers."""

    UNCHANGED = "unchanged", _("Masih sama")
    CHANGED = "changed", _("Sudah berubah")


class Answer(models.Model):
    """The present value. `version` counts changes, so that two people never overwrite each other silently."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey("assessment.Assessment", on_delete=models.PROTECT, related_name="answers")
    indicator = models.CharField(_("indikator"), max_length=8)
    level = models.DecimalField(_("tingkat"), max_digits=4, decimal_places=2, null=True, blank=True)
    note = models.TextField(_("catatan"), blank=True, max_length=3000)
    basis = models.CharField(max_length=9, choices=LevelBasis, default=LevelBasis.ENTERED)
    # Why the level is not the one of the checklist; empty unless the basis is a reason.
    reason = models.TextField(_("alasan"), blank=True, max_length=1000)
    since_last = models.CharField(max_length=9, choices=SinceLast, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        "organisation.Assignment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="answer_unique_indicator"),
            models.CheckConstraint(
                condition=models.Q(basis="reason") & ~models.Q(reason="")
                | ~models.Q(basis="reason") & models.Q(reason=""),
                name="answer_reason_where_it_is_the_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.level}"


class ChangeKind(models.TextChoices):
    """How a change came about."""

    ENTERED = "entered", _("Diisi")
    IMPORTED = "imported", _("Diunggah dari berkas")
    COPIED = "copied", _("Disalin dari penilaian terdahulu")
    UNDONE = "undone", _("Diurungkan")
    FOLLOWED = "followed", _("Dihitung dari daftar periksa")
    UNCHANGED = "unchanged", _("Dinyatakan masih sama")
    CHANGED = "changed", _("Dinyatakan sudah berubah")


class AnswerChange(Made):
    """One change as it was made: value after, by whom as what, when. Rows are added, never altered.

    Changes made by one act (an upload, a copy) share `batch`, so that the act can be undone as one.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey("assessment.Answer", on_delete=models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ChangeKind, default=ChangeKind.ENTERED)
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    level_before = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    level_after = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    note_before = models.TextField(blank=True)
    note_after = models.TextField(blank=True)
    basis_before = models.CharField(max_length=9, choices=LevelBasis, default=LevelBasis.ENTERED)
    basis_after = models.CharField(max_length=9, choices=LevelBasis, default=LevelBasis.ENTERED)
    reason_before = models.TextField(blank=True)
    reason_after = models.TextField(blank=True)
    since_before = models.CharField(max_length=9, choices=SinceLast, blank=True)
    since_after = models.CharField(max_length=9, choices=SinceLast, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "version"], name="answer_change_unique_version")
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} v{self.version}"
