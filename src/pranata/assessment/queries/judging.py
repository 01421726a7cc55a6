"""The values of each stage side by side: what was answered, what each stage judged, what it kept.

Everything here is read in the scope of the assessed instansi.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import QuerySet

from pranata.assessment.models import (
    EXTERNAL,
    ORDER,
    Answer,
    Assessment,
    Judgement,
    JudgementBasis,
    Stage,
    StageResult,
)

StageLevels = Mapping[str, Decimal | None]


def stage_levels(assessment: Assessment, stage: str) -> StageLevels:
    """Return the value of every indicator in a stage. Three queries at most.

    A stage that was left gives what was frozen then. The one that runs, and those to come, give what was
    judged in them and else the value of the stage before; `RESULT` gives the final values.
    """
    return side_by_side(assessment, [stage])[Stage(stage)]


def side_by_side(
    assessment: Assessment,
    stages: Iterable[str],
    judged: Mapping[Stage, StageLevels] | None = None,
    results: Mapping[Stage, StageResult] | None = None,
) -> dict[Stage, StageLevels]:
    """Return the values of several stages, in the order of the process. Three queries at most.

    `judged` are the values judged in the stage that runs, and `results` those of `standing_results`, where
    somebody has read them already.
    """
    wanted = {Stage(stage) for stage in stages}
    frozen = frozen_levels(assessment, results)
    judged = _judged(assessment) if judged is None else judged
    values: StageLevels = frozen.get(Stage.SELF) or _answered(assessment)
    found: dict[Stage, StageLevels] = {}
    for stage in ORDER:
        if stage != Stage.SELF:
            values = frozen.get(stage) or {**values, **judged.get(stage, {})}
        if stage in wanted:
            found[stage] = values
    return found


def before(stage: str, stages: Iterable[Stage]) -> Stage:
    """Return the stage that an assessment with these stages goes through before one."""
    passed = [one for one in stages if ORDER.index(one) < ORDER.index(Stage(stage))]
    return passed[-1] if passed else Stage.SELF


def after(assessment: Assessment, stages: Iterable[Stage]) -> Stage:
    """Return the stage that follows the present one of an assessment with these stages."""
    here = ORDER.index(Stage(assessment.stage))
    return next((one for one in stages if ORDER.index(one) > here), Stage.RESULT)


def shown_to_assessed(assessment: Assessment, stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Return the stages whose values the assessed instansi sees: its own, and closed ones of others."""
    here = ORDER.index(Stage(assessment.stage))
    return tuple(
        stage
        for stage in stages
        if ORDER.index(stage) <= here
        and stage != Stage.RESULT
        and (stage not in EXTERNAL or ORDER.index(stage) < here)
    )


def standing_results(assessment: Assessment) -> dict[Stage, StageResult]:
    """Return what was frozen of every stage that was left, as it was closed latest. One query, or none.

    What a stage froze before it was returned to stays stored and does not count.
    """
    return {Stage(row.stage): row for row in _standing(assessment)}


def _standing(assessment: Assessment) -> QuerySet[StageResult]:
    left = ORDER[: ORDER.index(Stage(assessment.stage))]
    rows = StageResult.objects.filter(assessment_id=assessment.pk, stage__in=left)
    return rows.order_by("stage", "-closed_at", "-pk").distinct("stage")


def frozen_levels(
    assessment: Assessment, results: Mapping[Stage, StageResult] | None = None
) -> dict[Stage, StageLevels]:
    """Return the values of every stage that was left. No query with the results that stand, else one."""
    if results is not None:
        return {stage: levels_in(row) for stage, row in results.items()}
    rows = _standing(assessment).values_list("stage", "snapshot__levels")
    return {Stage(stage): _decimals(levels) for stage, levels in rows}


def levels_in(result: StageResult) -> StageLevels:
    """Return the values a stage froze. No query."""
    return _decimals(result.snapshot["levels"])


def standing(assessments: Iterable[Assessment]) -> dict[int, tuple[Stage, StageLevels]]:
    """Return the last closed stage and its values, by assessment, once it went beyond its own assessors.

    Before that what was answered stands, and the assessment is left out. One query for all, or none.
    """
    judged = {row.pk: row for row in assessments if row.stage not in (Stage.SELF, Stage.INTERNAL)}
    if not judged:
        return {}
    rows = StageResult.objects.filter(assessment_id__in=judged).order_by("closed_at", "pk")
    found: dict[int, tuple[Stage, StageLevels]] = {}
    for pk, name, levels in rows.values_list("assessment_id", "stage", "snapshot__levels"):
        stage, here = ORDER.index(Stage(name)), ORDER.index(Stage(judged[pk].stage))
        if stage < here and (pk not in found or stage >= ORDER.index(found[pk][0])):
            found[pk] = (Stage(name), _decimals(levels))
    return found


def _decimals(levels: Mapping[str, str | None] | None) -> StageLevels:
    return {number: Decimal(text) if text else None for number, text in (levels or {}).items()}


def _answered(assessment: Assessment) -> StageLevels:
    return dict(Answer.objects.filter(assessment_id=assessment.pk).values_list("indicator", "level"))


def _judged(assessment: Assessment) -> Mapping[Stage, StageLevels]:
    rows = Judgement.objects.filter(
        assessment_id=assessment.pk, basis=JudgementBasis.JUDGED, level__isnull=False
    )
    found: dict[Stage, dict[str, Decimal | None]] = {}
    for stage, indicator, level in rows.values_list("stage", "indicator", "level"):
        found.setdefault(Stage(stage), {})[indicator] = level
    return found


def judged_count(assessment: Assessment) -> int:
    """Return how many indicators were judged in the stage that runs. One query."""
    rows = Judgement.objects.filter(
        assessment_id=assessment.pk, stage=assessment.stage, basis=JudgementBasis.JUDGED, level__isnull=False
    )
    return rows.count()
