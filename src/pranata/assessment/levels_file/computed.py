"""Cells of a workbook that hold a formula or an error: the parser reads them as empty or as an old result.

Who reads only numbers may take the old result. Who lets an empty cell clear an answer has to know that
nobody typed it empty.
"""

import io
import re
import zipfile
from typing import NamedTuple

from pranata.assessment.levels_file.archive import WORKBOOK, broken

RELATIONS = "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(rb"""<(?:\w+:)?sheet\b[^>]*?\b\w+:id\s*=\s*["']([^"']+)["']""")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ID = re.compile(rb"""\bId\s*=\s*["']([^"']+)["']""")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']+)["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(\s*<(?:\w+:)?f\b)?")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")


class Place(NamedTuple):
    """A cell: its row from one, its column from zero."""

    row: int
    column: int


def computed_cells(archive: io.BytesIO) -> dict[int, frozenset[Place]]:
    """Return, by position of the sheet, the cells of a `safe_workbook` that hold a formula or an error.

    Raises LevelsFileError where a sheet or a cell cannot be told.
    """
    with zipfile.ZipFile(archive) as book:
        names = set(book.namelist())
        relations = book.read(RELATIONS) if RELATIONS in names else b""
        targets = dict(_targets(relations))
        found: dict[int, frozenset[Place]] = {}
        for position, reference in enumerate(_SHEET.findall(book.read(WORKBOOK))):
            name = targets.get(reference, "")
            if name in names:
                found[position] = frozenset(_places(book.read(name)))
    return found


def _targets(relations: bytes) -> list[tuple[bytes, str]]:
    found = []
    for tag in _RELATION.findall(relations):
        own, target = _ID.search(tag), _TARGET.search(tag)
        if own and target:
            path = target[1].decode("utf-8", "replace")
            found.append((own[1], path.removeprefix("/") if path.startswith("/") else f"xl/{path}"))
    return found


def _places(sheet: bytes) -> list[Place]:
    places = []
    for attributes, has_formula in _CELL.findall(sheet):
        if not has_formula and not _IS_ERROR.search(attributes):
            continue
        reference = _REFERENCE.search(attributes)
        if reference is None:
            raise broken()
        places.append(Place(int(reference[2]), _column(reference[1])))
    return places


def _column(letters: bytes) -> int:
    position = 0
    for letter in letters.upper():
        position = position * 26 + letter - 64
    return position - 1
