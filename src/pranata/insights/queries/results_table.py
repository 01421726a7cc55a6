"""The results of one year as a table: filtered, sorted, and summed up."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DecimalField,
    Expression,
    F,
    FloatField,
    Func,
    OrderBy,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from pranata.assessment.models import PublishedResult
from pranata.insights.queries.reported import PREDIKAT, ordering_value, reported

DOMAINS = ("1", "2", "3", "4")
SORTS = ("nama", "indeks", "naik", *(f"d{number}" for number in DOMAINS))
DEFAULT_SORT = "-indeks"
MAX_WORDS = 6


@dataclass(frozen=True, kw_only=True)
class TableFilter:
    """What the visitor asked for; empty means everything. `year` is always one reported year."""

    year: int
    kind: str = ""
    province: str = ""
    predikat: str = ""
    text: str = ""
    sort: str = DEFAULT_SORT


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One body in the table; `before` is its printed index a year earlier, if it was reported."""

    instansi_id: int
    slug: str
    name: str
    kind: str
    province: str
    index: Decimal
    exact_min: Decimal | None
    exact_max: Decimal | None
    predikat: str
    domains: Mapping[str, str | None]
    before: Decimal | None
    is_suspect: bool
    remark: str
    source: str

    @property
    def change(self) -> Decimal | None:
        """The change of the printed index since the year before."""
        return None if self.before is None else self.index - self.before


@dataclass(frozen=True, kw_only=True)
class TableSummary:
    """What the filtered rows have in common. `rose` and `compared` count those reported a year earlier."""

    count: int
    median: Decimal | None
    good: int
    rose: int
    compared: int


def results_table(wanted: TableFilter) -> QuerySet[Any]:
    """The filtered rows in the order asked for, lazily: slice or page it, then `read_rows`."""
    rows = _matching(wanted)
    descending = wanted.sort.startswith("-")
    order = OrderBy(_sort_value(wanted.sort.lstrip("-")), descending=descending, nulls_last=True)
    return rows.order_by(order, "instansi__name", "pk")


def read_rows(rows: QuerySet[Any]) -> list[TableRow]:
    """Read a slice of the table (one query)."""
    return [
        TableRow(
            instansi_id=row.instansi_id,
            slug=row.instansi.slug,
            name=row.instansi.name,
            kind=row.instansi.kind,
            province=row.instansi.province_name,
            index=row.index,
            exact_min=row.exact_min,
            exact_max=row.exact_max,
            predikat=row.predikat,
            domains=row.domains,
            before=row.before,
            is_suspect=row.is_suspect,
            remark=row.remark,
            source=row.source,
        )
        for row in rows.select_related("instansi").defer("levels", "aspects")
    ]


def summarise(wanted: TableFilter) -> TableSummary:
    """Count, median, how many are good and how many rose, over the filtered rows (one query).

    Rows that cannot be right are counted as printed and left out of the median and of who rose.
    """
    good = PREDIKAT[PREDIKAT.index("Baik") :]
    found = _matching(wanted).aggregate(
        count=Count("pk"),
        median=_Median("index", filter=Q(is_suspect=False)),
        good=Count("pk", filter=Q(predikat__in=good)),
        compared=Count("before"),
        rose=Count("pk", filter=Q(index__gt=F("before"))),
    )
    median = found.pop("median")
    return TableSummary(median=None if median is None else Decimal(str(round(median, 4))), **found)


def provinces(year: int) -> tuple[str, ...]:
    """The provinces with a body in the year's report, by name (one query)."""
    names = reported().filter(year=year).exclude(instansi__province_name="")
    found = names.order_by("instansi__province_name").values_list("instansi__province_name", flat=True)
    return tuple(found.distinct())


def _comparable(before: QuerySet[PublishedResult]) -> Case:
    """The index a year earlier, unless one of the two rows cannot be right."""
    return Case(When(is_suspect=False, then=Subquery(before.values("index")[:1])))


class _Domain(Func):
    """A domain's printed value. Django's own key lookup takes "4" for the fourth of a list."""

    function = "jsonb_extract_path_text"
    output_field = TextField()


class _Median(Aggregate):
    function = "percentile_cont"
    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def _matching(wanted: TableFilter) -> QuerySet[Any]:
    condition = Q(year=wanted.year)
    if wanted.kind:
        condition &= Q(instansi__kind=wanted.kind)
    if wanted.province:
        condition &= Q(instansi__province_name=wanted.province)
    if wanted.predikat:
        condition &= Q(predikat=wanted.predikat)
    for word in wanted.text.split()[:MAX_WORDS]:
        condition &= Q(instansi__name__icontains=word) | Q(instansi__province_name__icontains=word)
    before = reported().filter(year=wanted.year - 1, instansi=OuterRef("instansi"), is_suspect=False)
    return reported().filter(condition).annotate(before=_comparable(before))


def _sort_value(name: str) -> Expression | F:
    if name == "nama":
        return F("instansi__name")
    if name == "naik":
        return F("index") - F("before")
    if name.startswith("d"):
        return Cast(_Domain("domains", Value(name[1:])), DecimalField(max_digits=4, decimal_places=2))
    return ordering_value()
