"""What one row of a filled workbook says, in the terms of an assessment; and why it cannot be taken."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import ClassVar, Self

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.assessment import regulations
from pranata.assessment.basis import REASON_LENGTH
from pranata.assessment.checklist import requirements
from pranata.assessment.levels import LevelNotAllowed, allowed_levels, level_text, parse_level, quoted
from pranata.assessment.levels_file import filled
from pranata.assessment.levels_file.filled import Fault, FilledRow, cell_text
from pranata.assessment.models import Answer, AnswerChange, Cause, Finding, FindingChange, FindingVerdict
from pranata.foundation.errors import Text
from pranata.foundation.words import LANGUAGES

NOTE_LENGTH, EXPLANATION_LENGTH = 3000, 2000


class _Said:
    """Fields that belong together are taken together: a level with its reason, a verdict with its cause."""

    GROUPS: ClassVar[tuple[tuple[str, ...], ...]]
    LABELS: ClassVar[tuple[Text, ...]]

    def touched(self, base: Self) -> frozenset[str]:
        """Return the fields of every group that is not as in `base`."""
        return frozenset(
            name
            for group in self.GROUPS
            if any(getattr(self, one) != getattr(base, one) for one in group)
            for name in group
        )

    def taking(self, other: Self, names: Collection[str]) -> Self:
        """Return this with some fields of the other."""
        return replace(self, **{name: getattr(other, name) for name in names})  # type: ignore[type-var]

    def written(self) -> list[str]:
        """Return each field as a reader sees it, in the order of LABELS."""
        return [_written(getattr(self, one.name)) for one in fields(self)]  # type: ignore[arg-type]


def _written(value: object) -> str:
    if isinstance(value, FindingVerdict | Cause):
        return str(value.label)
    return level_text(value) if isinstance(value, Decimal) else str(value or "")


@dataclass(frozen=True)
class LevelSaid(_Said):
    """Level, reason for another level than the checklist's, and note of an indicator."""

    level: Decimal | None = None
    reason: str = ""
    note: str = ""

    GROUPS = (("level", "reason"), ("note",))
    LABELS = (gettext_lazy("Tingkat"), gettext_lazy("Alasan"), gettext_lazy("Catatan"))

    @classmethod
    def of(cls, answer: Answer) -> "LevelSaid":
        """Return what an answer says, as a cell gives it back."""
        return cls(answer.level, cell_text(answer.reason), cell_text(answer.note))

    @classmethod
    def after(cls, change: AnswerChange) -> "LevelSaid":
        """Return what an answer said after a change."""
        return cls(change.level_after, cell_text(change.reason_after), cell_text(change.note_after))


@dataclass(frozen=True)
class FindingSaid(_Said):
    """Verdict, cause and explanation of a requirement."""

    verdict: str = ""
    cause: str = ""
    explanation: str = ""

    GROUPS = (("verdict", "cause"), ("explanation",))
    LABELS = (gettext_lazy("Hasil"), gettext_lazy("Sebab"), gettext_lazy("Penjelasan"))

    @classmethod
    def of(cls, found: Finding | FindingChange | None) -> "FindingSaid":
        """Return what was found, nothing where nobody judged."""
        if found is None:
            return cls()
        verdict = FindingVerdict(found.verdict) if found.verdict else ""
        return cls(verdict, Cause(found.cause) if found.cause else "", cell_text(found.explanation))


class Reading:
    """Reads the rows of a file for one instrument."""

    def __init__(self, instrument: str, indicators: Iterable[str]) -> None:
        self.instrument = regulations.load(instrument).instrument
        self.indicators = frozenset(indicators)
        self.verdicts = _by_label(FindingVerdict)
        self.causes = _by_label(Cause)

    def read(self, row: FilledRow) -> tuple[LevelSaid | FindingSaid | None, tuple[str, ...], list[Fault]]:
        """Return what the row says, what must be told of it, and what is wrong; nothing where that is."""
        if row.indicator not in self.indicators:
            return None, (), [self._unknown(row)]
        if not row.requirement:
            return self._level(row)
        asked = {one.key for one in requirements(self.instrument.id, row.indicator)}
        if row.requirement not in asked:
            found = _("syarat %(key)s tidak ada pada indikator ini") % {"key": quoted(row.requirement)}
            return None, (), [row.fault(filled.REQUIREMENT, found, _kept())]
        return self._finding(row)

    def _unknown(self, row: FilledRow) -> Fault:
        found = _("indikator %(number)s tidak ada") % {"number": quoted(row.indicator)}
        return row.fault(filled.INDICATOR, found, _kept())

    def _level(self, row: FilledRow) -> tuple[LevelSaid | None, tuple[str, ...], list[Fault]]:
        note, reason = row.cells[filled.NOTE], row.cells[filled.REASON]
        faults = [*_long(row, filled.NOTE, NOTE_LENGTH), *_long(row, filled.REASON, REASON_LENGTH)]
        level = None
        try:
            level = parse_level(row.cells[filled.LEVEL], self.instrument)
        except LevelNotAllowed as refused:
            faults.append(
                row.fault(filled.LEVEL, quoted(refused.found), allowed_levels(self.instrument.score))
            )
        return (None if faults else LevelSaid(level, reason, note)), (), faults

    def _finding(self, row: FilledRow) -> tuple[FindingSaid | None, tuple[str, ...], list[Fault]]:
        faults = _long(row, filled.EXPLANATION, EXPLANATION_LENGTH)
        verdict = _chosen(row, filled.VERDICT, self.verdicts, faults)
        cause = _chosen(row, filled.CAUSE, self.causes, faults)
        if faults:
            return None, (), faults
        notices: tuple[str, ...] = ()
        if cause and verdict != FindingVerdict.NOT_MET:
            notices = (_("Sebab tidak dipakai: hanya untuk syarat yang belum terpenuhi."),)
            cause = ""
        return FindingSaid(verdict, cause, row.cells[filled.EXPLANATION]), notices, []


def _kept() -> str:
    return _("kembalikan seperti pada berkas yang diunduh")


def _long(row: FilledRow, code: str, limit: int) -> list[Fault]:
    length = len(row.cells[code])
    if length <= limit:
        return []
    return [
        row.fault(
            code, _("%(length)d huruf") % {"length": length}, _("paling banyak %(limit)d") % {"limit": limit}
        )
    ]


def _chosen(row: FilledRow, code: str, choices: Mapping[str, str], faults: list[Fault]) -> str:
    text = row.cells[code]
    if not text:
        return ""
    found = choices.get(text.casefold())
    if found is None:
        labels = ", ".join(dict.fromkeys(str(one.label) for one in choices.values()))  # type: ignore[attr-defined]
        faults.append(
            row.fault(code, quoted(text), _("pilih %(labels)s, atau kosongkan") % {"labels": labels})
        )
    return found or ""


def _by_label(kind: type[FindingVerdict] | type[Cause]) -> dict[str, str]:
    """Return the choices by what they are called in any language a workbook may be in."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {str(one.label).casefold(): one for one in kind}
    return found
