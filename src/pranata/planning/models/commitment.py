"""What the head of an OPD commits to, what was signed, and other dates the head proposed."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Made


class Commitment(models.Model):
    """That an OPD is to commit to its actions, through the post that heads it.

    What is to be signed follows from the actions as they are; what was signed is a row of its own.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    action_plan = models.ForeignKey(
        "planning.ActionPlan", on_delete=models.PROTECT, related_name="commitments"
    )
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action_plan", "unit"], name="commitment_once_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.action_plan_id} {self.unit_id}"


class CommitmentSignature(Made):
    """What somebody committed to, frozen as it was read. Rows are only added.

    `content` is canonical JSON and `sha256` its digest. `words` is the reason where a commitment was
    corrected.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey("planning.Commitment", on_delete=models.PROTECT, related_name="signatures")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    words = models.CharField(_("alasan"), max_length=500, blank=True)
    event_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["commitment", "-made_at"], name="commitment_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="commitment_sha256_is_hex"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class ProposalState(models.TextChoices):
    """What became of a proposal of other dates."""

    OPEN = "open", _("Menunggu koordinator")
    AGREED = "agreed", _("Disetujui")
    REFUSED = "refused", _("Ditolak")


class DateProposal(Made):
    """Other dates that a head proposes for an action, with the reason, and what the coordinator said."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey("planning.Action", on_delete=models.PROTECT, related_name="proposals")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(_("alasan"), max_length=500)
    state = models.CharField(max_length=8, choices=ProposalState, default=ProposalState.OPEN)
    answer = models.CharField(_("jawaban"), max_length=500, blank=True)
    event_id = models.UUIDField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "organisation.Assignment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(state="open"), name="date_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")) & ~Q(reason=""), name="date_proposal_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(state="open") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="date_proposal_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.state}"

    @property
    def due_on(self) -> dt.date:
        """The last day proposed."""
        return self.ends_on - dt.timedelta(days=1)
