"""As whom somebody opens an entry: for the position held today, or for themselves where they held one."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone

from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.models import Entry
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import seats_of
from pranata.receipts.policies import Claimant, EntryClosed


@contextmanager
def visit(request: HttpRequest, event_id: uuid.UUID) -> Iterator[Claimant]:
    """Open the scope an entry is in, and give who reads it. Raises EntryClosed."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None and _is_here(event_id):
        yield Claimant.official(actor)
        return
    account_id = int(request.user.pk or 0)
    for person in seats_of(account_id):
        zone = ZoneInfo(person.instansi.time_zone)
        with tenant_scope(person.instansi_id, account_id=account_id), timezone.override(zone):
            if _is_here(event_id):
                yield Claimant.former(person)
                return
    raise EntryClosed


def _is_here(event_id: uuid.UUID) -> bool:
    return Entry.objects.filter(event_id=event_id).exists()
