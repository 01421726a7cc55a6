"""A government body: the tenant of the product and the subject of every index."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class InstansiKind(models.TextChoices):
    """The kinds the national evaluation reports, most central first."""

    KEMENTERIAN = "kementerian", _("Kementerian")
    LEMBAGA = "lembaga", _("Lembaga")
    PROVINSI = "provinsi", _("Provinsi")
    KABUPATEN = "kabupaten", _("Kabupaten")
    KOTA = "kota", _("Kota")


class Instansi(models.Model):
    """One body. The directory is public reference data, so it carries no tenancy."""

    kind = models.CharField(_("jenis"), max_length=16, choices=InstansiKind)
    name = models.CharField(_("nama"), max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    evaluation_code = models.CharField(_("kode evaluasi"), max_length=12, blank=True)
    region_code = models.CharField(
        _("kode wilayah"), max_length=5, blank=True, validators=[RegexValidator(r"^\d\d(\.\d\d)?$")]
    )
    province_name = models.CharField(_("provinsi"), max_length=60, blank=True)
    population = models.PositiveIntegerField(_("penduduk"), null=True, blank=True)
    time_zone = models.CharField(_("zona waktu"), max_length=40, default="Asia/Jakarta")
    accent = models.CharField(
        _("warna"), max_length=7, blank=True, validators=[RegexValidator(r"^#[0-9a-f]{6}$")]
    )
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    class Meta:
        indexes = [models.Index(fields=["kind", "province_name"], name="instansi_kind_province")]

    def __str__(self) -> str:
        return self.name
