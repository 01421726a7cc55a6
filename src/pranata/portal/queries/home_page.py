"""Everything the front page says."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pranata.assessment.printed_results import national_series
from pranata.insights.queries.change import (
    Change,
    ChangeSummary,
    SuspectResult,
    biggest_rises,
    change_summary,
    suspect_results,
)
from pranata.insights.queries.distribution import Distribution, predikat_distribution
from pranata.insights.queries.histogram import index_histogram
from pranata.insights.queries.reported import reported_years
from pranata.portal.names import CENTRAL

SEGMENTS: Mapping[str, tuple[str, ...]] = {
    "": (),
    "kabupaten": ("kabupaten",),
    "kota": ("kota",),
    "provinsi": ("provinsi",),
    "pusat": CENTRAL,
}


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """`before` is None where only one year was reported; what compares two years is then empty."""

    year: int
    before: int | None
    series: Mapping[int, Decimal]
    distribution: Mapping[int, Distribution]
    histogram: Mapping[int, tuple[int, ...]]
    rises: tuple[Change, ...]
    changes: ChangeSummary | None
    suspects: tuple[SuspectResult, ...]


def read_home_page(segment: str) -> HomePage | None:
    """Read the latest two reported years; None before any report was imported (≤ 6 queries)."""
    years = reported_years()[:2]
    if not years:
        return None
    year, before = years[0], years[1] if len(years) > 1 else None
    return HomePage(
        year=year,
        before=before,
        series=national_series(),
        distribution=predikat_distribution(years),
        histogram=index_histogram(years),
        rises=biggest_rises(before, year, kinds=SEGMENTS[segment]) if before else (),
        changes=change_summary(before, year) if before else None,
        suspects=suspect_results(years),
    )
