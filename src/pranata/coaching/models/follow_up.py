"""Follow-ups: what was agreed, who does it until when, and every step until it is confirmed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.coaching.models.signed import OfTwo, Signed


class FollowUpState(models.TextChoices):
    """Agreed, reported as done by the instansi, confirmed by the coach; or dropped by the coach."""

    AGREED = "agreed", _("Disepakati")
    REPORTED = "reported", _("Dilaporkan selesai")
    CONFIRMED = "confirmed", _("Dikonfirmasi selesai")
    DROPPED = "dropped", _("Tidak dilanjutkan")


OPEN = (FollowUpState.AGREED, FollowUpState.REPORTED)


class StepKind(models.TextChoices):
    """What was done to a follow-up, and by which side."""

    AGREED = "agreed", _("Disepakati")
    ANSWERED = "answered", _("Menanggapi")
    GIVEN = "given", _("Diberikan kepada jabatan")
    REPORTED = "reported", _("Melaporkan selesai")
    CONFIRMED = "confirmed", _("Mengonfirmasi selesai")
    RETURNED = "returned", _("Mengembalikan")
    PUT_OFF = "put_off", _("Mengubah tenggat")
    DROPPED = "dropped", _("Tidak melanjutkan")


class FollowUp(OfTwo, Signed):
    """One agreed step. `version` grows with each step, so that two people do not overwrite each other."""

    coaching = models.ForeignKey("coaching.Coaching", on_delete=models.PROTECT, related_name="follow_ups")
    visit = models.ForeignKey(
        "coaching.Visit", on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    what = models.CharField(_("yang dilakukan"), max_length=500)
    instrument = models.CharField(_("instrumen"), max_length=40, blank=True)
    indicator = models.CharField(_("indikator"), max_length=8, blank=True)
    # Who does it, in words both sides agreed on; `position` is the post the instansi gave it to.
    owner = models.CharField(_("penanggung jawab"), max_length=200)
    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position_words = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(_("tenggat"))
    state = models.CharField(max_length=10, choices=FollowUpState, default=FollowUpState.AGREED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["coaching", "state", "due_on"], name="follow_up_due")]

    def __str__(self) -> str:
        return f"{self.coaching_id} {self.due_on}"


class FollowUpStep(OfTwo, Signed):
    """One step of a follow-up, with the words given. Rows are only added."""

    follow_up = models.ForeignKey("coaching.FollowUp", on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    text = models.TextField(blank=True, max_length=2000)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["follow_up", "made_at"], name="follow_up_steps")]

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.kind}"
