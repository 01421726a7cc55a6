"""What assessors concluded of each aspect, and what the data themselves would let one say."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from pranata.assessment.levels import level_text
from pranata.assessment.models import (
    ORDER,
    AspectConclusion,
    Assessment,
    Cause,
    Finding,
    FindingVerdict,
    Stage,
)
from pranata.assessment.queries.result import AssessmentResult
from pranata.assessment.regulations import Regulation
from pranata.engine.scoring import Aspect

STRONG = Fraction(4)
WEAK = Fraction(2)
LINES = 12


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Strengths, weaknesses and recommendations, a line each."""

    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Concluded:
    """An aspect with its value and what was concluded of it latest; empty texts where nobody did.

    `version` is that of the present stage, which a form sends back; `stage` is where the words come from.
    """

    number: str
    name: str
    value: Fraction
    before: Fraction | None
    texts: Texts
    version: int
    stage: str
    who: str
    title: str
    at: dt.datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was concluded yet."""
        return self.texts == Texts()


@dataclass(frozen=True)
class Unmet:
    """A requirement that was found unmet, and the cause in words."""

    asked: str
    cause: str


def conclusions(found: AssessmentResult) -> tuple[Concluded, ...]:
    """Return every aspect with its words, of the latest stage that has some. One query."""
    rows: dict[str, list[AspectConclusion]] = defaultdict(list)
    for row in AspectConclusion.objects.filter(assessment_id=found.assessment.pk):
        rows[row.aspect].append(row)
    before = {p.number: p.value for p in found.before.score.aspects} if found.before else {}
    return tuple(
        _concluded(part.number, part.name, part.value, before.get(part.number), rows[part.number], found)
        for part in found.score.aspects
    )


def unmet_requirements(assessment: Assessment) -> dict[str, tuple[Unmet, ...]]:
    """Return what was found unmet, by indicator. One query."""
    rows = Finding.objects.filter(answer__assessment_id=assessment.pk, verdict=FindingVerdict.NOT_MET)
    labels = {code: str(label) for code, label in Cause.choices}
    found: dict[str, list[Unmet]] = defaultdict(list)
    for number, asked, cause in rows.order_by("requirement").values_list(
        "answer__indicator", "asked", "cause"
    ):
        found[number].append(Unmet(asked, labels.get(cause, "")))
    return {number: tuple(items) for number, items in found.items()}


def proposal(found: AssessmentResult, number: str, unmet: Mapping[str, tuple[Unmet, ...]]) -> Texts:
    """Return what the data would let one say of an aspect. A proposal: nothing of it is kept by itself.

    Strong is level 4 and above or what rose since the year before, weak is level 2 and below or what fell.
    """
    aspect = next(a for a in found.regulation.instrument.aspects if a.number == number)
    before = found.before.score if found.before else None
    earlier = dict(zip(_numbers(found.regulation), before.levels, strict=True)) if before else {}
    levels = dict(zip(_numbers(found.regulation), found.score.levels, strict=True))
    return Texts(
        strengths=_cut(_strengths(aspect, levels, earlier)),
        weaknesses=_cut(_weaknesses(aspect, levels, earlier, unmet)),
        recommendations=_cut(_recommendations(found.regulation, aspect, levels, unmet)),
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _concluded(
    number: str,
    name: str,
    value: Fraction,
    before: Fraction | None,
    rows: Iterable[AspectConclusion],
    found: AssessmentResult,
) -> Concluded:
    ordered = sorted(rows, key=lambda row: ORDER.index(Stage(row.stage)))
    here = found.assessment.stage
    said = [row for row in ordered if row.strengths or row.weaknesses or row.recommendations]
    row = said[-1] if said else None
    return Concluded(
        number=number,
        name=name,
        value=value,
        before=before,
        texts=_texts(row),
        version=next((r.version for r in ordered if r.stage == here), 0),
        stage=str(Stage(row.stage).label) if row else "",
        who=row.person_name if row else "",
        title=row.position_title if row else "",
        at=row.changed_at if row else None,
    )


def _texts(row: AspectConclusion | None) -> Texts:
    if row is None:
        return Texts()
    return Texts(
        strengths=lines_of(row.strengths),
        weaknesses=lines_of(row.weaknesses),
        recommendations=lines_of(row.recommendations),
    )


def _numbers(regulation: Regulation) -> list[str]:
    return [item.number for item in regulation.instrument.indicators]


def _cut(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(lines)[:LINES]


def _strengths(
    aspect: Aspect, levels: Mapping[str, Fraction], earlier: Mapping[str, Fraction]
) -> Iterable[str]:
    for item in aspect.indicators:
        level, old = levels[item.number], earlier.get(item.number)
        words = {"number": item.number, "name": item.short_name, "level": level_text(level)}
        if old is not None and level > old:
            yield _("Indikator %(number)s, %(name)s: naik dari tingkat %(old)s ke tingkat %(level)s.") % {
                **words,
                "old": level_text(old),
            }
        elif level >= STRONG:
            yield _("Indikator %(number)s, %(name)s: tingkat %(level)s.") % words


def _weaknesses(
    aspect: Aspect,
    levels: Mapping[str, Fraction],
    earlier: Mapping[str, Fraction],
    unmet: Mapping[str, tuple[Unmet, ...]],
) -> Iterable[str]:
    for item in aspect.indicators:
        level, old = levels[item.number], earlier.get(item.number)
        words = {"number": item.number, "name": item.short_name, "level": level_text(level)}
        if old is not None and level < old:
            yield _("Indikator %(number)s, %(name)s: turun dari tingkat %(old)s ke tingkat %(level)s.") % {
                **words,
                "old": level_text(old),
            }
        elif level <= WEAK:
            yield _("Indikator %(number)s, %(name)s: masih tingkat %(level)s.") % words
        for one in unmet.get(item.number, ())[:1]:
            yield _lacking(item.number, one)


def _lacking(number: str, one: Unmet) -> str:
    asked = one.asked.rstrip(".")
    if not one.cause:
        return _("Indikator %(number)s: belum terpenuhi, %(asked)s.") % {"number": number, "asked": asked}
    return _("Indikator %(number)s: belum terpenuhi karena %(cause)s, %(asked)s.") % {
        "number": number,
        "asked": asked,
        "cause": one.cause.lower() if not one.cause.isupper() else one.cause,
    }


def _recommendations(
    regulation: Regulation,
    aspect: Aspect,
    levels: Mapping[str, Fraction],
    unmet: Mapping[str, tuple[Unmet, ...]],
) -> Iterable[str]:
    for item in aspect.indicators:
        if levels[item.number] > WEAK and item.number not in unmet:
            continue
        target = int(levels[item.number]) + 1
        asked = regulation.criteria(item.number).levels.get(target)
        if asked and asked.requirements:
            yield _("Indikator %(number)s: untuk tingkat %(level)s, %(asked)s.") % {
                "number": item.number,
                "level": target,
                "asked": "; ".join(text.rstrip(".") for text in asked.requirements),
            }
