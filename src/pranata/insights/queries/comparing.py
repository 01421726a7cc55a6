"""A body against its kind, its province and those most like it: index, domains, aspects, indicators."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pranata.assessment.printed_results import printed_averages
from pranata.assessment.regulations import Regulation, UnknownInstrument, load
from pranata.insights.queries.body_results import BodyResults, PublicResult, results_of
from pranata.insights.queries.groups import (
    EVERY,
    EVERYBODY,
    Group,
    GroupFigures,
    Quartiles,
    group_figures,
    groups_of,
    similar_in,
)
from pranata.insights.queries.own_levels import OwnLevels
from pranata.insights.queries.reported import reported_years
from pranata.insights.queries.shared import NOBODY, Spread, latest_shared, sharing_bodies, spreads
from pranata.insights.queries.similar import SimilarBodies
from pranata.organisation.models import Instansi

NATIONAL = "spbe-2020"


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """The index, a domain or an aspect: own value, quartiles of each group, and the printed average."""

    number: str
    name: str
    own: Decimal | None
    groups: tuple[Quartiles | None, ...]
    printed: Decimal | None


@dataclass(frozen=True, kw_only=True)
class LevelRow:
    """One indicator: own level, how the group's shared ones lie, and how far the middle is above it."""

    number: str
    name: str
    own: Decimal | None
    spread: Spread

    @property
    def gap(self) -> Decimal | None:
        """How far the middle of the group lies above the own level; None where it cannot be said."""
        quartiles = self.spread.quartiles
        return None if self.own is None or quartiles is None else quartiles.middle - self.own


@dataclass(frozen=True, kw_only=True)
class Comparing:
    """Everything the page of a comparison shows."""

    body: Instansi
    year: int | None
    result: PublicResult | None
    figures: tuple[GroupFigures, ...]
    parts: tuple[PartRow, ...]
    similar: SimilarBodies | None
    populations: Mapping[int, int | None]
    regulation: Regulation
    own: OwnLevels | None
    groups: tuple[Group, ...]
    group: Group
    sharing: int
    levels: tuple[LevelRow, ...]


def compare_body(body: Instansi, *, own: OwnLevels | None, instrument: str, group: str) -> Comparing:
    """Read a body's comparison. At most twelve queries, however many bodies there are."""
    results = results_of([body.pk])[body.pk]
    year = _year(results)
    similar = similar_in(body, year, limit=EVERY) if year else None
    groups = groups_of(body, similar)
    figures = tuple(group_figures(each, year) for each in groups) if year else ()
    chosen = next((each for each in groups if each.key == group), EVERYBODY)
    regulation = load(instrument)
    alike = similar.risers if similar else ()
    shown = own or shared_of(body, instrument)
    return Comparing(
        body=body,
        year=year,
        result=results.by_year.get(year) if year else None,
        figures=figures,
        parts=_parts(body, year, results, figures),
        similar=similar,
        populations=dict(
            Instansi.objects.filter(pk__in=[row.instansi_id for row in alike]).values_list("pk", "population")
        ),
        regulation=regulation,
        own=shown,
        groups=groups,
        group=chosen,
        sharing=sharing_bodies(instrument, chosen, without=body.pk),
        levels=_levels(regulation, shown, spreads(instrument, chosen, without=body.pk)),
    )


def shared_of(body: Instansi, instrument: str) -> OwnLevels | None:
    """Return what the body itself shares. One query."""
    found = latest_shared(body.pk, instrument)
    return OwnLevels(year=found[0], levels=found[1]) if found else None


def known_instrument(name: str) -> str:
    """Return the instrument if this installation has it, else that of the national reports."""
    try:
        return load(name).id
    except UnknownInstrument:
        return NATIONAL


def _year(results: BodyResults) -> int | None:
    """The latest year in which the body stands in a national report."""
    years = [year for year in reported_years() if year in results.by_year]
    return next((year for year in years if not results.by_year[year].is_suspect), None)


def _levels(
    regulation: Regulation, own: OwnLevels | None, found: Mapping[str, Spread]
) -> tuple[LevelRow, ...]:
    levels = own.levels if own else {}
    return tuple(
        LevelRow(
            number=item.number,
            name=item.short_name,
            own=levels.get(item.number),
            spread=found.get(item.number, NOBODY),
        )
        for item in regulation.instrument.indicators
    )


def _parts(
    body: Instansi, year: int | None, results: BodyResults, figures: tuple[GroupFigures, ...]
) -> tuple[PartRow, ...]:
    """The index and the domains as the report prints them, and aspects where a report prints those too."""
    if year is None:
        return ()
    result, printed = results.by_year[year], printed_averages(year, body.kind)
    instrument = load(known_instrument(result.instrument)).instrument
    head = PartRow(
        number="", name="", own=result.index, groups=tuple(each.index for each in figures),
        printed=printed.get("index"),
    )  # fmt: skip
    domains = [
        PartRow(
            number=part.number, name=part.name, own=result.domains.get(part.number),
            groups=tuple(each.domains.get(part.number) for each in figures),
            printed=printed.get(f"D{part.number}"),
        )
        for part in instrument.domains
    ]  # fmt: skip
    aspects = [
        PartRow(
            number=part.number, name=part.name, own=result.aspects.get(part.number), groups=(),
            printed=printed.get(f"A{part.number}"),
        )
        for part in instrument.aspects
    ]  # fmt: skip
    known = [row for row in aspects if row.own is not None or row.printed is not None]
    return (head, *domains, *known)
