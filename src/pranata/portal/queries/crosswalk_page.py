"""How the indicators of one instrument continue in another, as the public page and the indicator show it."""

from dataclasses import dataclass

from pranata.assessment.regulations import (
    Crosswalk,
    IndicatorCriteria,
    Lone,
    Match,
    Regulation,
    crosswalks_of,
)
from pranata.engine.scoring import Certainty


@dataclass(frozen=True, kw_only=True)
class Linked:
    """One match with the indicator it leads to, and where each side was read."""

    match: Match
    criteria: IndicatorCriteria
    basis: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Continued:
    """One indicator, where it leads, or why nowhere."""

    criteria: IndicatorCriteria
    links: tuple[Linked, ...]
    lone: Lone | None


@dataclass(frozen=True, kw_only=True)
class Fresh:
    """One indicator that nothing leads to."""

    criteria: IndicatorCriteria
    lone: Lone


@dataclass(frozen=True, kw_only=True)
class ChangePage:
    """A crosswalk in one direction; `certainty` narrows to what is that sure."""

    crosswalk: Crosswalk
    rows: tuple[Continued, ...]
    fresh: tuple[Fresh, ...]
    paired: int
    total: int
    counts: tuple[tuple[Certainty, int], ...]


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """One indicator as another instrument has it."""

    target: Regulation
    continued: Continued


def change_page(crosswalk: Crosswalk, certainty: str = "") -> ChangePage:
    """Return every indicator of the source with its matches, and what is new in the target."""
    rows = [continued(crosswalk, item) for item in crosswalk.source.indicators]
    fresh = [
        Fresh(criteria=crosswalk.target.criteria(lone.number), lone=lone)
        for lone in crosswalk.fresh
        if certainty in ("", lone.certainty)
    ]
    shown = [narrowed for row in rows if (narrowed := _narrowed(row, certainty))]
    return ChangePage(
        crosswalk=crosswalk,
        rows=tuple(shown),
        fresh=tuple(fresh),
        paired=sum(bool(row.links) for row in rows),
        total=len(rows),
        counts=_counts(crosswalk),
    )


def elsewhere(regulation: Regulation, number: str) -> tuple[Elsewhere, ...]:
    """Return an indicator as every instrument joined to its own has it."""
    criteria = regulation.criteria(number)
    return tuple(
        Elsewhere(target=joined.target, continued=continued(joined, criteria))
        for joined in crosswalks_of(regulation.id)
    )


def continued(crosswalk: Crosswalk, item: IndicatorCriteria) -> Continued:
    """Return one indicator of the source with where it leads."""
    links = tuple(_linked(crosswalk, match) for match in crosswalk.from_source(item.number))
    return Continued(criteria=item, links=links, lone=crosswalk.reason_for(item.number))


def _linked(crosswalk: Crosswalk, match: Match) -> Linked:
    """The places read are those the match cites, else where each indicator itself was read."""
    one, other = crosswalk.source.criteria(match.source), crosswalk.target.criteria(match.target)
    read = (
        *(crosswalk.source.cite(text) for text in one.citations[:2]),
        *(crosswalk.target.cite(text) for text in other.citations[:2]),
    )
    cited = tuple(crosswalk.target.cite(text) for text in match.citations)
    return Linked(match=match, criteria=other, basis=cited or read)


def _narrowed(row: Continued, certainty: str) -> Continued | None:
    if not certainty:
        return row
    links = tuple(link for link in row.links if link.match.certainty == certainty)
    lone = row.lone if row.lone and row.lone.certainty == certainty else None
    return Continued(criteria=row.criteria, links=links, lone=lone) if links or lone else None


def _counts(crosswalk: Crosswalk) -> tuple[tuple[Certainty, int], ...]:
    said = crosswalk.certainties
    return tuple((kind, said.count(kind)) for kind in Certainty if kind in said)
