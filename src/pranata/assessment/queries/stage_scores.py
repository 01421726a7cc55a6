"""What every stage of an assessment gave, side by side, and what lies between one and the next.

A stage that was closed gives what was frozen then. The stage that runs gives what stands now, where the
assessed instansi may see it: values of an external stage are shown to it only once that stage is closed.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from pranata.assessment import regulations
from pranata.assessment.models import EXTERNAL, ORDER, Assessment, Judgement, Stage, StageResult
from pranata.assessment.queries.score import Levels, levels_of, score_now
from pranata.engine.difference import Difference, difference
from pranata.engine.scoring import Instrument, Score


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
    instrument = regulations.load(assessment.instrument).instrument
    standing = _frozen(assessment)
    found = [_from_result(stage, standing[stage], instrument) for stage in ORDER if stage in standing]
    live = _live_levels(assessment, found[-1] if found else None)
    if live is not None:
        found.append(_live(assessment, live, instrument))
    return tuple(found)


def final_score(assessment: Assessment) -> StageScore | None:
    """Return the last stage that was closed, or None before the first was."""
    closed = [found for found in stage_scores(assessment) if found.is_final]
    return closed[-1] if closed else None


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


def _frozen(assessment: Assessment) -> dict[Stage, StageResult]:
    """Return the latest result of every stage that still stands."""
    before = ORDER[: ORDER.index(Stage(assessment.stage))]
    rows = StageResult.objects.filter(assessment=assessment, stage__in=before)
    return {Stage(row.stage): row for row in rows.order_by("closed_at", "pk")}


def _live_levels(assessment: Assessment, before: StageScore | None) -> Levels | None:
    """Return the levels of the stage that runs, or None where it gives none that may be shown."""
    stage = Stage(assessment.stage)
    if stage == Stage.SELF or (before is None and stage == Stage.RESULT):
        return levels_of(assessment.answers.all())
    if stage in EXTERNAL or stage == Stage.RESULT:
        return None
    judged = Judgement.objects.filter(assessment=assessment, stage=stage).values_list("indicator", "level")
    now = {number: Fraction(level) for number, level in judged if level is not None}
    return {**(before.levels if before else levels_of(assessment.answers.all())), **now}


def _from_result(stage: Stage, result: StageResult, instrument: Instrument) -> StageScore:
    levels = levels_in(result.snapshot)
    return StageScore(
        stage=stage,
        year=result.snapshot["year"],
        levels=levels,
        score=score_now(instrument, levels, year=result.snapshot["year"]),
        result=result,
    )


def levels_in(snapshot: Mapping[str, dict[str, str | None]]) -> dict[str, Fraction | None]:
    """Return the levels a snapshot froze, exact."""
    return {
        number: None if level is None else Fraction(level) for number, level in snapshot["levels"].items()
    }


def _live(assessment: Assessment, levels: Levels, instrument: Instrument) -> StageScore:
    return StageScore(
        stage=Stage(assessment.stage),
        year=assessment.year,
        levels=levels,
        score=score_now(instrument, levels, year=assessment.year),
        result=None,
        source=assessment.source,
    )


def _judged(assessment: Assessment) -> dict[str, dict[str, Why]]:
    found: dict[str, dict[str, Why]] = {}
    for row in Judgement.objects.filter(assessment=assessment):
        found.setdefault(row.stage, {})[row.indicator] = Why(
            who=row.person_name, title=row.position_title, at=row.changed_at, text=row.justification
        )
    return found
