"""From the bytes of a CSV or XLSX to rows of named cells with the number of the row they stood in."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from pranata.assessment.levels import quoted
from pranata.assessment.levels_file import LARGEST, LevelsFileError, require_size
from pranata.assessment.levels_file.archive import LAST_COLUMN, broken, safe_workbook
from pranata.assessment.levels_file.tables import text_of
from pranata.foundation.words import gettext as _
from pranata.planning.files.errors import PlanFileError

XLSX_MARK = b"PK\x03\x04"
XLS_MARK = b"\xd0\xcf\x11\xe0"
DELIMITERS = (";", "\t", ",")
MOST_ROWS = 5000
HEADING_SOUGHT_IN_ROWS = 30

Headings = Mapping[str, frozenset[str]]
Sheet = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Row:
    """One filled row: its cells by the names of the columns, and where it stands."""

    file: str
    number: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]

    def refused(self, column: str, found: str, allowed: str) -> PlanFileError:
        """Return the refusal of one of its cells."""
        return PlanFileError(self.file, found, allowed, row=self.number, column=self.headings[column])


def read_rows(
    file: str, content: bytes, known: Headings, optional: frozenset[str] = frozenset()
) -> list[Row]:
    """Return the rows below the headings; every column of `known` must be there, but for the optional ones.

    A column that is not known is not read. Raises PlanFileError.
    """
    needed = {name: spelled for name, spelled in known.items() if name not in optional}
    try:
        require_size(len(content))
    except LevelsFileError as refused:
        allowed = _("berkas ini paling besar %(size)s MB") % {"size": LARGEST // 1024**2}
        raise PlanFileError(file, refused.found, allowed) from refused
    if not content.strip():
        raise PlanFileError(file, _("berkas kosong"), _columns(needed))
    try:
        sheets = _sheets(file, content)
    except LevelsFileError as refused:
        raise PlanFileError.of(file, refused) from refused
    for sheet in sheets:
        for position, (_number, cells) in enumerate(sheet[:HEADING_SOUGHT_IN_ROWS]):
            names = [_name(cell, known) for cell in cells]
            if set(needed) <= set(names):
                return _below(file, names, cells, sheet[position + 1 :])
    raise PlanFileError(file, _("judul kolom tidak dikenali"), _columns(needed), row=1)


def _columns(known: Headings) -> str:
    return _("baris judul harus memuat kolom %(columns)s") % {"columns": ", ".join(known)}


def _name(cell: str, known: Headings) -> str | None:
    heading = " ".join(cell.lower().replace(".", " ").replace("_", " ").split())
    return next((name for name, spellings in known.items() if heading in spellings), None)


def _below(file: str, names: list[str | None], headings: list[str], rows: Sheet) -> list[Row]:
    repeated = next((name for name in names if name and names.count(name) > 1), None)
    if repeated:
        found = _("kolom %(column)s ada dua kali") % {"column": repeated}
        raise PlanFileError(file, found, _("tiap kolom satu kali"))
    columns = {name: position for position, name in enumerate(names) if name}
    titles = {name: headings[position] for name, position in columns.items()}
    filled = [(number, cells) for number, cells in rows if any(cells)]
    for number, cells in filled:
        if len(cells) > len(names) and any(cells[len(names) :]):
            found = _("ada %(cells)s isian untuk %(width)s judul kolom") % {
                "cells": len(cells),
                "width": len(names),
            }
            allowed = _("bila memakai koma desimal, pisahkan kolom dengan titik koma")
            raise PlanFileError(file, found, allowed, row=number)
    if not filled:
        raise PlanFileError(
            file, _("tidak ada baris di bawah judul kolom"), _("isilah sedikitnya satu baris")
        )
    return [
        Row(file, number, {name: _at(cells, position) for name, position in columns.items()}, titles)
        for number, cells in filled
    ]


def _at(cells: list[str], position: int) -> str:
    return cells[position] if position < len(cells) else ""


def _sheets(file: str, content: bytes) -> list[Sheet]:
    if content.startswith(XLSX_MARK):
        return _xlsx(content)
    if content.startswith(XLS_MARK):
        raise LevelsFileError(
            _("berkas Excel lama (.xls) atau terkunci"), _("simpan sebagai .xlsx tanpa kata sandi")
        )
    if file.lower().endswith((".xlsx", ".xlsm")):
        raise broken()
    text = text_of(content)
    heading = next((line for line in text.splitlines() if any(each in line for each in DELIMITERS)), "")
    return [_csv(text, delimiter) for delimiter in DELIMITERS if delimiter in heading]


def _xlsx(content: bytes) -> list[Sheet]:
    archive = safe_workbook(content)
    try:
        with CalamineWorkbook.from_filelike(archive) as book:
            return [_sheet(book, position) for position in range(len(book.sheet_names))]
    except PasswordError as problem:
        raise LevelsFileError(_("berkas XLSX terkunci kata sandi"), _("simpan tanpa kata sandi")) from problem
    # A broken workbook fails inside a parser written in Rust, in any of its ways.
    except (CalamineError, ValueError, OSError, IndexError) as problem:
        raise broken() from problem


def _sheet(book: CalamineWorkbook, position: int) -> Sheet:
    rows = book.get_sheet_by_index(position).to_python(skip_empty_area=False)
    return [(number, [_cell(value) for value in cells]) for number, cells in enumerate(rows, start=1)]


def _cell(value: object) -> str:
    # A number of a workbook is no text somebody typed: written with a comma, its point is never taken for a
    # thousand.
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    return str(value).strip()


def _csv(text: str, delimiter: str) -> Sheet:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Sheet = []
    try:
        for cells in reader:
            _require_bounds(len(rows), len(cells))
            rows.append((reader.line_num, [cell.strip() for cell in cells]))
    except csv.Error as problem:
        raise LevelsFileError(
            _("susunan CSV rusak"), _("periksa tanda kutip dan simpan ulang"), row=reader.line_num or 1
        ) from problem
    return rows


def _require_bounds(rows: int, columns: int) -> None:
    if rows >= MOST_ROWS:
        found = _("ada lebih dari %(rows)s baris") % {"rows": MOST_ROWS}
        raise LevelsFileError(found, _("sisakan satu baris untuk tiap langkah"))
    if columns > LAST_COLUMN:
        found = _("ada %(columns)s kolom") % {"columns": quoted(str(columns))}
        raise LevelsFileError(found, _("paling banyak %(columns)s kolom") % {"columns": LAST_COLUMN})
