"""The bodies of a year in order."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, F, When, Window
from django.db.models.functions import Rank

from pranata.insights.queries.reported import ordering_value, reported


@dataclass(frozen=True, slots=True)
class RankedResult:
    """One body in its place; `exact_min` is None where the exact index could not be recovered.

    A suspect row has no rank: `remark` says why, `source` where it stands printed.
    """

    rank: int | None
    instansi_id: int
    slug: str
    name: str
    kind: str
    index: Decimal
    exact_min: Decimal | None
    predikat: str
    is_suspect: bool
    remark: str
    source: str


def ranking(year: int, *, kind: str = "", province: str = "") -> tuple[RankedResult, ...]:
    """Everyone of the year, of one kind or of one province, best first; ties share a rank (one query).

    Ordered by the lower bound of the exact index, else by the index as printed; ties by name. Rows that
    cannot be right come last, without a rank, and are counted in nobody's.
    """
    rows = reported().filter(year=year)
    if kind:
        rows = rows.filter(instansi__kind=kind)
    if province:
        rows = rows.filter(instansi__province_name=province)
    rank = Window(Rank(), partition_by=F("is_suspect"), order_by=ordering_value().desc())
    ranked = rows.annotate(rank=Case(When(is_suspect=False, then=rank)))
    found = ranked.order_by("is_suspect", "rank", "instansi__name")
    return tuple(RankedResult(*row) for row in found.values_list(*_COLUMNS))


_COLUMNS = (
    "rank", F("instansi_id"), "instansi__slug", "instansi__name", "instansi__kind", "index", "exact_min",
    "predikat", "is_suspect", "remark", "source",
)  # fmt: skip
