"""What an assessor works with: the task's indicators and how far they are, and one of them in full.

Read in the scope of the assessed instansi, after the task was proven; everything returned is read already.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from pranata.assessment import regulations
from pranata.assessment.checklist import Requirement, requirements
from pranata.assessment.levels import whole_levels
from pranata.assessment.models import (
    EXTERNAL,
    ORDER,
    Answer,
    Assessment,
    Finding,
    Judgement,
    JudgementMessage,
    JudgementReview,
    Stage,
)
from pranata.assessment.policies_judging import Held, judges_in_its_stage
from pranata.assessment.queries.checklist import holds_until
from pranata.assessment.queries.cycle import stage_dates, stages_among
from pranata.assessment.queries.effect import Effect, effects_of
from pranata.assessment.queries.judged import judged_now
from pranata.assessment.queries.judging import StageLevels, before, side_by_side
from pranata.assessment.queries.score import exact, score_now
from pranata.assessment.queries.shown_evidence import ShownFile, files_of
from pranata.assessment.queries.thread import Talk, talks_of, thread_of
from pranata.assessment.regulations import IndicatorCriteria, Regulation
from pranata.engine.scoring import Indicator, Score


@dataclass(frozen=True, kw_only=True)
class Line:
    """One indicator of a task: its value before and now, whether it was judged, talked about, reviewed."""

    item: Indicator
    before: Decimal | None
    judged: Judgement | None
    talk: Talk | None
    in_task: bool

    @property
    def number(self) -> str:
        """Its number."""
        return self.item.number

    @property
    def is_judged(self) -> bool:
        """Whether it has a value of the stage that runs."""
        return self.judged is not None

    @property
    def is_changed(self) -> bool:
        """Whether that value is another than before."""
        return self.judged is not None and self.judged.level != self.before

    @property
    def now(self) -> Decimal | None:
        """The present value."""
        return self.judged.level if self.judged else self.before

    @property
    def mark(self) -> str:
        """How its cell looks: `ask`, `chg`, `same` or nothing."""
        if self.talk is not None and self.talk.waits_for_assessed:
            return "ask"
        if self.judged is None:
            return ""
        return "chg" if self.is_changed else "same"

    @property
    def review(self) -> str:
        """What reviewers say of the present value: `valid`, `not_valid`, `again` after a change, or none."""
        if self.judged is None or self.judged.reviewed_as is None:  # type: ignore[attr-defined]
            return ""
        is_current = self.judged.reviewed_version == self.judged.version  # type: ignore[attr-defined]
        return str(self.judged.reviewed_as) if is_current else "again"  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class AssessorDesk:
    """A task with its assessment: every indicator as a line, the stages and their values side by side."""

    held: Held
    assessment: Assessment
    regulation: Regulation
    stages: tuple[Stage, ...]
    values: Mapping[Stage, StageLevels]
    past: Stage
    lines: tuple[Line, ...]
    score: Score
    deadline: dt.datetime | None
    is_running: bool

    @cached_property
    def own(self) -> tuple[Line, ...]:
        """The indicators of the task."""
        return tuple(line for line in self.lines if line.in_task)

    @property
    def stage(self) -> Stage:
        """The stage that runs."""
        return Stage(self.assessment.stage)

    @cached_property
    def judged(self) -> int:
        """How many of the task were judged."""
        return sum(line.is_judged for line in self.own)

    @cached_property
    def changed(self) -> int:
        """How many of them differ from before."""
        return sum(line.is_changed for line in self.own)

    @property
    def kept(self) -> int:
        """How many were judged as before."""
        return self.judged - self.changed

    @cached_property
    def asked(self) -> int:
        """How many wait for an answer of the instansi."""
        return sum(line.mark == "ask" for line in self.own)

    @cached_property
    def answered(self) -> int:
        """How many wait for the assessor, since the instansi spoke last."""
        return sum(line.talk is not None and line.talk.waits_for_assessor for line in self.own)

    @cached_property
    def to_review(self) -> int:
        """How many values nobody reviewed as they are now."""
        return sum(line.is_judged and line.review in ("", "again") for line in self.own)

    def line(self, number: str) -> Line | None:
        """Return the line of an indicator of the task, or None."""
        return next((line for line in self.own if line.number == number), None)

    def neighbours(self, number: str) -> tuple[Line | None, Line | None]:
        """Return the lines of the task before and after an indicator."""
        numbers = [line.number for line in self.own]
        at = numbers.index(number)
        return (self.own[at - 1] if at else None, self.own[at + 1] if at + 1 < len(numbers) else None)


def assessor_desk(held: Held, now: dt.datetime) -> AssessorDesk:
    """Return the task with all its lines. Six queries at most, however many indicators."""
    assessment = Assessment.objects.get(pk=held.task.assessment_id)
    dates = stage_dates(assessment)
    stages = stages_among(one.stage for one in dates)
    gone = [stage for stage in stages if ORDER.index(stage) <= ORDER.index(Stage(assessment.stage))]
    judged = {row.indicator: row for row in judged_now(assessment)}
    here = Stage(assessment.stage)
    levels = {number: row.level for number, row in judged.items() if row.stage == here}
    values = side_by_side(assessment, gone, {here: levels})
    past = before(assessment.stage, stages)
    talks = {talk.indicator: talk for talk in talks_of([assessment.pk], outer_only=held.is_external)}
    regulation = regulations.load(assessment.instrument)
    present = values[here]
    deadline = next((one.closes_at for one in dates if one.stage == here), None)
    return AssessorDesk(
        held=held,
        assessment=assessment,
        regulation=regulation,
        stages=tuple(stage for stage in gone if stage != Stage.RESULT),
        values=values,
        past=past,
        lines=tuple(
            Line(
                item=item,
                before=values[past].get(item.number),
                judged=judged.get(item.number),
                talk=talks.get(item.number),
                in_task=held.covers(item.number),
            )
            for item in regulation.instrument.indicators
        ),
        score=score_now(regulation.instrument, exact(present), year=assessment.year),
        deadline=deadline,
        is_running=judges_in_its_stage(held, assessment) and (deadline is None or now < deadline),
    )


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One requirement with what the instansi found of it, and the places of its files."""

    requirement: Requirement
    finding: Finding | None
    files: tuple[ShownFile, ...]

    @property
    def verdict(self) -> str:
        """What was found, empty for nothing."""
        return self.finding.verdict if self.finding else ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One level of the scale: what it asks, and how far the instansi says it is fulfilled."""

    level: int
    name: str
    checked: tuple[Checked, ...]
    texts: tuple[str, ...]
    cap: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """Everything the assessor's screen shows of one indicator."""

    line: Line
    criteria: IndicatorCriteria
    answer: Answer
    previous: tuple[int, Decimal | None] | None
    steps: tuple[Step, ...]
    files: tuple[ShownFile, ...]
    stored: Judgement | None
    effects: tuple[Effect, ...]
    thread: tuple[JudgementMessage, ...]
    reviews: tuple[JudgementReview, ...]
    by_stage: tuple[tuple[Stage, Decimal | None, Judgement | None], ...]

    @property
    def version(self) -> int:
        """The version of what is stored in the stage that runs, 0 for none."""
        return self.stored.version if self.stored else 0


