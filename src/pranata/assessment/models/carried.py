"""Evidence brought along from an assessment under another instrument."""

from django.db import models
from django.db.models import Q


class CarriedEvidence(models.Model):
    """One item that served an indicator of the other instrument, not yet shown for any requirement here.

    Which requirement it serves is for whoever answers to say: instruments are joined by indicator only. A row
    whose copying was undone stays, with the moment.
    """

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey("assessment.Answer", on_delete=models.PROTECT, related_name="carried")
    evidence = models.ForeignKey("records.Evidence", on_delete=models.PROTECT, related_name="+")
    # The indicator it served, by the number of the instrument it comes from.
    source_indicator = models.CharField(max_length=8)
    pages = models.CharField(max_length=120, blank=True)
    batch = models.UUIDField(db_index=True)
    carried_at = models.DateTimeField()
    carried_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "evidence"],
                condition=Q(undone_at__isnull=True),
                name="carried_evidence_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.evidence_id}"
