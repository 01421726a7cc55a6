"""Lists of evidence, and how long it still holds."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from pranata.organisation.policies import Actor
from pranata.records.models import Evidence, EvidencePart
from pranata.records.policies import OPEN, READERS, readable

SOON = dt.timedelta(days=60)
SORTS = {"nama": "title", "mulai": "effective_on", "sampai": "expires_on", "unggah": "added_at"}
DEFAULT_SORT = "-unggah"


class Standing(Enum):
    """Whether an item still holds."""

    HOLDS = "berlaku"
    SOON = "segera"
    EXPIRED = "kedaluwarsa"
    WITHDRAWN = "ditarik"


@dataclass(frozen=True, kw_only=True)
class EvidenceFilter:
    """What a list is narrowed to; empty means everything."""

    words: str = ""
    standing: str = ""
    unit_id: int | None = None
    sort: str = DEFAULT_SORT


def standing_of(evidence: Evidence, on: dt.date) -> Standing:
    """Return how an item stands on a day."""
    if evidence.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if evidence.expires_on is None:
        return Standing.HOLDS
    if evidence.expires_on <= on:
        return Standing.EXPIRED
    return Standing.SOON if evidence.expires_on <= on + SOON else Standing.HOLDS


def visible_evidence(actor: Actor) -> QuerySet[Evidence]:
    """Return the items the actor may see: those without any document that is closed to them."""
    if not actor.has_role(*READERS[OPEN]):
        return Evidence.objects.none()
    closed = EvidencePart.objects.filter(evidence=OuterRef("pk"), version__isnull=False).exclude(
        readable(actor, "version__document__")
    )
    return Evidence.objects.filter(~Exists(closed))


def list_evidence(actor: Actor, wanted: EvidenceFilter, on: dt.date) -> QuerySet[Evidence]:
    """Return items with their parts. Two queries for a page of them."""
    found = visible_evidence(actor).filter(_stands(wanted.standing, on))
    if wanted.words:
        found = found.filter(Q(title__icontains=wanted.words) | Q(note__icontains=wanted.words))
    if wanted.unit_id:
        found = found.filter(unit_id=wanted.unit_id)
    field = SORTS.get(wanted.sort.removeprefix("-"), "added_at")
    order = f"-{field}" if wanted.sort.startswith("-") else field
    return with_parts(found.select_related("unit")).order_by(order, "-pk")


def with_parts(found: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Read the parts with their documents along."""
    parts = EvidencePart.objects.select_related("version__document", "version__text").order_by("position")
    # The words of a whole document may be megabytes; a list shows its pages.
    lean = parts.defer("version__text__content", "version__text__search")
    return found.prefetch_related(Prefetch("parts", lean))


def expiring_count(actor: Actor, on: dt.date) -> int:
    """Return how many items end within sixty days or have ended and are not withdrawn."""
    return visible_evidence(actor).filter(withdrawn_at__isnull=True, expires_on__lte=on + SOON).count()


def _stands(standing: str, on: dt.date) -> Q:
    conditions = {
        Standing.WITHDRAWN.value: Q(withdrawn_at__isnull=False),
        Standing.EXPIRED.value: Q(withdrawn_at__isnull=True, expires_on__lte=on),
        Standing.SOON.value: Q(withdrawn_at__isnull=True, expires_on__gt=on, expires_on__lte=on + SOON),
        Standing.HOLDS.value: Q(withdrawn_at__isnull=True)
        & (Q(expires_on__isnull=True) | Q(expires_on__gt=on)),
    }
    return conditions.get(standing, Q())
