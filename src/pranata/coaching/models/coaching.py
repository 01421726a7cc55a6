"""That a body coaches an instansi: what for, and for how long."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.coaching.models.signed import OfTwo, Signed


class Coaching(OfTwo, Signed):
    """One coaching, visible to both sides from the moment it is begun. It ends once and stays."""

    scope = models.CharField(_("lingkup"), max_length=300)
    starts_on = models.DateField(_("mulai"))
    # The last day that was planned; coaching goes on until somebody ends it.
    until = models.DateField(_("direncanakan sampai"), null=True, blank=True)
    is_example = models.BooleanField(_("contoh"), default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True, max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "organiser"],
                condition=Q(ended_at__isnull=True),
                name="coaching_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("starts_on")), name="coaching_lasts"
            ),
            models.CheckConstraint(condition=~Q(instansi=F("organiser")), name="coaching_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.organiser_id} → {self.instansi_id}"
