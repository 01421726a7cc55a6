"""The units somebody may choose."""

import datetime as dt

from django.db.models import QuerySet

from pranata.organisation.models import Unit
from pranata.organisation.policies import Actor
from pranata.organisation.queries.tree import on_day
from pranata.records.policies import units_kept


def units_to_keep_for(actor: Actor, on: dt.date) -> QuerySet[Unit]:
    """Return the units of today whose documents the actor adds to."""
    return Unit.objects.filter(on_day(on), pk__in=units_kept(actor)).order_by("name")
