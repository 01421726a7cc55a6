"""Who did it, as what, and when: frozen on the row, since names, posts and capacities change after the act.

The one home of these columns. `Actor.name_and_post`, `Actor.as_what` and `Actor.made` fill them.
"""

from django.db import models


class Named(models.Model):
    """A row that keeps the name and the post of whoever did it."""

    person_name = models.CharField(max_length=200)
    position_title = models.CharField(max_length=200)

    class Meta:
        abstract = True


class NamedAs(Named):
    """A row that keeps besides whether the post was held as definitif, Plt, Plh, Pj or Pjs."""

    capacity = models.CharField(max_length=10)

    class Meta:
        abstract = True


class Made(NamedAs):
    """A row that keeps besides under which assignment it was made, and when."""

    made_at = models.DateTimeField()
    made_by = models.ForeignKey("organisation.Assignment", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
