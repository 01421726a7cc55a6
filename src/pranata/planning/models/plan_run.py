"""That a plan is to be computed, and how far the computation is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RunPart(models.TextChoices):
    """What a computation is at."""

    WAITING = "waiting", _("Menunggu giliran")
    PLAN = "plan", _("Mencari rencana termurah")
    FRONTIER = "frontier", _("Menghitung biaya untuk setiap indeks")
    WORTH = "worth", _("Menghitung nilai kelonggaran")
    ENDED = "ended", _("Selesai")


class RunFailure(models.TextChoices):
    """Why there is no answer, though the question was sound."""

    TOO_LONG = "too_long", _("Perhitungan melewati batas waktu.")
    STOPPED = "stopped", _("Perhitungan dihentikan.")
    BROKEN = "broken", _("Proses penghitung berhenti sebelum selesai.")


class PlanRun(models.Model):
    """Read in no scope, so it says nothing but which plan of which instansi waits, and how far it is.

    Before it ended, `started_at` may be of a worker that died: the next one starts anew. `tries` counts.
    """

    plan = models.OneToOneField(
        "planning.Plan", on_delete=models.PROTECT, related_name="run", primary_key=True
    )
    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=RunPart, default=RunPart.WAITING)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=8, choices=RunFailure, blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(ended_at__isnull=True), name="plan_run_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.part}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes."""
        return self.ended_at is not None
