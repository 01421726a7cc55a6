"""What the page of one indicator shows, put together from law, answer and engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pranata.assessment.levels import KEPT_DECIMALS, allowed_levels, level_text, whole_levels
from pranata.assessment.queries.checklist import Checklist
from pranata.assessment.queries.detail import AssessmentDetail
from pranata.assessment.queries.effect import Effect, effects_of, per_level
from pranata.assessment.regulations import LevelCriteria
from pranata.assessment.web.checklist_lines import RequirementLine


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One level of the ladder: what it asks beyond all lower ones, and whether the answer has reached it."""

    level: int
    name: str
    criteria: LevelCriteria
    lines: tuple[RequirementLine, ...]
    is_met: bool
    is_current: bool


def indicator_context(
    detail: AssessmentDetail, number: str, checklist: Checklist, lines: Mapping[str, RequirementLine]
) -> dict[str, Any]:
    """Return the context of the indicator's page, effect and checklist included."""
    regulation = detail.regulation
    criteria = regulation.criteria(number)
    domain, aspect = regulation.place(number)
    before, after = detail.neighbours(number)
    return effect_context(detail, number) | {
        "criteria": criteria,
        "domain": domain,
        "aspect": aspect,
        "checklist": checklist,
        "rungs": _rungs(detail, number, lines),
        "before": before,
        "after": after,
        "citations": [regulation.cite(text) for text in criteria.citations],
        "guideline": regulation.cite(criteria.guideline) if criteria.guideline else "",
        "allowed": allowed_levels(regulation.instrument.score, decimals=KEPT_DECIMALS),
        "is_decimal": regulation.instrument.score.step != 1,
    }


def effect_context(detail: AssessmentDetail, number: str) -> dict[str, Any]:
    """Return what the panel beside the answer shows: the level, and what it does to the index."""
    row = detail.row(number)
    instrument = detail.regulation.instrument
    names = level_names(detail, number)
    floor = instrument.indicator(number).floor
    base = row.previous if row.previous is not None else floor
    return {
        "detail": detail,
        "regulation": detail.regulation,
        "assessment": detail.assessment,
        "row": row,
        "level_name": names.get(row.step, ""),
        "previous_name": names.get(int(row.previous), "") if row.previous is not None else "",
        "effects": _effects(detail, number, [*whole_levels(instrument)]),
        "base": _effects(detail, number, [base])[0],
        "per_level": per_level(instrument, number),
    }


def _effects(detail: AssessmentDetail, number: str, levels: list[int] | list[Fraction]) -> list[Effect]:
    return effects_of(
        detail.regulation.instrument,
        detail.levels,
        number,
        levels,
        index=detail.score.index,
        year=detail.assessment.year,
    )


def level_names(detail: AssessmentDetail, number: str) -> dict[int, str]:
    """Return the names of the levels of an indicator; empty where no source names one."""
    return {level: name or "" for level, name in detail.regulation.scale(number).levels.items()}


def _rungs(detail: AssessmentDetail, number: str, lines: Mapping[str, RequirementLine]) -> list[Rung]:
    row, names = detail.row(number), level_names(detail, number)
    asked = detail.regulation.criteria(number).levels
    return [
        Rung(
            level=level,
            name=names.get(level, ""),
            criteria=asked.get(level, LevelCriteria()),
            lines=tuple(line for line in lines.values() if line.item.requirement.level == level),
            is_met=row.level is not None and row.level >= level,
            is_current=row.text == level_text(level),
        )
        for level in whole_levels(detail.regulation.instrument)
    ]
