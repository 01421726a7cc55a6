"""What is made from a version for reading it. It can be made again at any time and proves nothing."""

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


class PagePicture(models.Model):
    """A page of a version as it was drawn, so that looking at it again costs little. PNG.

    It goes with the text when the document is destroyed; the oldest give way to new ones.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("records.Version", on_delete=models.PROTECT, related_name="pictures")
    page = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "page"], name="page_drawn_once")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.page}"
