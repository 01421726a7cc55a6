"""A dispute of an entry, and the answer. Rows are added, never altered; the words are in the entries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Named


class Ground(models.TextChoices):
    """What is wrong with the entry, as whoever is named in it sees it."""

    NOT_ME = "bukan_saya", _("Bukan saya yang melakukannya")
    NOT_RIGHT = "tidak_benar", _("Isinya tidak benar")


class Dispute(models.Model):
    """One dispute. `entry_id` is what is disputed, `event_id` the entry that says so.

    The words of the dispute are the sealed detail of that entry, and nowhere else.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    event_id = models.UUIDField(unique=True)
    entry_id = models.UUIDField()
    entry_recorded_at = models.DateTimeField()
    # Whose act it was by the entry: they do not judge a dispute of it.
    entry_person = models.CharField(max_length=36, blank=True)
    ground = models.CharField(max_length=12, choices=Ground)
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200)
    position_title = models.CharField(max_length=200, blank=True)
    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="+", null=True
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry_id", "person"], name="dispute_once_a_person"),
        ]
        indexes = [models.Index(fields=["instansi", "made_at"], name="dispute_by_time")]

    def __str__(self) -> str:
        return str(self.entry_id)


class Outcome(models.TextChoices):
    """What whoever examined it found."""

    UPHELD = "dibenarkan", _("Sangkalan dibenarkan")
    NOT_UPHELD = "tidak_terbukti", _("Sangkalan tidak terbukti")


class Answer(Named):
    """The answer to a dispute: one, by somebody else. Its words are the sealed detail of `event_id`."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    dispute = models.OneToOneField("receipts.Dispute", on_delete=models.PROTECT, related_name="answer")
    event_id = models.UUIDField(unique=True)
    outcome = models.CharField(max_length=16, choices=Outcome)
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.outcome} {self.dispute_id}"
