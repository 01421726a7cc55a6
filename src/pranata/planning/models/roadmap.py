"""An edition of the Peta Rencana SPBE: five years, from a draft to the decree of the head of the region."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pranata.organisation.models import Made


class RoadmapState(models.TextChoices):
    """A draft is written, proposed, and set by decree; a later one that is set takes its place."""

    DRAFT = "draft", _("Rancangan")
    PROPOSED = "proposed", _("Diajukan")
    SET = "set", _("Ditetapkan")
    REPLACED = "replaced", _("Digantikan")


class Roadmap(models.Model):
    """One edition. `edition` counts within a period; `origin` is the edition it was revised from.

    `weights` says how much each criterion counts, as whole numbers by its code. `last_year` is included.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="roadmaps")
    first_year = models.PositiveSmallIntegerField(_("tahun pertama"))
    last_year = models.PositiveSmallIntegerField(_("tahun terakhir"))
    edition = models.PositiveSmallIntegerField(_("versi"))
    state = models.CharField(max_length=8, choices=RoadmapState, default=RoadmapState.DRAFT)
    decree_number = models.CharField(_("nomor penetapan"), max_length=120, blank=True)
    decree_on = models.DateField(_("tanggal penetapan"), null=True, blank=True)
    weights = models.JSONField()
    origin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "first_year", "edition"], name="roadmap_edition_once"
            ),
            models.UniqueConstraint(
                fields=["instansi", "first_year"], condition=Q(state="set"), name="roadmap_one_set_a_period"
            ),
            models.CheckConstraint(
                condition=Q(last_year=F("first_year") + 4), name="roadmap_lasts_five_years"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("set", "replaced")) | Q(decree_on__isnull=False),
                name="roadmap_set_names_its_decree",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_year}-{self.last_year}/{self.edition}"

    @property
    def years(self) -> range:
        """The years it covers."""
        return range(self.first_year, self.last_year + 1)


class RoadmapActKind(models.TextChoices):
    """What was done with an edition as a whole."""

    STARTED = "started", _("Disusun")
    TAKEN = "taken", _("Diisi dari rencana")
    PROPOSED = "proposed", _("Diajukan")
    RETURNED = "returned", _("Dikembalikan")
    SET = "set", _("Ditetapkan")
    REPLACED = "replaced", _("Digantikan")


class RoadmapAct(Made):
    """One act on an edition with who did it, as what, and when. Rows are only added."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    roadmap = models.ForeignKey("planning.Roadmap", on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=8, choices=RoadmapActKind)
    words = models.CharField(max_length=500, blank=True)
    event_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["roadmap", "made_at"], name="roadmap_act_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.roadmap_id}"
