"""Up to when somebody was told by letter what was done in their name."""

from django.db import models


class DailyLetter(models.Model):
    """State, not evidence: one row a person. `sent_at` is when the last letter went, None before one."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField("organisation.Person", on_delete=models.PROTECT, related_name="+")
    told_until = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.told_until}"
