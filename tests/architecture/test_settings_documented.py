"""Every setting that the program reads is in the reference, and the reference names no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/reference/settings.md"
NAME = r"(?:PRANATA_|DATABASE_|BLOB_|LEDGER_)[A-Z_]+"
# Read by programs outside `src`: bootstrap, the Makefile and the tools.
OUTSIDE = {"PORT", "PYTHON", "CHROMIUM"}


def read_by_the_program() -> set[str]:
    sources = [p for p in (ROOT / "src").rglob("*.py") if not {"tests", "testing"} & set(p.parts)]
    return {name for path in sources for name in re.findall(rf'"({NAME})"', path.read_text(encoding="utf-8"))}


def in_the_reference() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_setting_has_its_line():
    assert read_by_the_program() - in_the_reference() == set()


def test_every_line_is_of_a_setting():
    assert in_the_reference() - read_by_the_program() == OUTSIDE


def test_every_line_says_default_and_meaning():
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            assert len(cells) == 3, line
            assert all(cells), line
