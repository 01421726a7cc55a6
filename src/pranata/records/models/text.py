"""The text found in a version, for searching. It can be found again at any time and proves nothing."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class TextState(models.TextChoices):
    """How far looking for text has come."""

    WAITING = "waiting", _("Teks belum dibaca")
    FOUND = "found", _("Teks terbaca")
    EMPTY = "empty", _("Tidak ada teks di dalamnya")
    FAILED = "failed", _("Teks tidak dapat dibaca")


class VersionText(models.Model):
    """The words of one version. `pages` is how many it has, where that can be said."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField("records.Version", on_delete=models.PROTECT, related_name="text")
    state = models.CharField(max_length=8, choices=TextState, default=TextState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    pages = models.PositiveIntegerField(null=True, blank=True)
    content = models.TextField(blank=True)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        indexes = [GinIndex(fields=["search"], name="text_search")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.state}"
