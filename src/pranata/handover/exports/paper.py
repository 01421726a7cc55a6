"""A dossier on paper: facts, tables and signatures, as tagged PDF/A-3. It decides nothing, it prints."""

import datetime as dt
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import typst

from pranata.foundation.fonts import FONTS
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop, language

HERE = Path(__file__).parent
LABELS = {
    "page": gettext_noop("Halaman {page} dari {pages}"),
    "awaited": gettext_noop("belum menandatangani"),
}


@dataclass(frozen=True)
class Section:
    """A table under a heading; without rows, `empty` is said instead. `widths` are shares of the line."""

    heading: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""


@dataclass(frozen=True)
class Signed:
    """One signature: the part, who, as what, and when; `at` is empty while it is awaited."""

    part: str
    name: str
    title: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What is printed."""

    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    note_heading: str = ""
    note: str = ""
    sections: tuple[Section, ...]
    signatures: tuple[Signed, ...] = ()
    closing: str
    footer: str
    printed_on: dt.date


def paper_pdf(paper: Paper) -> bytes:
    """Return the paper as PDF/A-3; the same paper gives the same bytes. About 0.1 s of CPU and more."""
    day = paper.printed_on
    document = asdict(paper) | {
        "printed_on": [day.year, day.month, day.day],
        "language": language(),
        "labels": {key: _(text) for key, text in LABELS.items()},
    }
    content = _compiler().compile(
        format="pdf",
        pdf_standards=["a-3a"],
        sys_inputs={"paper": json.dumps(document, ensure_ascii=False)},
    )
    if not isinstance(content, bytes):
        raise TypeError("typst gave no single document")
    return content


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(input=HERE / "paper.typ", root=HERE, font_paths=fonts)
