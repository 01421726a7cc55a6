"""Visits of a coach: planned, held with a result, or cancelled."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.coaching.models.signed import OfTwo, Signed
from pranata.foundation.ui.numbers import date_written, time_written


class VisitState(models.TextChoices):
    """Planned until its result is recorded or it is cancelled."""

    PLANNED = "planned", _("Direncanakan")
    HELD = "held", _("Terlaksana")
    CANCELLED = "cancelled", _("Dibatalkan")


class Visit(OfTwo, Signed):
    """One visit. `version` grows with each change, so that two coaches do not overwrite each other."""

    coaching = models.ForeignKey("coaching.Coaching", on_delete=models.PROTECT, related_name="visits")
    on = models.DateField(_("tanggal"))
    # Times of day where the coached instansi is. Visits of before there were times have none.
    starts_at = models.TimeField(_("pukul mulai"), null=True, blank=True)
    ends_at = models.TimeField(_("pukul selesai"), null=True, blank=True)
    is_online = models.BooleanField(_("daring"), default=False)
    place = models.CharField(_("tempat atau alamat rapat daring"), max_length=300, blank=True)
    agenda = models.TextField(_("acara"), max_length=2000)
    result = models.TextField(_("hasil"), blank=True, max_length=4000)
    state = models.CharField(max_length=10, choices=VisitState, default=VisitState.PLANNED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="visit_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["coaching", "-on"], name="visit_latest")]

    @property
    def period(self) -> tuple[dt.datetime, dt.datetime] | None:
        """When it starts and ends where the coached instansi is; None for a visit without times."""
        if self.starts_at is None or self.ends_at is None:
            return None
        zone = ZoneInfo(self.instansi.time_zone)
        start, end = (dt.datetime.combine(self.on, at, zone) for at in (self.starts_at, self.ends_at))
        return start, end

    @property
    def when(self) -> str:
        """Day and times in words: `9 Agustus 2026, 09.00–11.30 WIB`."""
        day = date_written(self.on)
        if self.period is None:
            return day
        return f"{day}, {time_written(self.starts_at)}–{time_written(self.ends_at)} {self.period[0].tzname()}"

    def __str__(self) -> str:
        return f"{self.coaching_id} {self.on}"
