"""What a file of levels would change, before anything is applied."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pranata.assessment.queries.detail import AssessmentDetail, IndicatorRow
from pranata.assessment.queries.score import score_now
from pranata.engine.scoring import Score


@dataclass(frozen=True)
class PreviewRow:
    """One indicator that would change."""

    row: IndicatorRow
    level: Decimal


@dataclass(frozen=True)
class Preview:
    """The rows that would change, how many would not, and the score afterwards."""

    rows: tuple[PreviewRow, ...]
    unchanged: int
    untouched: int
    score: Score


def preview_of(detail: AssessmentDetail, levels: Mapping[str, Decimal]) -> Preview:
    """Hold the levels of a file against the answers as they stand. No query."""
    rows = tuple(
        PreviewRow(row, levels[row.number])
        for row in detail.rows
        if row.number in levels and row.level != Fraction(levels[row.number])
    )
    after = detail.levels | {number: Fraction(level) for number, level in levels.items()}
    return Preview(
        rows=rows,
        unchanged=len(levels) - len(rows),
        untouched=detail.total - len(levels),
        score=score_now(detail.regulation.instrument, after, year=detail.assessment.year),
    )
