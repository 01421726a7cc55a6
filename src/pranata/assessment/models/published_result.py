"""What is public: one row a body and year, written by importing the ministry's report or by publishing."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResultOrigin(models.TextChoices):
    """Who established the result."""

    MINISTRY_REPORT = "ministry_report", _("Laporan nasional KemenPANRB")
    EVALUATION_REPORT = "evaluation_report", _("Laporan hasil evaluasi instansi")
    SELF_PUBLISHED = "self_published", _("Penilaian mandiri yang diumumkan instansi")


class PublicResults(models.Manager["PublishedResult"]):
    """What the public sees: everything that is not withdrawn."""

    def get_queryset(self) -> models.QuerySet["PublishedResult"]:
        """Return the results in force."""
        return super().get_queryset().filter(withdrawn_at__isnull=True)


class PublishedResult(models.Model):
    """A public result. No tenancy: everybody may read it; only publishing operations write it.

    A withdrawn result stays, with the reason, outside `objects`; `with_withdrawn` sees it too.

    `index` is as printed. `exact` is the exact fraction where all levels are known; otherwise
    `exact_min`/`exact_max` bound it where it could be recovered from the printed parts.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="results")
    year = models.PositiveSmallIntegerField(_("tahun"))
    instrument = models.CharField(_("instrumen"), max_length=40)
    origin = models.CharField(_("asal"), max_length=20, choices=ResultOrigin)
    index = models.DecimalField(_("indeks"), max_digits=4, decimal_places=2)
    exact = models.CharField(max_length=40, blank=True)
    exact_min = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    exact_max = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    predikat = models.CharField(max_length=20)
    domains = models.JSONField(default=dict)
    aspects = models.JSONField(default=dict)
    levels = models.JSONField(default=dict)
    remark = models.TextField(blank=True)
    is_suspect = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    published_at = models.DateTimeField(null=True, blank=True)
    instrument_digest = models.CharField(max_length=64, blank=True)
    engine_version = models.CharField(max_length=40, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    objects: ClassVar[PublicResults] = PublicResults()
    with_withdrawn: ClassVar[models.Manager["PublishedResult"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "year", "instrument", "origin"], name="result_unique_body_year_origin"
            )
        ]
        indexes = [models.Index(fields=["year", "origin", "-index"], name="result_ranking")]

    def __str__(self) -> str:
        return f"{self.instansi_id} {self.year}: {self.index}"
