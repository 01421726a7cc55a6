"""Visits of a coach: planned, held with a result, or cancelled."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.coaching.models.signed import OfTwo, Signed


class VisitState(models.TextChoices):
    """Planned until its result is recorded or it is cancelled."""

    PLANNED = "planned", _("Direncanakan")
    HELD = "held", _("Terlaksana")
    CANCELLED = "cancelled", _("Dibatalkan")


class Visit(OfTwo, Signed):
    """One visit. `version` grows with each change, so that two coaches do not overwrite each other."""

    coaching = models.ForeignKey("coaching.Coaching", on_delete=models.PROTECT, related_name="visits")
    on = models.DateField(_("tanggal"))
    is_online = models.BooleanField(_("daring"), default=False)
    place = models.CharField(_("tempat atau alamat rapat daring"), max_length=300, blank=True)
    agenda = models.TextField(_("acara"), max_length=2000)
    result = models.TextField(_("hasil"), blank=True, max_length=4000)
    state = models.CharField(max_length=10, choices=VisitState, default=VisitState.PLANNED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["coaching", "-on"], name="visit_latest")]

    def __str__(self) -> str:
        return f"{self.coaching_id} {self.on}"
