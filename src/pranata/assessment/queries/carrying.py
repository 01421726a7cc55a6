"""What an assessment under one instrument gives under another: levels, notes, evidence, and what stays open.

Nothing here is a result of the other instrument. Where a level is not carried it may be any, and the index
is said as the range that leaves.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from pranata.assessment.models import Answer, Assessment, CarriedEvidence, Finding, FindingEvidence
from pranata.assessment.queries.checklist import Trouble, trouble_of
from pranata.assessment.queries.score import score_now
from pranata.assessment.regulations import (
    Crosswalk,
    IndicatorCriteria,
    Lone,
    Match,
    Regulation,
    crosswalks_of,
)
from pranata.organisation.policies import Actor
from pranata.records.models import Evidence
from pranata.records.queries.evidence import visible_evidence


@dataclass(frozen=True, kw_only=True)
class Brought:
    """One item of evidence of an indicator. `evidence` is None where it is closed to whoever looks."""

    evidence: Evidence | None
    pages: str
    trouble: Trouble | None

    @property
    def carries(self) -> bool:
        """Whether it comes along: seen, in force, and long enough."""
        return self.evidence is not None and self.trouble is None


@dataclass(frozen=True, kw_only=True)
class Source:
    """One indicator of the assessment that leads to the one looked at, as it was answered."""

    match: Match
    criteria: IndicatorCriteria
    level: Fraction | None
    note: str
    explanations: tuple[tuple[str, str], ...]
    evidence: tuple[Brought, ...]

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to go on from."""
        return self.level is not None or bool(self.note or self.explanations)

    def pages_of(self, item: Evidence) -> str:
        """Return the pages that mattered of an item."""
        return next(one.pages for one in self.evidence if one.evidence and one.evidence.pk == item.pk)


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """One indicator of the other instrument: what leads to it, or why nothing does.

    `level` is set only where the same is asked on the same scale.
    """

    criteria: IndicatorCriteria
    sources: tuple[Source, ...]
    lone: Lone | None
    level: Fraction | None

    @property
    def has_anything(self) -> bool:
        """Whether an answer or evidence leads to it."""
        return bool(self.coming) or any(source.is_answered for source in self.sources)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What it asks that its sources do not show, each sentence once."""
        return tuple(dict.fromkeys(one.match.not_covered for one in self.sources if one.match.not_covered))

    def bringing(self) -> Iterator[tuple[Source, Evidence]]:
        """Yield each item that comes along with the indicator it served."""
        for source in self.sources:
            for one in source.evidence:
                if one.evidence is not None and one.carries:
                    yield source, one.evidence

    @property
    def coming(self) -> tuple[Brought, ...]:
        """The evidence that comes along, each item once."""
        found = {one.evidence.pk: one for source in self.sources for one in source.evidence if one.evidence}
        return tuple(one for one in found.values() if one.carries)

    @property
    def staying(self) -> tuple[Brought, ...]:
        """The evidence that does not come along, each item once; what is closed is not told apart."""
        found = {one.evidence and one.evidence.pk: one for source in self.sources for one in source.evidence}
        return tuple(one for one in found.values() if not one.carries)


@dataclass(frozen=True, kw_only=True)
class LeftBehind:
    """One indicator of the assessment that leads nowhere, with the level it had."""

    criteria: IndicatorCriteria
    lone: Lone
    level: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """All of it. `lowest` and `highest` bound the index of the other instrument."""

    crosswalk: Crosswalk
    rows: tuple[Ahead, ...]
    left: tuple[LeftBehind, ...]
    lowest: Fraction
    highest: Fraction

    @property
    def joined(self) -> tuple[Ahead, ...]:
        """The indicators that something leads to."""
        return tuple(row for row in self.rows if row.sources)

    @property
    def shown(self) -> tuple[Ahead, ...]:
        """The indicators that evidence comes along for."""
        return tuple(row for row in self.rows if row.coming)

    @property
    def unknown(self) -> int:
        """How many indicators nothing leads to."""
        return len(self.rows) - len(self.joined)

    @property
    def weight(self) -> Fraction:
        """How much of the other instrument's weight something leads to, out of a hundred."""
        whole = sum((row.criteria.weight for row in self.rows), Fraction(0))
        return sum((row.criteria.weight for row in self.joined), Fraction(0)) * 100 / whole


def years_for(assessment: Assessment, target: Regulation) -> tuple[int, ...]:
    """Return the years in which a draft of another instrument may follow: same, next, or its first."""
    covers = target.instrument.covers
    near = tuple(year for year in (assessment.year, assessment.year + 1) if covers(year))
    first = target.validity.first_year
    return near or ((first,) if first > assessment.year else ())