def assessor_page(desk: AssessorDesk, line: Line, on: dt.date) -> Page:
    """Return an indicator in full. Eight queries at most, however much evidence there is."""
    assessment, number = desk.assessment, line.number
    answer, findings = _answered(assessment, number)
    names = {row.pk: key for key, row in findings.items()}
    files = files_of(names, holds_until(assessment, on, desk.deadline)) if names else []
    stages = EXTERNAL if desk.held.is_external else (Stage.INTERNAL, *EXTERNAL)
    rows = {row.stage: row for row in Judgement.objects.filter(assessment=assessment, indicator=number)}
    return Page(
        line=line,
        criteria=desk.regulation.criteria(number),
        answer=answer,
        previous=_previous(assessment, number),
        steps=_steps(desk, number, findings, files),
        files=tuple(files),
        stored=rows.get(desk.stage),
        effects=_effects(desk, number),
        thread=tuple(thread_of(assessment.pk, number, outer_only=desk.held.is_external) if line.talk else ()),
        reviews=_reviews(line),
        by_stage=tuple(
            (stage, desk.values[stage].get(number), rows.get(stage) if stage in stages else None)
            for stage in desk.stages
        ),
    )


def _answered(assessment: Assessment, number: str) -> tuple[Answer, dict[str, Finding]]:
    """Return the answer with its findings by requirement. One query where there are any, else two."""
    rows = Finding.objects.filter(answer__assessment=assessment, answer__indicator=number)
    findings = {row.requirement: row for row in rows.select_related("answer")}
    if findings:
        return next(iter(findings.values())).answer, findings
    return Answer.objects.get(assessment=assessment, indicator=number), {}


def _previous(assessment: Assessment, number: str) -> tuple[int, Decimal | None] | None:
    """Return year and level of the latest earlier assessment under the same instrument. One query."""
    rows = Answer.objects.filter(
        assessment__instansi_id=assessment.instansi_id,
        assessment__instrument=assessment.instrument,
        assessment__year__lt=assessment.year,
        indicator=number,
    )
    return rows.order_by("-assessment__year").values_list("assessment__year", "level").first()


def _reviews(line: Line) -> tuple[JudgementReview, ...]:
    if not line.review:
        return ()
    return tuple(JudgementReview.objects.filter(judgement=line.judged).order_by("-made_at", "-pk"))


def _effects(desk: AssessorDesk, number: str) -> tuple[Effect, ...]:
    instrument = desk.regulation.instrument
    standing = exact(desk.values[desk.stage])
    # Against the value of the stage before: that is what the assessor keeps or changes.
    was = desk.values[desk.past].get(number)
    as_before = standing | {number: None if was is None else Fraction(was)}
    index = score_now(instrument, as_before, year=desk.assessment.year).index
    levels = whole_levels(instrument)
    year = desk.assessment.year
    return tuple(effects_of(instrument, standing, number, levels, index=index, year=year))


def _steps(
    desk: AssessorDesk, number: str, findings: dict[str, Finding], files: list[ShownFile]
) -> tuple[Step, ...]:
    criteria = desk.regulation.criteria(number)
    names = desk.regulation.scale(number).levels
    asked = requirements(desk.assessment.instrument, number)
    found = []
    is_held = False
    for level in whole_levels(desk.regulation.instrument):
        own = tuple(
            Checked(
                requirement=one,
                finding=findings.get(one.key),
                files=tuple(file for file in files if one.key in file.requirements),
            )
            for one in asked
            if one.level == level
        )
        said = criteria.levels.get(level)
        mark, is_held = _mark(own, is_held=is_held, is_begun=bool(findings))
        texts = said.requirements if said and not own else ()
        found.append(
            Step(
                level=level,
                name=names.get(level) or "",
                checked=own,
                texts=tuple(texts),
                cap=(said.cap or "") if said else "",
                mark=mark,
            )
        )
    return tuple(found)


def _mark(own: tuple[Checked, ...], *, is_held: bool, is_begun: bool) -> tuple[str, bool]:
    """Return `met` or `holds` for a level as the instansi's checklist says, and whether it is held there."""
    if is_held or not is_begun:
        return "", is_held
    if all(one.verdict in ("met", "not_applicable") for one in own):
        return "met", False
    return "holds", True
