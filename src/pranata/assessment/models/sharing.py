"""What an instansi shares of its own choice: the level of each indicator, and what it did to rise."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pranata.assessment.models.stage import Stage


class SharedLevels(models.Model):
    """The levels of one published assessment. Everybody may read it; only its owner's scope writes it.

    The end of sharing removes it; the ledger keeps both acts.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    assessment = models.OneToOneField(
        "assessment.Assessment", on_delete=models.PROTECT, related_name="sharing"
    )
    year = models.PositiveSmallIntegerField(_("tahun"))
    instrument = models.CharField(_("instrumen"), max_length=40)
    instrument_digest = models.CharField(max_length=64)
    stage = models.CharField(_("tahap"), max_length=10, choices=Stage)
    # Of an evaluation report the instansi recorded: which one.
    source = models.CharField(max_length=300, blank=True)
    levels = models.JSONField(default=dict)
    # The unit to ask, by name. Never a person.
    contact = models.CharField(_("unit yang dapat dihubungi"), max_length=200, blank=True)
    is_example = models.BooleanField(_("contoh"), default=False)
    shared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "year", "instrument"], name="shared_levels_once")
        ]

    def __str__(self) -> str:
        return f"{self.instansi_id} {self.year}"


class SharedPractice(models.Model):
    """What the instansi did for one indicator and which kinds of evidence it holds. Public, too."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    sharing = models.ForeignKey("assessment.SharedLevels", on_delete=models.CASCADE, related_name="practices")
    indicator = models.CharField(_("indikator"), max_length=8)
    text = models.TextField(_("yang kami lakukan"), max_length=1500)
    evidence = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sharing", "indicator"], name="shared_practice_once")]

    def __str__(self) -> str:
        return f"{self.sharing_id}: {self.indicator}"
