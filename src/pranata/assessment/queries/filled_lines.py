"""Each row of a filled workbook, held against what it was downloaded from and against what stands now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from pranata.assessment.levels_file import filled
from pranata.assessment.levels_file.filled import Fault, FilledRow
from pranata.assessment.models import Answer, AnswerChange, Assessment, Finding, FindingChange
from pranata.assessment.policies import with_holders
from pranata.assessment.queries.filled_rows import FindingSaid, LevelSaid
from pranata.foundation.errors import Text


class LineState(Enum):
    """What a row of the file comes to."""

    CHANGED = "berubah"
    CONFLICT = "bentrok"
    THEIRS = "tersimpan"
    SAME = "tetap"


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """One field of a row: as it stands, and as the file has it."""

    label: Text
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of the file. `theirs` is the latest change of somebody since it was downloaded."""

    row: FilledRow
    state: LineState
    said: Any
    touched: frozenset[str]
    fields: tuple[FieldChange, ...]
    notices: tuple[str, ...]
    theirs: AnswerChange | FindingChange | None
    is_taken: bool

    @property
    def is_conflict(self) -> bool:
        """Whether both changed it, so that somebody has to choose."""
        return self.state is LineState.CONFLICT

    @property
    def is_applied(self) -> bool:
        """Whether applying writes it."""
        return self.state is LineState.CHANGED or (self.is_conflict and self.is_taken)


@dataclass
class Present:
    """The assessment as it stands, and what rows were like in former versions."""

    answers: dict[str, Answer]
    findings: dict[str, Finding]
    history: dict[tuple[str, int], LevelSaid | FindingSaid] = field(default_factory=dict)
    latest: dict[str, AnswerChange | FindingChange] = field(default_factory=dict)

    def verdicts(self, number: str) -> dict[str, str]:
        """Return the verdicts of an indicator by requirement."""
        own = [row for row in self.findings.values() if row.answer.indicator == number]
        return {row.requirement: row.verdict for row in own}

    def version(self, row: FilledRow) -> int:
        """Return how often the row was changed by now."""
        if not row.requirement:
            return self.answers[row.indicator].version
        return self.findings[row.key].version if row.key in self.findings else 0

    def now(self, row: FilledRow) -> LevelSaid | FindingSaid:
        """Return what stands now."""
        if not row.requirement:
            return LevelSaid.of(self.answers[row.indicator])
        return FindingSaid.of(self.findings.get(row.key))

    def base(self, row: FilledRow) -> LevelSaid | FindingSaid | None:
        """Return how the row stood when it was downloaded; None where nobody remembers."""
        if row.version == self.version(row):
            return self.now(row)
        if row.version == 0:
            return FindingSaid() if row.requirement else LevelSaid()
        return self.history.get((row.key, row.version))


def present_of(assessment: Assessment) -> Present:
    """Return the assessment as it stands. Two queries."""
    answers = with_holders(Answer.objects.filter(assessment=assessment)).order_by("pk")
    findings = Finding.objects.filter(answer__assessment=assessment).select_related("answer").order_by("pk")
    return Present(
        {row.indicator: row for row in answers},
        {f"{row.answer.indicator}/{row.requirement}": row for row in findings},
    )


def remember(assessment: Assessment, rows: Iterable[FilledRow], present: Present) -> None:
    """Read the former versions of what changed since, and who changed it last. Two queries at most."""
    moved = [row for row in rows if row.version != present.version(row)]
    levels = {row.indicator for row in moved if not row.requirement}
    if levels:
        found = AnswerChange.objects.filter(answer__assessment=assessment, answer__indicator__in=levels)
        for change in found.select_related("answer").order_by("version"):
            number = change.answer.indicator
            present.history[number, change.version] = LevelSaid.after(change)
            present.latest[number] = change
    judged = {row.indicator for row in moved if row.requirement}
    if judged:
        sayings = FindingChange.objects.filter(
            finding__answer__assessment=assessment, finding__answer__indicator__in=judged
        )
        for saying in sayings.select_related("finding__answer").order_by("version"):
            key = f"{saying.finding.answer.indicator}/{saying.finding.requirement}"
            present.history[key, saying.version] = FindingSaid.of(saying)
            present.latest[key] = saying


def line_of(
    row: FilledRow,
    said: LevelSaid | FindingSaid,
    notices: tuple[str, ...],
    present: Present,
    taken: Collection[str],
) -> Line:
    """Return what a row comes to."""
    # Both are of one kind with `said`: the row decides which.
    mine_said: Any = said
    now: Any = present.now(row)
    base: Any = present.base(row)
    mine = mine_said.touched(base) if base is not None else mine_said.touched(now)
    differing = mine & mine_said.touched(now)
    moved = base is None or bool(now.touched(base))
    if differing:
        state = LineState.CONFLICT if moved else LineState.CHANGED
    else:
        state = LineState.THEIRS if moved and not mine else LineState.SAME
    after = now.taking(said, differing)
    changes = zip(now.LABELS, now.written(), after.written(), strict=True)
    return Line(
        row=row,
        state=state,
        said=said,
        touched=differing,
        fields=tuple(FieldChange(label=x, before=old, after=new) for x, old, new in changes if old != new),
        notices=notices if differing else (),
        theirs=present.latest.get(row.key) if moved else None,
        is_taken=row.key in taken,
    )


def too_new(row: FilledRow, present: Present) -> Fault | None:
    """Return what is wrong with a version that there never was."""
    now = present.version(row)
    if row.version <= now:
        return None
    found = _("versi %(version)d, yang tersimpan baru %(now)d") % {"version": row.version, "now": now}
    return row.fault(filled.VERSION, found, _("kembalikan seperti pada berkas yang diunduh"))


def of_others(line: Line) -> Fault:
    """Return the refusal of a row that others answer."""
    found = _("indikator %(number)s diisi jabatan lain") % {"number": line.row.indicator}
    allowed = _("kembalikan isinya, atau minta koordinator SPBE menjadikan jabatan Anda pendukungnya")
    return line.row.fault(filled.INDICATOR, found, allowed)
