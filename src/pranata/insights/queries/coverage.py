"""What the public table holds, and all of it row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from pranata.assessment.models import PublishedResult, ResultOrigin


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How many results of a year come from whom."""

    year: int
    origin: str
    count: int
    remarks: int


@dataclass(frozen=True, kw_only=True)
class PublicRow:
    """One result to take along: what stands before and after the domains."""

    head: tuple[Any, ...]
    domains: Mapping[str, str | None]
    tail: tuple[Any, ...]


_HEAD = (
    "year", "instansi__name", "instansi__slug", "instansi__kind", "instansi__province_name",
    "instansi__region_code", "instrument", "origin", "index", "exact", "exact_min", "exact_max", "predikat",
)  # fmt: skip
_TAIL = ("is_suspect", "is_example", "remark", "source")


def coverage() -> tuple[Coverage, ...]:
    """Results per year and origin, latest first (one query)."""
    rows = PublishedResult.objects.order_by("-year", "origin").values_list("year", "origin")
    found = rows.annotate(count=Count("pk"), unremarked=Count("pk", filter=Q(remark="")))
    return tuple(
        Coverage(year=year, origin=str(ResultOrigin(origin).label), count=count, remarks=count - clean)
        for year, origin, count, clean in found
    )


def public_rows() -> Iterator[PublicRow]:
    """Every public result by year and name (one query)."""
    rows = PublishedResult.objects.order_by("year", "instansi__name", "origin")
    for row in rows.values_list(*_HEAD, "domains", *_TAIL).iterator():
        at = len(_HEAD)
        yield PublicRow(head=row[:at], domains=row[at], tail=row[at + 1 :])
