"""Which posts hold a role."""

import datetime as dt

from django.db.models import Q

from pranata.organisation.models import Grant


def positions_with(*roles: str, on: dt.date) -> list[int]:
    """Return the posts of the open scope that hold one of the roles on a day. One query."""
    granted = Grant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), role__in=roles, starts_on__lte=on
    )
    return sorted(set(granted.values_list("position_id", flat=True)))
