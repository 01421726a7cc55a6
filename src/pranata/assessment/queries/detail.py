"""One assessment with all its indicators, by domain and aspect, and the score they give."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pranata.assessment import regulations
from pranata.assessment.levels import level_text
from pranata.assessment.models import Answer, Assessment, Stage
from pranata.assessment.queries.judging import standing
from pranata.assessment.queries.previous import previous_assessment
from pranata.assessment.queries.score import BandDistance, Levels, exact, next_band, score_now
from pranata.assessment.regulations import Regulation
from pranata.engine.scoring import Aspect, Domain, Indicator, Score


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """One indicator with its answer; `previous` is last year's level."""

    number: str
    name: str
    short_name: str
    weight: Fraction
    level: Fraction | None
    note: str
    version: int
    changed_at: dt.datetime | None
    previous: Fraction | None
    since_last: str = ""

    @property
    def is_undecided(self) -> bool:
        """Whether nobody said yet how it stands against last year."""
        return self.previous is not None and not self.since_last

    @property
    def step(self) -> int:
        """The whole level it has reached, 0 without an answer: what a tile is coloured by."""
        return 0 if self.level is None else int(self.level)

    @property
    def text(self) -> str:
        """The level as written, empty without one."""
        return level_text(self.level)


@dataclass(frozen=True, kw_only=True)
class AspectBlock:
    """An aspect with its rows."""

    number: str
    name: str
    weight: Fraction
    value: Fraction
    rows: tuple[IndicatorRow, ...]

    @property
    def answered(self) -> int:
        """How many of its indicators have a level."""
        return sum(row.level is not None for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class DomainBlock:
    """A domain with its aspects."""

    number: str
    name: str
    weight: Fraction
    value: Fraction
    aspects: tuple[AspectBlock, ...]


@dataclass(frozen=True, kw_only=True)
class AssessmentDetail:
    """Everything the pages of an assessment show."""

    assessment: Assessment
    regulation: Regulation
    score: Score
    domains: tuple[DomainBlock, ...]
    previous: Assessment | None
    distance: BandDistance | None
    stands: Stage | None = None
    """The closed stage whose values these are, where others judged; else they are what was answered."""

    @property
    def rows(self) -> tuple[IndicatorRow, ...]:
        """All indicators in the order of the instrument."""
        return tuple(row for domain in self.domains for aspect in domain.aspects for row in aspect.rows)

    @property
    def total(self) -> int:
        """How many indicators the instrument has."""
        return len(self.rows)

    @property
    def answered(self) -> int:
        """How many have a level."""
        return self.total - len(self.score.missing)

    @property
    def percent(self) -> int:
        """How much is answered, out of one hundred, rounded down."""
        return self.answered * 100 // self.total

    @property
    def levels(self) -> dict[str, Fraction | None]:
        """The levels by indicator."""
        return {row.number: row.level for row in self.rows}

    @property
    def instrument_moved(self) -> bool:
        """Whether the instrument's arithmetic is no longer the one the assessment was made under."""
        return self.regulation.instrument.digest != self.assessment.instrument_digest

    @property
    def undecided(self) -> int:
        """How many indicators nobody held against last year yet."""
        return sum(row.is_undecided for row in self.rows)

    def row(self, number: str) -> IndicatorRow:
        """Return the row of an indicator. Raises KeyError if there is none."""
        return {row.number: row for row in self.rows}[number]

    def neighbours(self, number: str) -> tuple[IndicatorRow | None, IndicatorRow | None]:
        """Return the rows before and after an indicator."""
        rows = self.rows
        at = [row.number for row in rows].index(number)
        return (rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None)


def assessment_detail(
    assessment: Assessment, levels: Mapping[str, Decimal | None] | None = None
) -> AssessmentDetail:
    """Return the assessment with its answers, last year's levels and the score. Two queries.

    With `levels`, those of a stage are shown in place of what was answered.
    """
    regulation = regulations.load(assessment.instrument)
    previous = previous_assessment(assessment)
    both = _stored(assessment, *([previous] if previous else []))
    answers = both.get(assessment.pk, [])
    given = exact({one.indicator: one.level for one in answers} if levels is None else levels)
    earlier = both.get(previous.pk, []) if previous else []
    before = exact({one.indicator: one.level for one in earlier})
    found = score_now(regulation.instrument, given, year=assessment.year)
    return AssessmentDetail(
        assessment=assessment,
        regulation=regulation,
        score=found,
        domains=_domains(regulation, found, given, {one.indicator: one for one in answers}, before),
        previous=previous,
        distance=next_band(regulation.instrument, found.index),
    )


def standing_detail(assessment: Assessment) -> AssessmentDetail:
    """Return the assessment with the values that stand: after others judged, those of the last closed stage.

    One query more than `assessment_detail`, or none.
    """
    found = standing([assessment]).get(assessment.pk)
    if found is None:
        return assessment_detail(assessment)
    return replace(assessment_detail(assessment, found[1]), stands=found[0])


class _Stored(NamedTuple):
    """What a row needs of an answer. Not the model: a page shows 47, and nothing else of them."""

    indicator: str
    level: Decimal | None
    note: str
    version: int
    changed_at: dt.datetime | None
    since_last: str


def _stored(*assessments: Assessment) -> dict[int, list[_Stored]]:
    """Return the answers by assessment. One query."""
    rows = Answer.objects.filter(assessment_id__in=[one.pk for one in assessments])
    found: dict[int, list[_Stored]] = {}
    for pk, *row in rows.values_list("assessment_id", *_Stored._fields):
        found.setdefault(pk, []).append(_Stored(*row))
    return found


def _domains(
    regulation: Regulation, found: Score, given: Levels, answers: Mapping[str, _Stored], before: Levels
) -> tuple[DomainBlock, ...]:
    aspects = {part.number: part.value for part in found.aspects}
    values = {part.number: part.value for part in found.domains}

    def aspect_block(aspect: Aspect) -> AspectBlock:
        rows = tuple(
            _row(item, answers[item.number], given.get(item.number), before.get(item.number))
            for item in aspect.indicators
        )
        return AspectBlock(
            number=aspect.number,
            name=aspect.name,
            weight=aspect.weight,
            value=aspects[aspect.number],
            rows=rows,
        )

    def domain_block(domain: Domain) -> DomainBlock:
        return DomainBlock(
            number=domain.number,
            name=domain.name,
            weight=domain.weight,
            value=values.get(domain.number, found.index),
            aspects=tuple(aspect_block(aspect) for aspect in domain.aspects),
        )

    return tuple(domain_block(domain) for domain in regulation.instrument.domains)


def _row(item: Indicator, answer: _Stored, level: Fraction | None, previous: Fraction | None) -> IndicatorRow:
    return IndicatorRow(
        number=item.number,
        name=item.name,
        short_name=item.short_name,
        weight=item.weight,
        level=level,
        note=answer.note,
        version=answer.version,
        changed_at=answer.changed_at,
        previous=previous,
        since_last=answer.since_last,
    )
