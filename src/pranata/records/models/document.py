"""A document and its versions. The bytes of a version are named by their SHA-256 and never change."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Named


class Document(models.Model):
    """What a document is. `revision` counts changes of these fields and of its versions.

    `kind`, `classification` and `security` are codes of lists in `records/data`: lists are edited, an old
    code stays readable. `search` is made from title and number by whoever writes them. From `destroyed_at` on
    its bytes are given to nobody: that is the point of no return, they may be there for some seconds more.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("judul"), max_length=300)
    number = models.CharField(_("nomor"), max_length=120, blank=True)
    dated_on = models.DateField(_("tanggal naskah"), null=True, blank=True)
    kind = models.CharField(_("jenis"), max_length=24)
    classification = models.CharField(_("kode klasifikasi"), max_length=24, blank=True)
    security = models.CharField(_("klasifikasi keamanan"), max_length=2)
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True, editable=False)
    handed_over_at = models.DateTimeField(null=True, blank=True, editable=False)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="document_search"),
            models.Index(fields=["instansi", "-changed_at", "-id"], name="document_latest"),
        ]

    def __str__(self) -> str:
        return self.title


class Version(Named):
    """Bytes that a document consisted of from some moment on. Rows are added, never altered or removed.

    `derived_from` is the version this one was made from, `derivation` how: a PDF/A copy, a text found in
    a picture. It is a copy of the same document, not a later state of it.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey("records.Document", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media = models.CharField(max_length=100)
    original_name = models.CharField(max_length=255)
    note = models.CharField(_("keterangan versi"), max_length=300, blank=True)
    derived_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="derivatives"
    )
    derivation = models.CharField(_("cara dibuat"), max_length=120, blank=True)
    scan_verdict = models.CharField(max_length=200, blank=True)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_unique_number"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="version_sha256_is_hex"
            ),
            models.CheckConstraint(
                condition=models.Q(derived_from__isnull=True) | ~models.Q(derivation=""),
                name="version_derived_says_how",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "sha256"], name="version_by_digest")]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"
