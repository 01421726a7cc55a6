"""The rows of a filled file as its page shows them, with the names of what they are about."""

from dataclasses import dataclass
from typing import Any

from pranata.assessment.checklist import requirements
from pranata.assessment.queries.detail import AssessmentDetail
from pranata.assessment.queries.filled_lines import Line
from pranata.assessment.queries.filled_plan import FilledPlan, Outcome


@dataclass(frozen=True)
class ShownLine:
    """One row: its indicator's name, and the requirement's wording where it is one."""

    line: Line
    name: str
    text: str

    @property
    def field(self) -> str:
        """What its choice is called in the form."""
        return f"pilih-{self.line.row.key}"

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"b-{self.line.row.key.replace('/', '-').replace('.', '-')}"


@dataclass(frozen=True)
class ShownOutcome:
    """One indicator whose level becomes another."""

    outcome: Outcome
    name: str


def rows_of(plan: FilledPlan, detail: AssessmentDetail) -> dict[str, Any]:
    """Return what the page of a waiting file shows of its plan."""
    names = {row.number: row.short_name for row in detail.rows}
    instrument = detail.assessment.instrument

    def shown(lines: list[Line]) -> list[ShownLine]:
        return [ShownLine(line, names[line.row.indicator], _text(instrument, line)) for line in lines]

    return {
        "conflicts": shown(plan.conflicts),
        "changed": shown(plan.changed),
        "theirs": shown(plan.theirs),
        "moved": [ShownOutcome(one, names[one.indicator]) for one in plan.moved],
    }


def _text(instrument: str, line: Line) -> str:
    if not line.row.requirement:
        return ""
    asked = {one.key: one.text for one in requirements(instrument, line.row.indicator)}
    return asked[line.row.requirement]
