"""Who did it, as what, and when: frozen on the row, since the other side cannot look it up."""

from django.db import models

from pranata.organisation.models import Made


class Signed(Made):
    """A row that names whoever made it. `by_coach` says which of the two sides that was."""

    by_coach = models.BooleanField(default=True)

    class Meta:
        abstract = True


class OfTwo(models.Model):
    """A row of two parties: `instansi` is coached, `organiser` is the body that coaches it. Both see it."""

    instansi = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")
    organiser = models.ForeignKey("organisation.Instansi", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
