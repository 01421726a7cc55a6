"""What stands on the sheet of an edition, whatever kind of file it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One line: `depth` 0 for an initiative, 1 for a programme, 2 for an activity."""

    number: str
    depth: int
    name: str
    unit: str
    output: str
    baseline: str
    links: str
    score: str
    years: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Heading, the lines under it, the totals by year and what is said below the table."""

    instansi: str
    title: str
    standing: str
    headings: Sequence[str]
    years: Sequence[int]
    rows: Sequence[SheetRow]
    totals: Sequence[str]
    total_label: str
    notes: Sequence[str] = field(default_factory=tuple)
    example: str = ""
    language: str = "id"
    date: tuple[int, int, int] = (2026, 1, 1)