def successors_of(assessment: Assessment) -> tuple[Crosswalk, ...]:
    """Return where the assessment can lead to. No query."""
    return tuple(walk for walk in crosswalks_of(assessment.instrument) if years_for(assessment, walk.target))


def preview_of(assessment: Assessment, walk: Crosswalk, year: int, actor: Actor) -> Preview:
    """Return what the assessment gives under the other instrument. Four queries."""
    answers = {row.indicator: row for row in Answer.objects.filter(assessment=assessment)}
    rows = ahead(assessment, walk, year, actor, answers)
    known = {row.criteria.number: row.level for row in rows}
    instrument, score = walk.target.instrument, walk.target.instrument.score
    low, high = (
        score_now(
            instrument, {n: end if level is None else level for n, level in known.items()}, year=year
        ).index
        for end in (score.minimum, score.maximum)
    )
    return Preview(crosswalk=walk, rows=rows, left=_left(walk, answers), lowest=low, highest=high)


def ahead(
    assessment: Assessment, walk: Crosswalk, year: int, actor: Actor, answers: dict[str, Answer]
) -> tuple[Ahead, ...]:
    """Return each indicator of the other instrument with what leads to it. Three queries."""
    until = dt.date(year, 12, 31)
    evidence = _evidence(assessment, actor, until)
    said = _explanations(assessment)
    reasons = {lone.number: lone for lone in walk.fresh}

    def source(match: Match) -> Source:
        answer = answers.get(match.source)
        return Source(
            match=match,
            criteria=walk.source.criteria(match.source),
            level=None if answer is None or answer.level is None else Fraction(answer.level),
            note=answer.note if answer else "",
            explanations=tuple(said.get(match.source, ())),
            evidence=tuple(evidence.get(match.source, ())),
        )

    def row(item: IndicatorCriteria) -> Ahead:
        sources = tuple(map(source, walk.to_target(item.number)))
        return Ahead(
            criteria=item,
            sources=sources,
            lone=reasons.get(item.number),
            level=_carried_level(walk, sources),
        )

    return tuple(map(row, walk.target.indicators))


def carried_to(assessment: Assessment, number: str, actor: Actor, until: dt.date) -> tuple[Brought, ...]:
    """Return the evidence an indicator was given from another instrument. Two queries, one for none."""
    rows = list(
        CarriedEvidence.objects.filter(
            answer__assessment=assessment, answer__indicator=number, undone_at__isnull=True
        )
        .select_related("evidence")
        .order_by("pk")
    )
    return _brought(((row.evidence, row.pages) for row in rows), actor, until)


def _carried_level(walk: Crosswalk, sources: tuple[Source, ...]) -> Fraction | None:
    found = [source.level for source in sources if walk.carries_level(source.match)]
    return found[0] if len(found) == 1 else None


def _left(walk: Crosswalk, answers: dict[str, Answer]) -> tuple[LeftBehind, ...]:
    def level(number: str) -> Fraction | None:
        answer = answers.get(number)
        return None if answer is None or answer.level is None else Fraction(answer.level)

    return tuple(
        LeftBehind(criteria=walk.source.criteria(lone.number), lone=lone, level=level(lone.number))
        for lone in walk.left
    )


def _explanations(assessment: Assessment) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    rows = Finding.objects.filter(answer__assessment=assessment).exclude(explanation="")
    for number, key, text in rows.order_by("requirement").values_list(
        "answer__indicator", "requirement", "explanation"
    ):
        found.setdefault(number, []).append((key, text))
    return found


def _evidence(assessment: Assessment, actor: Actor, until: dt.date) -> dict[str, tuple[Brought, ...]]:
    links = list(
        FindingEvidence.objects.filter(finding__answer__assessment=assessment, unlinked_at__isnull=True)
        .select_related("evidence", "finding__answer")
        .order_by("pk")
    )
    brought = _brought(((link.evidence, link.pages) for link in links), actor, until)
    found: dict[str, dict[int, Brought]] = {}
    for link, one in zip(links, brought, strict=True):
        found.setdefault(link.finding.answer.indicator, {}).setdefault(link.evidence_id, one)
    return {number: tuple(items.values()) for number, items in found.items()}


def _brought(shown: Iterable[tuple[Evidence, str]], actor: Actor, until: dt.date) -> tuple[Brought, ...]:
    rows = list(shown)
    if not rows:
        return ()
    mine = visible_evidence(actor).filter(pk__in={item.pk for item, _pages in rows})
    seen = set(mine.values_list("pk", flat=True))
    return tuple(
        Brought(evidence=item if item.pk in seen else None, pages=pages, trouble=trouble_of(item, until))
        for item, pages in rows
    )
