"""What stands on the sheet of an edition, whatever kind of file it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One line: `depth` -1 for one of the seven contents, 0 an initiative, 1 a programme, 2 an activity."""

    number: str
    depth: int
    name: str
    unit: str
    output: str
    baseline: str
    links: str
    score: str
    years: Sequence[tuple[str, str]]
    total: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Heading, the lines under it, the totals by year (all years last) and what is said below the table.

    `reviews` are the minutes kept of the edition, each a date with its kind, and what was said.
    """

    instansi: str
    title: str
    standing: str
    headings: Sequence[str]
    years: Sequence[int]
    rows: Sequence[SheetRow]
    totals: Sequence[str]
    total_label: str
    total_head: str
    reviews_head: str = ""
    reviews: Sequence[tuple[str, str]] = field(default_factory=tuple)
    notes: Sequence[str] = field(default_factory=tuple)
    example: str = ""
    language: str = "id"
    date: tuple[int, int, int] = (2026, 1, 1)
