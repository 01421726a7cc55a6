"""An accepted plan as work: one action a step, who answers for it, when, and how far it is."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Made


class ActionState(models.TextChoices):
    """How far an action is."""

    OPEN = "open", _("Belum")
    RUNNING = "running", _("Berjalan")
    BLOCKED = "blocked", _("Terhambat")
    DONE = "done", _("Selesai")


class ActionPlan(models.Model):
    """The actions of one accepted plan. Target, budget and first index stay those of the plan.

    Where another accepted plan was begun after it, it has ended and stays readable; `replaces` and `reason`
    say on the later one what it took the place of, and why.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    plan = models.OneToOneField("planning.Plan", on_delete=models.PROTECT, related_name="action_plan")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField(_("alasan mengganti"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="action_plan_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(reason=""), name="action_plan_replaces_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"action plan {self.plan_id}"


class Action(models.Model):
    """One step as work. Half-open: `ends_on` is the first day after it; the baseline is what was accepted.

    It belongs to a post, so it outlasts whoever holds it. `version` grows with every change, so that of two
    who change it at once the second is told. `gain` is what it adds to the index, exactly. Where the plan was
    replaced by one with the same step, `carried_from` is the action it goes on from; its baseline stays.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    action_plan = models.ForeignKey("planning.ActionPlan", on_delete=models.PROTECT, related_name="actions")
    number = models.PositiveSmallIntegerField(_("nomor"))
    indicator = models.CharField(_("indikator"), max_length=8)
    from_level = models.PositiveSmallIntegerField()
    to_level = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.CharField(_("penanggung jawab menurut rencana"), max_length=120, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    baseline_starts_on = models.DateField()
    baseline_ends_on = models.DateField()
    cost = models.BigIntegerField(_("biaya"))
    effort = models.DecimalField(_("hari kerja orang"), max_digits=9, decimal_places=3)
    gain = models.CharField(max_length=60)
    output = models.CharField(_("keluaran"), max_length=600, blank=True)
    evidence_expected = models.CharField(_("bukti yang diharapkan"), max_length=1200, blank=True)
    budget_link = models.CharField(_("sub kegiatan"), max_length=200, blank=True)
    risk = models.CharField(_("risiko"), max_length=600, blank=True)
    state = models.CharField(_("keadaan"), max_length=8, choices=ActionState, default=ActionState.OPEN)
    percent = models.PositiveSmallIntegerField(_("persen"), default=0)
    obstacle = models.CharField(_("hambatan"), max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    # What it took in the end, kept for whoever estimates such a step again.
    actual_cost = models.BigIntegerField(_("biaya sebenarnya"), null=True, blank=True)
    actual_effort = models.DecimalField(
        _("hari kerja sebenarnya"), max_digits=9, decimal_places=3, null=True, blank=True
    )
    actual_months = models.PositiveSmallIntegerField(_("lama sebenarnya"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action_plan", "number"], name="action_unique_number"),
            models.UniqueConstraint(
                fields=["action_plan", "indicator", "to_level"], name="action_once_a_step"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"), baseline_ends_on__gt=F("baseline_starts_on")),
                name="action_takes_time",
            ),
            models.CheckConstraint(
                condition=Q(state="done", percent=100, closed_on__isnull=False)
                | ~Q(state="done") & Q(percent__lt=100, closed_on__isnull=True),
                name="action_done_means_done",
            ),
            models.CheckConstraint(
                condition=~Q(state="blocked") | ~Q(obstacle=""), name="action_blocked_by_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.indicator}: {self.from_level}→{self.to_level}"

    @property
    def due_on(self) -> dt.date:
        """The last day of the work."""
        return self.ends_on - dt.timedelta(days=1)

    @property
    def baseline_due_on(self) -> dt.date:
        """The last day of the work as it was accepted."""
        return self.baseline_ends_on - dt.timedelta(days=1)

    @property
    def is_done(self) -> bool:
        """Whether it was closed."""
        return self.state == ActionState.DONE


class ActionDependency(models.Model):
    """That one action begins only when another one is over."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey("planning.Action", on_delete=models.PROTECT, related_name="waits_for")
    requires = models.ForeignKey("planning.Action", on_delete=models.PROTECT, related_name="awaited_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "requires"], name="action_dependency_once"),
            models.CheckConstraint(
                condition=~Q(action=F("requires")), name="action_does_not_wait_for_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} waits for {self.requires_id}"


class ActionActKind(models.TextChoices):
    """What was done with an action."""

    STARTED = "started", _("Dimulai dari rencana")
    EDITED = "edited", _("Diubah")
    MOVED = "moved", _("Dijadwalkan ulang")
    FOLLOWED = "followed", _("Ikut bergeser")
    REPORTED = "reported", _("Kemajuan dilaporkan")
    CLOSED = "closed", _("Diselesaikan")
    REOPENED = "reopened", _("Dibuka kembali")
    SHOWN = "shown", _("Bukti ditambahkan")
    OFFERED = "offered", _("Bukti dipasang pada penilaian")
    CARRIED = "carried", _("Diteruskan dari rencana sebelumnya")
    LEFT = "left", _("Tidak diteruskan rencana berikutnya")


class ActionAct(Made):
    """One act on an action: who, as what, when, why, and the entry that says so. Rows are only added.

    `before` and `after` are what changed, by field.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey("planning.Action", on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=8, choices=ActionActKind)
    words = models.CharField(_("catatan"), max_length=500, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    event_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["action", "made_at"], name="action_act_in_order")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.kind}"


class ActionEvidence(models.Model):
    """An item of the archive shown for an action; `offered_at` once it stands in an assessment too."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey("planning.Action", on_delete=models.PROTECT, related_name="evidence")
    evidence = models.ForeignKey("records.Evidence", on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "evidence"], name="action_evidence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.evidence_id}"
