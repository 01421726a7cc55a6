"""Who asked for, proposed, accepted or sent back a plan, as what, and when. Rows are added, never altered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Made


class PlanActKind(models.TextChoices):
    """What was done with a plan."""

    ASKED = "asked", _("Diminta")
    PROPOSED = "proposed", _("Diajukan")
    RETURNED = "returned", _("Dikembalikan")
    ACCEPTED = "accepted", _("Ditetapkan")
    REPLACED = "replaced", _("Digantikan")


class PlanAct(Made):
    """One act. `event_id` is the entry of the ledger that says so."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey("planning.Plan", on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=8, choices=PlanActKind)
    words = models.CharField(_("alasan"), max_length=500, blank=True)
    event_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["plan", "made_at"], name="plan_act_in_order")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.kind}"
