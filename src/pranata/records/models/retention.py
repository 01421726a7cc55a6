"""How long documents are kept: the schedule (JRA), what starts the periods, and what holds them."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Named

MOST_YEARS = 200


class Fate(models.TextChoices):
    """What becomes of a record once its periods have run out."""

    DESTROY = "musnah", _("Musnah")
    PERMANENT = "permanen", _("Permanen")
    REAPPRAISE = "dinilai_kembali", _("Dinilai kembali")


class Certainty(models.TextChoices):
    """Whether a schedule is law here. What is uncertain is shown so and destroys nothing."""

    OFFICIAL = "official", _("Ditetapkan dengan peraturan")
    UNCERTAIN = "uncertain", _("Belum pasti: rancangan atau contoh")


class RetentionSchedule(Named):
    """One dated version of the JRA. Its rows are never altered: a later version takes over from its day.

    In force on a day is the version with the latest `valid_from` not after it that was not withdrawn, as
    long as its own end (`valid_to`, the first day without it) has not come.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("nama jadwal"), max_length=300)
    legal_basis = models.CharField(_("dasar hukum"), max_length=300, blank=True)
    valid_from = models.DateField(_("berlaku mulai"))
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)
    certainty = models.CharField(_("kepastian"), max_length=10, choices=Certainty)
    sha256 = models.CharField(max_length=64)
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("alasan penarikan"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "valid_from"],
                condition=Q(withdrawn_at__isnull=True),
                name="schedule_one_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="schedule_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(certainty="official") | ~Q(legal_basis=""), name="schedule_official_has_basis"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="schedule_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_certain(self) -> bool:
        """Whether it is law here, so that records may be destroyed by it."""
        return self.certainty == Certainty.OFFICIAL


class RetentionRule(models.Model):
    """How one class of records is kept. `trigger` is a code of the list in `records/data`."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    schedule = models.ForeignKey("records.RetentionSchedule", on_delete=models.PROTECT, related_name="rules")
    classification_code = models.CharField(_("kode klasifikasi"), max_length=24)
    series = models.CharField(_("jenis arsip"), max_length=300)
    active_years = models.PositiveSmallIntegerField(
        _("retensi aktif (tahun)"), validators=[MaxValueValidator(MOST_YEARS)]
    )
    inactive_years = models.PositiveSmallIntegerField(
        _("retensi inaktif (tahun)"), validators=[MaxValueValidator(MOST_YEARS)]
    )
    fate = models.CharField(_("keterangan nasib"), max_length=16, choices=Fate)
    trigger = models.CharField(_("dihitung sejak"), max_length=24)
    note = models.CharField(_("catatan"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "classification_code"], name="rule_unique_classification"
            ),
            models.CheckConstraint(
                condition=Q(active_years__lte=MOST_YEARS) & Q(inactive_years__lte=MOST_YEARS),
                name="rule_years_within_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.classification_code} {self.active_years}+{self.inactive_years} {self.fate}"


class TriggerEvent(Named):
    """Somebody said on which day the event happened that a document's periods count from.

    The latest row of a kind holds; one without a day takes what was said before back. Rows are added, never
    altered.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey("records.Document", on_delete=models.PROTECT, related_name="triggers")
    kind = models.CharField(_("kejadian"), max_length=24)
    happened_on = models.DateField(_("tanggal kejadian"), null=True, blank=True)
    note = models.CharField(_("keterangan"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["document", "kind", "-id"], name="trigger_latest")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.happened_on}"


class Hold(models.Model):
    """Somebody outside the keeper's office needs these records: nothing of them is destroyed or erased.

    It holds one document, or all of a class, of a unit with what is below it, or of both together, those
    that come later too. The office that releases is another than the one that placed it.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(
        "records.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="holds"
    )
    classification = models.CharField(_("kode klasifikasi"), max_length=24, blank=True)
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ground = models.CharField(_("dasar penahanan"), max_length=24)
    reference = models.CharField(_("nomor surat atau perkara"), max_length=120, blank=True)
    reason = models.CharField(_("alasan"), max_length=500)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    placed_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    placed_person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    position_title = models.CharField(max_length=200)
    unit_name = models.CharField(max_length=200)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        "organisation.Assignment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_title = models.CharField(max_length=200, blank=True)
    release_reference = models.CharField(_("nomor surat pelepasan"), max_length=120, blank=True)
    release_reason = models.CharField(_("alasan pelepasan"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(document__isnull=False) & Q(classification="") & Q(unit__isnull=True))
                | (Q(document__isnull=True) & (~Q(classification="") | Q(unit__isnull=False))),
                name="hold_says_what_it_holds",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True, released_unit__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False, released_unit__isnull=False)
                & ~Q(release_reason="")
                & ~Q(released_unit=F("placed_unit")),
                name="hold_released_by_another_office",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "released_at", "-placed_at"], name="hold_in_force")]

    def __str__(self) -> str:
        return f"{self.ground} {self.reference}"
