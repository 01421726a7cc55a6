"""How many bodies hold which predikat in a year."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from pranata.insights.queries.reported import PREDIKAT, reported


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """Bodies per predikat of one year, lowest predikat first."""

    year: int
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All bodies of the year."""
        return sum(self.counts.values())

    def at_least(self, predikat: str) -> int:
        """Bodies that reached this predikat or a higher one."""
        return sum(self.counts[name] for name in PREDIKAT[PREDIKAT.index(predikat) :])


def predikat_distribution(years: tuple[int, ...]) -> Mapping[int, Distribution]:
    """The distribution of each year, by the predikat as printed (one query for all years)."""
    found = (
        reported().filter(year__in=years).values_list("year", "predikat").annotate(n=Count("pk")).order_by()
    )
    counts: dict[int, dict[str, int]] = {year: dict.fromkeys(PREDIKAT, 0) for year in years}
    for year, predikat, number in found:
        counts[year][predikat] = number
    return {year: Distribution(year=year, counts=counts[year]) for year in years}
