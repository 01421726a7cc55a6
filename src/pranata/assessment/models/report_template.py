"""A template of an instansi's own for its reports, instead of the shipped one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Named


class ReportTemplate(Named):
    """One uploaded template. Rows are ended, never removed; the one without an end is in force.

    The bytes stand here and not among the blobs of the archive: a template is no record, and it must be read
    in the transaction that judged it.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("nama berkas"), max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=420, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi"],
                condition=models.Q(ended_at__isnull=True),
                name="report_template_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instansi_id} {self.name}"
