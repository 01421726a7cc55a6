"""An edition on paper: tagged PDF/A, A3 across."""

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import typst

from pranata.foundation.fonts import FONTS
from pranata.planning.exports.roadmap_sheet import Sheet

HERE = Path(__file__).parent


def roadmap_pdf(sheet: Sheet, page: str) -> bytes:
    """Return the edition as PDF/A-2a; the same sheet gives the same bytes. `page` is "… {page} … {pages}"."""
    content = _compiler().compile(
        format="pdf",
        pdf_standards=["a-2a"],
        sys_inputs={"sheet": json.dumps({**asdict(sheet), "page": page}, ensure_ascii=False)},
    )
    if not isinstance(content, bytes):
        raise TypeError("typst gave no single document")
    return content


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(input=HERE / "roadmap.typ", root=HERE, font_paths=fonts)
