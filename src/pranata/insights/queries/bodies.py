"""Finding a body: by slug, by what a visitor typed, by likeness when nothing fits."""

import difflib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from pranata.insights.queries.reported import reported
from pranata.organisation.models import Instansi

MAX_WORDS = 6
MAX_TYPED = 80


@dataclass(frozen=True, kw_only=True)
class FoundBody:
    """One body with its latest nationally reported result; index None where it has none."""

    slug: str
    name: str
    kind: str
    province: str
    index: Decimal | None
    predikat: str


def body_by_slug(slug: str) -> Instansi | None:
    """The body of this address, or None (one query)."""
    return Instansi.objects.filter(slug=slug.replace("\x00", "")).first()


def find_bodies(typed: str, *, limit: int = 30) -> tuple[FoundBody, ...]:
    """Bodies whose name or province holds every word typed; names that begin so come first (one query)."""
    words = typed[:MAX_TYPED].replace("\x00", "").split()[:MAX_WORDS]
    if not words:
        return ()
    condition = Q()
    for word in words:
        condition &= Q(name__icontains=word) | Q(province_name__icontains=word)
    found = _read(_with_result().filter(condition))
    typed = " ".join(words).casefold()
    return tuple(sorted(found, key=lambda body: (typed not in body.name.casefold(), body.name))[:limit])


def directory() -> tuple[FoundBody, ...]:
    """Every body that has a nationally reported result, by name (one query)."""
    return tuple(body for body in _read(_with_result().order_by("name")) if body.index is not None)


def nearest_bodies(slug: str, *, limit: int = 5) -> tuple[FoundBody, ...]:
    """Bodies whose address looks most like an unknown one (two queries, only for pages not found)."""
    slugs = Instansi.objects.values_list("slug", flat=True)
    near = difflib.get_close_matches(slug[:MAX_TYPED].lower(), list(slugs), n=limit, cutoff=0.6)
    found = {body.slug: body for body in _read(_with_result().filter(slug__in=near))}
    return tuple(found[match] for match in near if match in found)


def _with_result() -> QuerySet[Any]:
    latest = reported().filter(instansi=OuterRef("pk")).order_by("-year")
    return Instansi.objects.annotate(
        index=Subquery(latest.values("index")[:1]), predikat=Subquery(latest.values("predikat")[:1])
    )


def _read(bodies: QuerySet[Any]) -> list[FoundBody]:
    rows = bodies.values_list("slug", "name", "kind", "province_name", "index", "predikat")
    return [
        FoundBody(slug=slug, name=name, kind=kind, province=province, index=index, predikat=predikat or "")
        for slug, name, kind, province, index, predikat in rows
    ]
