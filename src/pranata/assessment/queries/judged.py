"""The judgements that give the present values of an assessment, and what reviewers said of them.

Read in the scope of the assessed instansi.
"""

from functools import cache
from typing import Any

from pranata.assessment.models import (
    EXTERNAL,
    ORDER,
    Assessment,
    Judgement,
    JudgementBasis,
    Stage,
)
from pranata.foundation.statements import Columns, Statement


def judged_now(assessment: Assessment) -> list[Judgement]:
    """Return the judgements that give the present values, with their latest review. One query.

    Those of the stage that runs; in the review stage those of all outer stages, the latest an indicator.
    """
    stages = EXTERNAL if assessment.stage == Stage.REVIEW else (Stage(assessment.stage),)
    found: dict[str, Judgement] = {}
    rows = [_judgement(row) for row in _judged().rows(assessment.pk, [stage.value for stage in stages])]
    for row in sorted(rows, key=lambda row: (ORDER.index(Stage(row.stage)), row.pk)):
        found[row.indicator] = row
    return [*found.values()]


def _judgement(row: tuple[Any, ...]) -> Judgement:
    version, verdict, *values = row
    found = _JUDGEMENT.take(iter(values))
    found.reviewed_version, found.reviewed_as = version, verdict  # type: ignore[attr-defined]
    return found


_JUDGEMENT = Columns(Judgement, "j")


@cache
def _judged() -> Statement:
    return Statement(
        "judged_now",
        f"""
        SELECT r.version, r.verdict, {_JUDGEMENT.sql}
        FROM assessment_judgement j
        LEFT JOIN LATERAL (
            SELECT version, verdict FROM assessment_judgementreview
            WHERE judgement_id = j.id ORDER BY made_at DESC, id DESC LIMIT 1
        ) r ON true
        WHERE j.assessment_id = $1 AND j.stage = ANY($2) AND j.basis = '{JudgementBasis.JUDGED.value}'
            AND j.level IS NOT NULL
        """,  # noqa: S608 -- put together from our own text
    )
