"""Two to six bodies side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pranata.insights.queries.body_results import BodyResults, PublicResult, results_of
from pranata.insights.queries.standing import Standing, standings
from pranata.organisation.models import Instansi

FEWEST, MOST = 2, 6


@dataclass(frozen=True, kw_only=True)
class ComparedBody:
    """One column of the comparison; `result` and `standing` are of the year compared."""

    body: Instansi
    results: BodyResults
    result: PublicResult | None
    standing: Standing | None
    letter: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`years` are all years one of them has a result for; `year` is the one the details are of."""

    bodies: tuple[ComparedBody, ...]
    year: int
    years: tuple[int, ...]

    def index(self, column: ComparedBody, year: int) -> Decimal | None:
        """The printed index of a body in a year."""
        result = column.results.by_year.get(year)
        return result.index if result else None


def chosen_bodies(slugs: tuple[str, ...]) -> tuple[Instansi, ...]:
    """The bodies of these addresses, in their order; unknown ones are left out (one query)."""
    found = {body.slug: body for body in Instansi.objects.filter(slug__in=slugs[: MOST * 3])}
    return tuple(found[slug] for slug in slugs if slug in found)


def read_comparison(bodies: tuple[Instansi, ...], year: int | None) -> Comparison | None:
    """Compare them in `year`, else in the latest year most of them share; None if none has a result."""
    results = results_of([body.pk for body in bodies])
    years = tuple(sorted({at for found in results.values() for at in found.by_year}))
    if not years:
        return None
    shown = year if year in years else _best_shared(results, years)
    ranks = standings(shown, results)
    columns = tuple(
        ComparedBody(
            body=body,
            results=results[body.pk],
            result=results[body.pk].by_year.get(shown),
            standing=ranks.get(body.pk),
            letter=letter,
        )
        for letter, body in zip("ABCDEF", bodies, strict=False)
    )
    return Comparison(bodies=columns, year=shown, years=years)


def _best_shared(results: Mapping[int, BodyResults], years: tuple[int, ...]) -> int:
    return max(years, key=lambda year: (sum(year in found.by_year for found in results.values()), year))
