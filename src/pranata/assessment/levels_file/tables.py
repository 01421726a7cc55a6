"""From bytes to rows of text with the number of the row they stood in."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from pranata.assessment.levels_file.archive import broken, safe_workbook
from pranata.assessment.levels_file.computed import Place, computed_cells
from pranata.assessment.levels_file.errors import LevelsFileError
from pranata.foundation.words import gettext as _

INDICATOR_HEADINGS = frozenset(
    {"indicator", "indikator", "no", "nomor", "no indikator", "nomor indikator", "indicator number"}
)
LEVEL_HEADINGS = frozenset({"level", "nilai", "tingkat", "skor", "nilai indikator", "tingkat kematangan"})
DELIMITERS = (";", "\t", ",")
HEADING_SOUGHT_IN_ROWS = 30

Row = tuple[int, list[str]]


class Table(NamedTuple):
    """The two columns that matter, by position and heading, and the rows below the headings."""

    indicator: int
    level: int
    indicator_heading: str
    level_heading: str
    width: int
    rows: list[Row]


class Sheet(NamedTuple):
    """One sheet of a workbook: its rows, the numbers of those with merged cells, and cells nobody typed."""

    name: str
    rows: list[Row]
    merged: frozenset[int]
    computed: frozenset[Place]


def text_of(content: bytes) -> str:
    """Decode UTF-8 with or without BOM, or UTF-16 with one. Raises LevelsFileError."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise LevelsFileError(
            _("berkas bukan teks CSV, JSON, atau XLSX yang dapat dibaca"),
            _("simpan sebagai CSV UTF-8 atau .xlsx"),
        ) from problem


def csv_table(text: str) -> Table:
    """Find the table in a CSV with comma, semicolon or tab. Raises LevelsFileError."""
    first_line = text.split("\n", 1)[0]
    for delimiter in DELIMITERS:
        if _find([_csv_rows(first_line, delimiter)], heading_within=1) is None:
            continue
        table = _find([_csv_rows(text, delimiter)], heading_within=1)
        if table is not None:
            return table
    raise LevelsFileError(
        _("judul kolom tidak dikenali"), _("baris pertama harus memuat kolom indikator dan nilai"), row=1
    )


def xlsx_table(content: bytes) -> Table:
    """Find the table on any sheet of a workbook. Raises LevelsFileError."""
    table = _find([sheet.rows for sheet in workbook_sheets(content)], heading_within=HEADING_SOUGHT_IN_ROWS)
    if table is None:
        raise LevelsFileError(
            _("tidak ada lembar dengan kolom indikator dan nilai"),
            _("pakai formulir dari pranata index --template atau beri judul kolom indikator dan nilai"),
        )
    return table


def workbook_sheets(content: bytes) -> list[Sheet]:
    """Return every sheet of a stranger's workbook as rows of text. Raises LevelsFileError."""
    archive = safe_workbook(content)
    computed = computed_cells(archive)
    archive.seek(0)
    try:
        with CalamineWorkbook.from_filelike(archive) as book:
            return [
                _sheet(book, position, computed.get(position, frozenset()))
                for position in range(len(book.sheet_names))
            ]
    except PasswordError as problem:
        raise LevelsFileError(_("berkas XLSX terkunci kata sandi"), _("simpan tanpa kata sandi")) from problem
    # A broken workbook fails inside a parser written in Rust, in any of its ways.
    except (CalamineError, ValueError, OSError, IndexError) as problem:
        raise broken() from problem


def _csv_rows(text: str, delimiter: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as problem:
        raise LevelsFileError(
            _("susunan CSV rusak"), _("periksa tanda kutip dan simpan ulang"), row=reader.line_num or 1
        ) from problem


def _sheet(book: CalamineWorkbook, position: int, computed: frozenset[Place]) -> Sheet:
    sheet = book.get_sheet_by_index(position)
    rows = sheet.to_python(skip_empty_area=False)
    merged = [
        row + 1
        for (first, _left), (last, _right) in sheet.merged_cell_ranges or ()
        for row in range(first, last + 1)
    ]
    return Sheet(
        sheet.name,
        [(number, [_cell(value) for value in cells]) for number, cells in enumerate(rows, start=1)],
        frozenset(merged),
        computed,
    )


def _cell(value: object) -> str:
    # A spreadsheet keeps 3 as 3.0; the shortest text that reads back as the same number is what was typed.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _find(sheets: list[list[Row]], *, heading_within: int) -> Table | None:
    for rows in sheets:
        for position, (_row, cells) in enumerate(rows[:heading_within]):
            headings = [_heading(cell) for cell in cells]
            indicator = _first(headings, INDICATOR_HEADINGS.__contains__)
            level = _first(headings, LEVEL_HEADINGS.__contains__)
            if indicator is not None and level is not None:
                below = list(_filled(rows[position + 1 :]))
                return Table(indicator, level, cells[indicator], cells[level], len(cells), below)
    return None


def _heading(cell: str) -> str:
    return " ".join(cell.lower().replace(".", " ").replace("_", " ").split())


def _first(headings: list[str], fits: Callable[[str], bool]) -> int | None:
    return next((position for position, heading in enumerate(headings) if fits(heading)), None)


def _filled(rows: list[Row]) -> Iterator[Row]:
    return (row for row in rows if any(row[1]))
