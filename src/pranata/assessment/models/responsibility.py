"""Which post answers for an indicator. It hangs on the post, so it outlasts whoever holds it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """The part a post has in an indicator: one answers for it, others help."""

    RESPONSIBLE = "responsible", _("Penanggung jawab")
    CONTRIBUTOR = "contributor", _("Pendukung")


class Responsibility(models.Model):
    """One indicator given to one post. A row that was taken back stays, with the moment it ended.

    A post that was carried over by a reorganisation keeps what its former row was given: whoever reads
    follows `Position.continues`.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(
        "assessment.Assessment", on_delete=models.PROTECT, related_name="responsibilities"
    )
    indicator = models.CharField(_("indikator"), max_length=8)
    position = models.ForeignKey("organisation.Position", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(_("bagian"), max_length=12, choices=Part)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "organisation.Assignment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "indicator"],
                condition=Q(ended_at__isnull=True, part="responsible"),
                name="responsibility_one_answers",
            ),
            models.UniqueConstraint(
                fields=["assessment", "indicator", "position"],
                condition=Q(ended_at__isnull=True),
                name="responsibility_once_a_post",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="responsibility_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.position_id} {self.part}"
