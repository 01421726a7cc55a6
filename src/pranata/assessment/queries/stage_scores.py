"""What every stage of an assessment gave, side by side, and what lies between one and the next.

A stage that was closed gives what was frozen then. The stage that runs gives what stands now, where the
assessed instansi may see it: values of an external stage are shown to it only once that stage is closed.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from pranata.assessment import regulations
from pranata.assessment.models import ORDER, Assessment, Judgement, Stage, StageResult
from pranata.assessment.queries.judging import levels_in, side_by_side, standing_results
from pranata.assessment.queries.score import Levels, exact, score_now
from pranata.engine.difference import Difference, difference
from pranata.engine.scoring import Score

OWN = (Stage.SELF, Stage.INTERNAL)
"""Stages whose values the assessed instansi sees while they run; those of others once they are closed."""


@dataclass(frozen=True, kw_only=True)
class StageScore:
    """The result of one stage; `result` is what was frozen when it was closed, None while it runs."""

    stage: Stage
    year: int
    levels: Levels
    score: Score
    result: StageResult | None
    source: str = ""

    @property
    def label(self) -> str:
        """The stage as the law names it; levels read in an evaluation report are of that report."""
        return str(_("Hasil evaluasi")) if self.source else str(self.stage.label)

    @property
    def is_final(self) -> bool:
        """Whether it was closed: nothing of it changes any more."""
        return self.result is not None

    @property
    def agrees(self) -> bool:
        """Whether recomputing gives the very fraction that was frozen."""
        return self.result is None or self.result.snapshot.get("index_exact") == str(self.score.index)


@dataclass(frozen=True, kw_only=True)
class Why:
    """Who moved an indicator, as what, when, and the words they gave."""

    who: str
    title: str
    at: dt.datetime | None
    text: str


@dataclass(frozen=True, kw_only=True)
class Passage:
    """From one result to the next: the exact difference, and why each indicator moved."""

    before: StageScore
    after: StageScore
    difference: Difference
    why: Mapping[str, Why]


def stage_scores(assessment: Assessment) -> tuple[StageScore, ...]:
    """Return the stages that gave something, first to last. Three queries at most.

    A stage that was returned no longer counts, though what it froze is kept: only stages before the present
    one stand, and the present one as it is.
    """
    results = standing_results(assessment)
    found = _closed(assessment, results)
    here = Stage(assessment.stage)
    if here in OWN or (here == Stage.RESULT and not found):
        levels = side_by_side(assessment, [here], results=results)[here]
        found.append(_score(assessment, here, exact(levels), assessment.year))
    return tuple(found)


def final_score(assessment: Assessment) -> StageScore | None:
    """Return the last stage that was closed, or None before the first was. One query, or none."""
    return next(reversed(_closed(assessment, standing_results(assessment))), None)


def stored_levels(levels: Levels) -> dict[str, Decimal | None]:
    """Return levels as they are stored: decimals, which every level of an assessment is."""
    return {
        number: None if level is None else Decimal(level.numerator) / Decimal(level.denominator)
        for number, level in levels.items()
    }


def passages(assessment: Assessment, scores: tuple[StageScore, ...]) -> tuple[Passage, ...]:
    """Return what lies between each two neighbouring stages. One query."""
    judged = _judged(assessment)
    return tuple(
        Passage(
            before=before,
            after=after,
            difference=difference(before.score, after.score),
            why=judged.get(after.stage, {}),
        )
        for before, after in pairwise(scores)
    )


def _closed(assessment: Assessment, results: Mapping[Stage, StageResult]) -> list[StageScore]:
    return [
        _score(assessment, stage, exact(levels_in(row)), row.snapshot["year"], row)
        for stage, row in sorted(results.items(), key=lambda entry: ORDER.index(entry[0]))
    ]


def _score(
    assessment: Assessment, stage: Stage, levels: Levels, year: int, result: StageResult | None = None
) -> StageScore:
    instrument = regulations.load(assessment.instrument).instrument
    return StageScore(
        stage=stage,
        year=year,
        levels=levels,
        score=score_now(instrument, levels, year=year),
        result=result,
        source="" if result else assessment.source,
    )


def _judged(assessment: Assessment) -> dict[str, dict[str, Why]]:
    found: dict[str, dict[str, Why]] = {}
    for row in Judgement.objects.filter(assessment=assessment):
        found.setdefault(row.stage, {})[row.indicator] = Why(
            who=row.person_name, title=row.position_title, at=row.changed_at, text=row.justification
        )
    return found
