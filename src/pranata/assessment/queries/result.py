"""What an assessment gave: every stage beside the others, the year before, and what lies between them."""

from dataclasses import dataclass, replace
from fractions import Fraction

from pranata.assessment import regulations
from pranata.assessment.models import EXTERNAL, Answer, Assessment
from pranata.assessment.queries.previous import previous_assessment
from pranata.assessment.queries.stage_scores import Passage, StageScore, Why, passages, stage_scores
from pranata.assessment.regulations import Regulation
from pranata.engine.difference import DifferentInstruments, difference
from pranata.engine.scoring import Score


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """A domain or an aspect: its value in the year before, if there was one, and in every stage."""

    number: str
    name: str
    weight: Fraction
    is_domain: bool
    before: Fraction | None
    values: tuple[Fraction, ...]


@dataclass(frozen=True, kw_only=True)
class AssessmentResult:
    """Everything the pages and files of a result are made of. `stages` is never empty."""

    assessment: Assessment
    regulation: Regulation
    stages: tuple[StageScore, ...]
    passages: tuple[Passage, ...]
    before: StageScore | None
    since_last: Passage | None

    @property
    def latest(self) -> StageScore:
        """The stage that counts now: the last one that gave something."""
        return self.stages[-1]

    @property
    def score(self) -> Score:
        """The score that counts now."""
        return self.latest.score

    @property
    def rows(self) -> tuple[PartRow, ...]:
        """Domains, each followed by its aspects, with the value of every stage."""
        rows: list[PartRow] = []
        for domain in self.regulation.instrument.domains:
            if self.regulation.instrument.has_domains:
                rows.append(self._row("domains", domain.number, domain.name, domain.weight))
            rows += [self._row("aspects", a.number, a.name, a.weight) for a in domain.aspects]
        return tuple(rows)

    def _row(self, kind: str, number: str, name: str, weight: Fraction) -> PartRow:
        return PartRow(
            number=number,
            name=name,
            weight=weight,
            is_domain=kind == "domains",
            before=None if self.before is None else _value(self.before.score, kind, number),
            values=tuple(_value(stage.score, kind, number) for stage in self.stages),
        )


def _value(found: Score, kind: str, number: str) -> Fraction:
    parts = found.domains if kind == "domains" else found.aspects
    return next(part.value for part in parts if part.number == number)


def assessment_result(assessment: Assessment, *, for_outer: bool = False) -> AssessmentResult:
    """Return the result as its own instansi may see it. Nine queries at most.

    For an assessor of another instansi without the words of the instansi's own assessors: their levels are
    seen, their reasons stay inside.
    """
    scores = stage_scores(assessment)
    earlier = previous_assessment(assessment)
    before = stage_scores(earlier)[-1] if earlier else None
    return AssessmentResult(
        assessment=assessment,
        regulation=regulations.load(assessment.instrument),
        stages=scores,
        passages=tuple(_outer(one) if for_outer else one for one in passages(assessment, scores)),
        before=before,
        since_last=_since(assessment, before, scores[-1]) if before else None,
    )


def _outer(passage: Passage) -> Passage:
    return passage if passage.after.stage in EXTERNAL else replace(passage, why={})


def _since(assessment: Assessment, before: StageScore, after: StageScore) -> Passage | None:
    try:
        found = difference(before.score, after.score)
    except DifferentInstruments:
        return None
    return Passage(
        before=before, after=after, difference=found, why={} if assessment.source else _notes(assessment)
    )


def _notes(assessment: Assessment) -> dict[str, Why]:
    rows = Answer.objects.filter(assessment=assessment).select_related("changed_by__position")
    return {
        row.indicator: Why(
            who="",
            title=row.changed_by.position.title if row.changed_by else "",
            at=row.changed_at,
            text=row.reason or row.note,
        )
        for row in rows
    }
