"""What a filled workbook would do to an assessment as it stands now, and where somebody else was faster.

Each row names the version it was downloaded from. What a row says is held against that version (did the
person change it?) and against the present one (did somebody else?). Only what both changed is a conflict.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext as _

from pranata.assessment import regulations
from pranata.assessment.basis import ReasonMissing, ReasonTooLong, RestingLevel, followed, settled
from pranata.assessment.levels_file import filled
from pranata.assessment.levels_file.filled import Fault, Filled
from pranata.assessment.models import Assessment
from pranata.assessment.policies import answerable
from pranata.assessment.queries.filled_lines import (
    Line,
    LineState,
    Present,
    line_of,
    of_others,
    present_of,
    remember,
    too_new,
)
from pranata.assessment.queries.filled_rows import FindingSaid, Reading
from pranata.assessment.queries.score import levels_of, score_now
from pranata.engine.scoring import Score
from pranata.organisation.policies import Actor


class Outcome(NamedTuple):
    """What an indicator comes to: level with its ground, note, and the requirements to write."""

    indicator: str
    before: RestingLevel
    after: RestingLevel
    note: str | None
    findings: Mapping[str, FindingSaid]

    @property
    def changes_answer(self) -> bool:
        """Whether level, ground or note become another."""
        return self.before != self.after or self.note is not None


@dataclass(frozen=True, kw_only=True)
class FilledPlan:
    """The whole file, judged. `seen` tells for each indicator it touches how everything there stood."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    outcomes: tuple[Outcome, ...]
    seen: Mapping[str, str]
    before: Score
    after: Score

    def of(self, state: LineState) -> list[Line]:
        """Return the lines that come to this."""
        return [line for line in self.lines if line.state is state]

    @property
    def conflicts(self) -> list[Line]:
        """What both changed."""
        return self.of(LineState.CONFLICT)

    @property
    def changed(self) -> list[Line]:
        """What only the file changed."""
        return self.of(LineState.CHANGED)

    @property
    def theirs(self) -> list[Line]:
        """What only somebody else changed; the file leaves it."""
        return self.of(LineState.THEIRS)

    @property
    def applied(self) -> list[Line]:
        """What applying writes."""
        return [line for line in self.lines if line.is_applied]

    @property
    def moved(self) -> list[Outcome]:
        """The indicators whose level becomes another."""
        return [one for one in self.outcomes if one.before.level != one.after.level]


def plan_filled(
    assessment: Assessment, file: Filled, actor: Actor, taken: Collection[str] = ()
) -> FilledPlan:
    """Judge every row against the present state. `taken` are the keys of conflicts where the file wins.

    At most six queries, however many rows. Called with the answers locked, it says what will be written.
    """
    present = present_of(assessment)
    lines, faults = _lines(assessment, file, present, taken)
    mine = answerable(actor, assessment.pk, present.answers)
    touching = [line for line in lines if line.state in (LineState.CHANGED, LineState.CONFLICT)]
    faults += [of_others(line) for line in touching if line.row.indicator not in mine]
    outcomes, notices = _outcomes(assessment.instrument, lines, present, faults)
    touched = {line.row.indicator for line in touching}
    return FilledPlan(
        lines=tuple(replace(line, notices=(*line.notices, *notices.get(line.row.key, ()))) for line in lines),
        faults=tuple(faults),
        outcomes=tuple(outcomes),
        seen={number: _state_of(number, present) for number in present.answers if number in touched},
        **_scores(assessment, present, outcomes),
    )


def _lines(
    assessment: Assessment, file: Filled, present: Present, taken: Collection[str]
) -> tuple[list[Line], list[Fault]]:
    reading = Reading(assessment.instrument, present.answers.keys())
    faults, known = list(file.faults), []
    for row in file.rows:
        said, notices, wrong = reading.read(row)
        if said is not None and (fault := too_new(row, present)):
            wrong = [fault]
        faults += wrong
        if said is not None and not wrong:
            known.append((row, said, notices))
    remember(assessment, [row for row, _said, _notices in known], present)
    return [line_of(row, said, notices, present, taken) for row, said, notices in known], faults


def _outcomes(
    instrument: str, lines: Iterable[Line], present: Present, faults: list[Fault]
) -> tuple[list[Outcome], dict[str, tuple[str, ...]]]:
    """Return what each indicator comes to, and what must be told of its row; adds to the faults."""
    applied: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.is_applied:
            applied[line.row.indicator].append(line)
    outcomes: list[Outcome] = []
    notices: dict[str, tuple[str, ...]] = {}
    for number in present.answers:
        if number not in applied:
            continue
        try:
            outcome, notice = _outcome(instrument, number, applied[number], present)
        except (ReasonMissing, ReasonTooLong) as refused:
            faults.append(_unsettled(applied[number], refused))
            continue
        outcomes.append(outcome)
        if notice:
            notices[number] = (notice,)
    return outcomes, notices


def _outcome(instrument: str, number: str, applied: list[Line], present: Present) -> tuple[Outcome, str]:
    answer = present.answers[number]
    findings = {
        line.row.requirement: FindingSaid.of(present.findings.get(line.row.key)).taking(
            line.said, line.touched
        )
        for line in applied
        if line.row.requirement
    }
    before = RestingLevel.of(answer)
    verdicts = present.verdicts(number) | {key: said.verdict for key, said in findings.items()}
    after = followed(instrument, number, before, verdicts) if findings else before
    level = next((line for line in applied if not line.row.requirement), None)
    notice = ""
    if level is not None and "level" in level.touched:
        wanted = (level.said.level, level.said.reason)
        after = settled(instrument, number, after, verdicts, wanted)
        if level.said.reason and after.reason != level.said.reason:
            notice = _("Alasan tidak dipakai: tingkat ini tidak berlawanan dengan daftar periksa.")
        elif after.reason and not level.said.reason:
            notice = _("Alasan tetap: tingkat ini berlawanan dengan daftar periksa.")
    note = level.said.note if level is not None and "note" in level.touched else None
    return Outcome(number, before, after, note, findings), notice


def _unsettled(applied: list[Line], refused: ReasonMissing | ReasonTooLong) -> Fault:
    """Return the refusal at the row of the level: only there a level is set against a checklist."""
    row = next(line.row for line in applied if not line.row.requirement)
    if isinstance(refused, ReasonTooLong):
        return row.fault(filled.REASON, str(refused.what), str(refused.remedy))
    found = _("daftar periksa memberi tingkat %(reached)d, berkas ini %(level)s") % {
        "reached": refused.level,
        "level": row.cells[filled.LEVEL] or _("mengosongkannya"),
    }
    return row.fault(filled.LEVEL, found, _("tulis alasannya, atau isi tingkat daftar periksa"))


def _state_of(number: str, present: Present) -> str:
    """Return a short digest of everything an indicator's outcome depends on."""
    versions = [str(present.answers[number].version)]
    versions += [
        f"{key}:{row.version}" for key, row in present.findings.items() if key.startswith(f"{number}/")
    ]
    return hashlib.sha256(" ".join(sorted(versions)).encode()).hexdigest()[:12]


def _scores(assessment: Assessment, present: Present, outcomes: Iterable[Outcome]) -> dict[str, Score]:
    instrument = regulations.load(assessment.instrument).instrument
    levels = levels_of(present.answers.values())
    new = {one.indicator: None if one.after.level is None else Fraction(one.after.level) for one in outcomes}
    return {
        "before": score_now(instrument, levels, year=assessment.year),
        "after": score_now(instrument, {**levels, **new}, year=assessment.year),
    }
