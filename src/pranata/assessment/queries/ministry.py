"""Each indicator as plain texts for another application: level, explanation, analysis, evidence."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pranata.assessment.checklist import requirements
from pranata.assessment.models import Answer, Assessment, Finding, LevelBasis
from pranata.assessment.queries.checklist import Shown, evidence_of, must_hold_until
from pranata.assessment.queries.detail import AssessmentDetail, IndicatorRow
from pranata.assessment.queries.filled_book import named
from pranata.organisation.policies import Actor


@dataclass(frozen=True, kw_only=True)
class PlainAnswer:
    """One indicator in four texts. `lacking` counts requirements nobody judged."""

    row: IndicatorRow
    explanation: str
    analysis: str
    evidence: str
    lacking: int


def plain_answers(
    detail: AssessmentDetail, actor: Actor, on: dt.date, numbers: Collection[str]
) -> list[PlainAnswer]:
    """Return the texts of these indicators, in the order of the instrument. Four queries."""
    assessment = detail.assessment
    answers = {
        row.indicator: row for row in Answer.objects.filter(assessment=assessment, indicator__in=numbers)
    }
    found = list(Finding.objects.filter(answer__in=answers.values()).order_by("pk"))
    shown = evidence_of(found, actor, must_hold_until(assessment, on))
    by_answer: dict[int, dict[str, Finding]] = {}
    for one in found:
        by_answer.setdefault(one.answer_id, {})[one.requirement] = one
    return [
        _plain(assessment, row, answers[row.number], by_answer.get(answers[row.number].pk, {}), shown)
        for row in detail.rows
        if row.number in answers
    ]


def _plain(
    assessment: Assessment,
    row: IndicatorRow,
    answer: Answer,
    found: dict[str, Finding],
    shown: dict[int, list[Shown]],
) -> PlainAnswer:
    asked = requirements(assessment.instrument, row.number)
    return PlainAnswer(
        row=row,
        explanation=answer.note,
        analysis="\n".join(_analysis(assessment, answer, found)),
        evidence=_evidence(shown.get(found[one.key].pk, []) for one in asked if one.key in found),
        lacking=sum(one.key not in found or not found[one.key].verdict for one in asked),
    )


def _analysis(assessment: Assessment, answer: Answer, found: dict[str, Finding]) -> Iterable[str]:
    """Say requirement by requirement what was found and why, level by level, and what the level rests on."""
    level = None
    for one in requirements(assessment.instrument, answer.indicator):
        now = found.get(one.key)
        if now is None or not (now.verdict or now.explanation):
            continue
        if one.level != level:
            level = one.level
            yield _("Tingkat %(level)d") % {"level": level}
        yield f"- {one.text}: {_verdict(now)}"
        if now.explanation:
            yield f"  {now.explanation}"
    if answer.basis == LevelBasis.REASON:
        yield _("Alasan tingkat: %(reason)s") % {"reason": answer.reason}


def _verdict(found: Finding) -> str:
    if not found.verdict:
        return _("belum dijawab")
    said = str(found.get_verdict_display()).lower()
    if not found.cause:
        return said
    return _("%(said)s, sebab: %(cause)s") % {"said": said, "cause": found.get_cause_display()}


def _evidence(groups: Iterable[list[Shown]]) -> str:
    """Number the names of what the reader may open and what holds; each item once, with all its pages."""
    names: dict[int, str] = {}
    pages: dict[int, list[str]] = {}
    for one in (one for group in groups for one in group):
        if one.evidence is None or one.trouble is not None:
            continue
        names[one.evidence.pk] = one.evidence.title
        pages.setdefault(one.evidence.pk, []).extend([one.pages] if one.pages else [])
    lines = (named(name, ", ".join(dict.fromkeys(pages[pk]))) for pk, name in names.items())
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1))
