"""How documents end: a proposal, the documents it lists, and each step somebody took about it."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Named


class DisposalPath(models.TextChoices):
    """Where a proposal leads."""

    DESTROY = "musnah", _("Pemusnahan")
    HAND_OVER = "serah", _("Penyerahan ke lembaga kearsipan")


class ProposalState(models.TextChoices):
    """How far a proposal has come. At `begun` the first of two persons has confirmed."""

    PROPOSED = "proposed", _("Menunggu penilaian")
    APPRAISED = "appraised", _("Menunggu persetujuan")
    APPROVED = "approved", _("Siap dilaksanakan")
    BEGUN = "begun", _("Menunggu orang kedua")
    ORDERED = "ordered", _("Sedang dilaksanakan")
    HANDED_OVER = "handed_over", _("Menunggu tanda terima")
    DONE = "done", _("Selesai")
    WITHDRAWN = "withdrawn", _("Ditarik")


class ItemState(models.TextChoices):
    """How a listed document stands. From `erasing` on nothing brings it back."""

    OPEN = "open", _("Diusulkan")
    KEPT = "kept", _("Disimpan terus")
    HELD = "held", _("Ditahan")
    LOCKED = "locked", _("Terkunci di penyimpanan")
    ERASING = "erasing", _("Sedang dimusnahkan")
    HANDED = "handed", _("Diserahkan, menunggu tanda terima")
    DONE = "done", _("Selesai")
    WITHDRAWN = "withdrawn", _("Usul ditarik")


class StepKind(models.TextChoices):
    """What somebody did about a proposal."""

    PROPOSE = "propose", _("Mengusulkan")
    APPRAISE = "appraise", _("Menilai")
    APPROVE = "approve", _("Menyetujui")
    BEGIN = "begin", _("Pelaksana pertama")
    ORDER = "order", _("Pelaksana kedua")
    HAND_OVER = "hand_over", _("Menyerahkan")
    RECEIVE = "receive", _("Mencatat tanda terima")
    WITHDRAW = "withdraw", _("Menarik usul")


# How long the first person's confirmation counts.
PATIENCE = dt.timedelta(hours=24)
WITHDRAWABLE = (
    ProposalState.PROPOSED,
    ProposalState.APPRAISED,
    ProposalState.APPROVED,
    ProposalState.BEGUN,
)
LISTED = (ItemState.OPEN, ItemState.HELD, ItemState.LOCKED, ItemState.ERASING, ItemState.HANDED)


class DisposalProposal(models.Model):
    """A list of documents whose time has come, and how far deciding about it has come."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField()
    path = models.CharField(max_length=8, choices=DisposalPath)
    state = models.CharField(max_length=12, choices=ProposalState, default=ProposalState.PROPOSED)
    note = models.CharField(_("alasan"), max_length=1000)
    proposed_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "number"], name="proposal_unique_number"),
        ]
        indexes = [models.Index(fields=["instansi", "-changed_at", "-id"], name="proposal_latest")]

    def __str__(self) -> str:
        return f"{self.path} {self.number}"


class DisposalItem(models.Model):
    """A document on the list. `basis` is the rule that made it due, as it read when it was proposed."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey("records.DisposalProposal", on_delete=models.PROTECT, related_name="items")
    document = models.ForeignKey("records.Document", on_delete=models.PROTECT, related_name="disposals")
    basis = models.CharField(max_length=500)
    verdict_note = models.CharField(_("alasan penilaian"), max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=ItemState, default=ItemState.OPEN)
    locked_until = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "document"], name="item_once_a_list"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state__in=[*(state.value for state in LISTED)]),
                name="item_on_one_open_list",
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.KEPT) | ~Q(verdict_note=""), name="item_kept_says_why"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) & ~Q(state=ItemState.DONE)
                | Q(done_at__isnull=False) & Q(state=ItemState.DONE),
                name="item_done_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}/{self.document_id} {self.state}"


class DisposalStep(Named):
    """What somebody did about a proposal, and the entry that proves it. Rows are added, never altered.

    `document` is the letter that came with the step: an approval, a receipt.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey("records.DisposalProposal", on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    at = models.DateTimeField()
    event_id = models.UUIDField()
    by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    account_id_then = models.BigIntegerField()
    unit_name = models.CharField(max_length=300)
    note = models.CharField(max_length=1000, blank=True)
    document = models.ForeignKey(
        "records.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["proposal", "at"], name="step_in_order")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.kind}"
