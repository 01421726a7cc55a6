"""Notes of coaching, of two kinds in two tables: what a coach keeps, and what both sides read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.coaching.models.signed import OfTwo, Signed


class PrivateNote(Signed):
    """What a coach notes for its own side. `instansi` is the coach's: no other tenant ever sees the row."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    coaching = models.ForeignKey("coaching.Coaching", on_delete=models.PROTECT, related_name="private_notes")
    text = models.TextField(_("catatan"), max_length=4000)

    class Meta:
        indexes = [models.Index(fields=["coaching", "-made_at"], name="private_note_latest")]

    def __str__(self) -> str:
        return f"{self.coaching_id} {self.made_at:%Y-%m-%d}"


class SharedNote(OfTwo, Signed):
    """What either side writes for both."""

    coaching = models.ForeignKey("coaching.Coaching", on_delete=models.PROTECT, related_name="shared_notes")
    text = models.TextField(_("catatan"), max_length=4000)

    class Meta:
        indexes = [models.Index(fields=["coaching", "-made_at"], name="shared_note_latest")]

    def __str__(self) -> str:
        return f"{self.coaching_id} {self.made_at:%Y-%m-%d}"
