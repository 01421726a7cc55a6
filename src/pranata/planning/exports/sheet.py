"""One A4 page on which a leader decides on a plan, as tagged PDF/A-3. It decides nothing, it prints."""

import datetime as dt
import io
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import segno
import typst

from pranata.foundation.fonts import FONTS
from pranata.foundation.words import language

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One of the four figures on top."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A row of the table with its bar: where it begins and how long it is, out of one hundred."""

    cells: tuple[str, ...]
    left: float
    width: float
    waits: bool


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that stands on the page; the page has no words of its own."""

    body: str
    purpose: str
    code: str
    code_label: str
    link: str
    title: str
    asked_label: str
    asked: str
    figures: tuple[Figure, ...]
    by_owner: bool
    columns: tuple[str, ...]
    quarters: tuple[str, ...]
    rows: tuple[Bar, ...]
    total: tuple[str, ...]
    legend: str
    otherwise: tuple[str, str]
    watch: tuple[str, str]
    signs: tuple[tuple[str, str], ...]
    dated: str
    source: str
    printed_on: dt.date

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """What happens otherwise, and what to watch: title and words."""
        return self.otherwise, self.watch


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return the sheet as PDF/A-3, one page; the same sheet gives the same bytes. About 0.2 s of CPU."""
    day = sheet.printed_on
    document = asdict(sheet) | {"printed_on": [day.year, day.month, day.day], "language": language()}
    content = _compiler().compile(
        format="pdf",
        pdf_standards=["a-3a"],
        sys_inputs={
            "sheet": json.dumps(document, ensure_ascii=False),
            "qr": _qr(sheet.link) if sheet.link else "",
        },
    )
    if not isinstance(content, bytes):
        raise TypeError("typst gave no single document")
    return content


def _qr(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=0, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(input=HERE / "sheet.typ", root=HERE, font_paths=fonts)
