"""Who moved between two years: rises, and what rose most inside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from pranata.assessment.models import ResultOrigin
from pranata.insights.queries.reported import reported


@dataclass(frozen=True, kw_only=True)
class Change:
    """One body in two years. `domain` is the domain that rose most, None where none can be compared."""

    instansi_id: int
    slug: str
    name: str
    kind: str
    province: str
    before: Decimal
    after: Decimal
    predikat_after: str
    domain: str | None
    domain_rise: Decimal | None
    domains_after: Mapping[str, str | None]

    @property
    def rise(self) -> Decimal:
        """By how much the printed index rose; negative when it fell."""
        return self.after - self.before


@dataclass(frozen=True, kw_only=True)
class ChangeSummary:
    """How many bodies are in both years' reports, and how many of them rose."""

    both: int
    rose: int


def biggest_rises(
    before: int, after: int, *, kinds: tuple[str, ...] = (), limit: int = 8
) -> tuple[Change, ...]:
    """The bodies whose printed index rose most; suspect rows are left out (one query)."""
    rows = pairs_of_years(before, after).filter(index__gt=F("earlier__index"))
    if kinds:
        rows = rows.filter(instansi__kind__in=kinds)
    return changes(rows.order_by(F("earlier__index") - F("index"), "instansi__name")[:limit])


def change_summary(before: int, after: int) -> ChangeSummary:
    """Counts over the bodies in both reports, suspect rows left out (one query)."""
    rose = Count("pk", filter=Q(index__gt=F("earlier__index")))
    found = pairs_of_years(before, after).aggregate(both=Count("pk"), rose=rose)
    return ChangeSummary(both=found["both"], rose=found["rose"])


@dataclass(frozen=True, kw_only=True)
class SuspectResult:
    """A printed result that cannot be right: shown, never compared."""

    slug: str
    name: str
    year: int
    remark: str


def suspect_results(years: tuple[int, ...]) -> tuple[SuspectResult, ...]:
    """The results of these years that are left out of comparisons, and why (one query)."""
    rows = reported().filter(year__in=years, is_suspect=True).order_by("year", "instansi__name")
    found = rows.values_list("instansi__slug", "instansi__name", "year", "remark")
    return tuple(
        SuspectResult(slug=slug, name=name, year=year, remark=remark) for slug, name, year, remark in found
    )


def pairs_of_years(before: int, after: int) -> QuerySet[Any]:
    """Rows of the later year whose body is in the earlier year's report too, as `earlier`; none suspect."""
    earlier = FilteredRelation(
        "instansi__results",
        condition=Q(
            instansi__results__year=before,
            instansi__results__origin=ResultOrigin.MINISTRY_REPORT,
            instansi__results__is_suspect=False,
            instansi__results__withdrawn_at__isnull=True,
        ),
    )
    rows = reported().filter(year=after, is_suspect=False)
    return rows.annotate(earlier=earlier).filter(earlier__isnull=False)


def changes(pairs: QuerySet[Any]) -> tuple[Change, ...]:
    """Read pairs as changes (one query)."""
    return tuple(_change(row) for row in pairs.values_list(*_COLUMNS))


_COLUMNS = (
    "instansi_id", "instansi__slug", "instansi__name", "instansi__kind", "instansi__province_name",
    "earlier__index", "index", "predikat", "earlier__domains", "domains",
)  # fmt: skip


def _change(row: tuple[Any, ...]) -> Change:
    *fields, domains_before, domains_after = row
    domain, rise = _most_risen(domains_before, domains_after)
    names = (
        "instansi_id", "slug", "name", "kind", "province", "before", "after", "predikat_after",
    )  # fmt: skip
    return Change(
        **dict(zip(names, fields, strict=True)), domain=domain, domain_rise=rise, domains_after=domains_after
    )


def _most_risen(
    before: dict[str, str | None], after: dict[str, str | None]
) -> tuple[str | None, Decimal | None]:
    rises = [
        (Decimal(value) - Decimal(earlier), number)
        for number, value in after.items()
        if value and (earlier := before.get(number))
    ]
    if not rises:
        return None, None
    rise, number = max(rises)
    return number, rise
