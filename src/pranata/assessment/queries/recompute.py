"""The file from which a stranger recomputes a result: levels, and what they are said to give."""

from typing import Any

from pranata.assessment.levels import plain_text
from pranata.assessment.levels_file.claim import SCHEMA
from pranata.assessment.queries.result import AssessmentResult
from pranata.assessment.queries.score import Levels
from pranata.assessment.queries.stage_scores import Passage, StageScore


def recompute_document(found: AssessmentResult, body: str) -> dict[str, Any]:
    """Return the document that docs/spec/recompute-file.md describes. `levels` are those that count."""
    latest = found.latest
    return {
        "schema": SCHEMA,
        "instansi": body,
        "year": found.assessment.year,
        "instrument": found.assessment.instrument,
        "instrument_digest": found.regulation.instrument.digest,
        "is_example": found.assessment.is_example,
        "source": found.assessment.source,
        "stage": latest.stage.value,
        "levels": written(latest.levels),
        "claimed": claimed(latest),
        "stages": [_stage(stage) for stage in found.stages],
        "differences": [_passage(passage) for passage in found.passages],
        "trace": latest.score.trace.to_document(),
    }


def written(levels: Levels) -> dict[str, str | None]:
    """Return levels as machines write them."""
    return {number: plain_text(level) for number, level in levels.items()}


def claimed(stage: StageScore) -> dict[str, Any]:
    """Return what is said that the levels give; whoever recomputes compares with it."""
    score = stage.score
    return {
        "index": score.to_document()["index"],
        "index_exact": str(score.index),
        "predikat": score.predikat.applied,
        "missing": list(score.missing),
    }


def _stage(stage: StageScore) -> dict[str, Any]:
    closed = stage.result.closed_at.isoformat() if stage.result else None
    return {
        "stage": stage.stage.value,
        "closed_at": closed,
        "levels": written(stage.levels),
        "claimed": claimed(stage),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "from": passage.before.stage.value,
        "to": passage.after.stage.value,
        **passage.difference.to_document(),
    }
