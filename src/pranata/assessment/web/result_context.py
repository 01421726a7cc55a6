"""What the page of a result shows: stages side by side, and every difference with its reasons."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from pranata.assessment.queries.result import AssessmentResult, PartRow
from pranata.assessment.queries.stage_scores import Passage, StageScore, Why
from pranata.engine.difference import Moved
from pranata.engine.scoring import Score
from pranata.foundation.ui.charts.radar import Radar, radar
from pranata.foundation.ui.numbers import written

SIDE_BY_SIDE = 2
"""Up to how many stages have room for their whole names."""


@dataclass(frozen=True)
class Shown:
    """A value under its column."""

    label: str
    value: Fraction


@dataclass(frozen=True)
class PartLine:
    """A domain or an aspect with a value a column, and how far the last one is from the first."""

    number: str
    name: str
    weight: Fraction
    is_domain: bool
    values: tuple[Shown, ...]
    step: Fraction


@dataclass(frozen=True)
class Step:
    """One indicator that moved, and who says why."""

    moved: Moved
    why: Why | None


@dataclass(frozen=True)
class PassageBlock:
    """A passage with its finding as title."""

    anchor: str
    title: str
    passage: Passage
    steps: tuple[Step, ...]
    before: str
    after: str


def result_context(found: AssessmentResult) -> dict[str, Any]:
    """Return the context of `result.html`. No query."""
    columns = [*([str(found.before.year)] if found.before else []), *_stage_names(found)]
    return {
        "found": found,
        "regulation": found.regulation,
        "columns": columns,
        "is_wide": len(found.stages) > SIDE_BY_SIDE,
        "scores": list(zip(columns, _scores(found), strict=True)),
        "lines": [_line(row, columns) for row in found.rows],
        "blocks": _blocks(found),
        "shape": _shape(found),
    }


def _stage_names(found: AssessmentResult) -> list[str]:
    """Name the columns of this year: by stage, or by the year where there is one to compare with."""
    if len(found.stages) == 1 and found.before:
        return [str(found.assessment.year)]
    if len(found.stages) > SIDE_BY_SIDE:
        return [stage.stage.short for stage in found.stages]
    return [stage.label for stage in found.stages]


def _scores(found: AssessmentResult) -> list[StageScore]:
    return [*([found.before] if found.before else []), *found.stages]


def _line(row: PartRow, columns: list[str]) -> PartLine:
    values = [*([row.before] if row.before is not None else []), *row.values]
    shown = tuple(Shown(label, value) for label, value in zip(columns, values, strict=True))
    return PartLine(row.number, row.name, row.weight, row.is_domain, shown, values[-1] - values[0])


def _blocks(found: AssessmentResult) -> list[PassageBlock]:
    blocks = [_block(p, p.before.label, p.after.label) for p in found.passages]
    if found.since_last:
        years = (str(found.since_last.before.year), str(found.assessment.year))
        blocks.append(_block(found.since_last, *years))
    return blocks


def _block(passage: Passage, before: str, after: str) -> PassageBlock:
    steps = tuple(Step(m, passage.why.get(m.number)) for m in passage.difference.moved)
    anchor = f"{passage.before.year}-{passage.before.stage}-{passage.after.stage}"
    return PassageBlock(anchor, _title(passage, before, after), passage, steps, before, after)


def _title(passage: Passage, before: str, after: str) -> str:
    moved = passage.difference.index
    words = {"before": before, "after": after, "by": written(abs(moved), 4)}
    if moved > 0:
        return _("%(before)s ke %(after)s: indeks naik %(by)s") % words
    if moved < 0:
        return _("%(before)s ke %(after)s: indeks turun %(by)s") % words
    if passage.difference.moved:
        return _("%(before)s ke %(after)s: indeks sama, tingkatnya bergeser") % words
    return _("%(before)s ke %(after)s: tidak ada yang berubah") % words


def _shape(found: AssessmentResult) -> Radar:
    instrument = found.regulation.instrument
    names = [part.name for part in (instrument.domains if instrument.has_domains else instrument.aspects)]
    other = found.stages[-2] if len(found.stages) > 1 else found.before
    named = other.label if len(found.stages) > 1 and other else str(other.year) if other else ""
    own = found.latest.label if len(found.stages) > 1 else str(found.assessment.year)
    sentence = _("Nilai tiap bagian: %(own)s.") % {"own": own}
    before = (named, _values(other.score)) if other else None
    return radar(names, (own, _values(found.score)), before, sentence=sentence)


def _values(score: Score) -> list[Any]:
    return [part.value for part in (score.domains or score.aspects)]
