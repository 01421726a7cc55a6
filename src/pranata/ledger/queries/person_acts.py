"""What one person did: the acts that the personal bundle of somebody who leaves is made of."""

import uuid

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from pranata.ledger.models import Entry

# The bytes are canonical, so this text stands in every entry of the person. Few others hold it too.
_NAMED = "position(convert_to(%s, 'UTF8') IN entry) > 0"


def person_acts(person: str, *, limit: int = 10_000) -> list[uuid.UUID]:
    """Return the entries a person (by public id) acted in, in the open tenant scope, oldest first.

    One query, which reads the entries of the instansi from one end to the other.
    """
    named = Entry.objects.filter(RawSQL(_NAMED, [f'"person":"{person}"'], BooleanField()))  # noqa: S611 - a constant
    found = (entry for entry in named.order_by("event_id").iterator(chunk_size=500))
    acts = (entry.event_id for entry in found if entry.document["actor"].get("person") == person)
    return [event_id for event_id, _ in zip(acts, range(limit), strict=False)]
