"""Everything the page of one body says."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pranata.assessment.printed_results import national_series
from pranata.engine.scoring import Instrument
from pranata.insights.queries.body_results import BodyResults, PublicResult, results_of
from pranata.insights.queries.groups import similar_in
from pranata.insights.queries.medians import KindMedians, kind_medians
from pranata.insights.queries.next_predikat import NextPredikat, next_predikat
from pranata.insights.queries.ranking import RankedResult, ranking
from pranata.insights.queries.similar import SimilarBodies
from pranata.insights.queries.standing import Standing, standings
from pranata.organisation.models import Instansi
from pranata.portal.instruments import instrument
from pranata.portal.names import REGIONAL

SIMILAR_SHOWN = 7


@dataclass(frozen=True, kw_only=True)
class BodyPage:
    """One body in one year. What the year's national report does not hold is None or empty."""

    body: Instansi
    year: int
    results: BodyResults
    instrument: Instrument | None
    national: Mapping[int, Decimal]
    standing: Standing | None
    medians: KindMedians
    ahead: NextPredikat | None
    similar: SimilarBodies | None
    neighbours: tuple[RankedResult, ...]

    @property
    def result(self) -> PublicResult:
        """The result of the year shown."""
        return self.results.by_year[self.year]

    @property
    def previous(self) -> PublicResult | None:
        """The latest earlier result made with the same instrument."""
        earlier = [
            result
            for year, result in self.results.by_year.items()
            if year < self.year and result.instrument == self.result.instrument
        ]
        return earlier[-1] if earlier else None


def read_body_page(body: Instansi, results: BodyResults, year: int) -> BodyPage:
    """Read what stands around a body's result of `year` (≤ 8 queries, however many bodies there are)."""
    result = results.by_year[year]
    used = instrument(result.instrument)
    return BodyPage(
        body=body,
        year=year,
        results=results,
        instrument=used,
        national=national_series(),
        standing=standings(year, [body.pk]).get(body.pk),
        medians=kind_medians(body.kind, year),
        ahead=next_predikat(result, used.bands) if used else None,
        similar=similar_in(body, year, limit=SIMILAR_SHOWN),
        neighbours=_neighbours(body, year),
    )


def read_results(body: Instansi) -> BodyResults:
    """Every public result of the body (one query)."""
    return results_of([body.pk])[body.pk]


def _neighbours(body: Instansi, year: int) -> tuple[RankedResult, ...]:
    """The order in the body's province; of central bodies, among their kind."""
    if body.kind in REGIONAL and body.province_name:
        return ranking(year, province=body.province_name)
    return ranking(year, kind=body.kind)
