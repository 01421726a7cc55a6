"""The workbook in which an assessment is filled outside: what somebody typed in it, row by row.

A hidden row of codes above the headings says what each column is, so headings may be translated; hidden codes
beside the first sheet's lines say whose file it is. Every row that cannot be read is told, not only the
first. Nothing is repaired, and what the rows mean for an assessment is not judged here.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pranata.assessment.levels import plain, quoted
from pranata.assessment.levels_file.archive import broken
from pranata.assessment.levels_file.computed import Place
from pranata.assessment.levels_file.errors import LevelsFileError
from pranata.assessment.levels_file.reading import XLS_MARK, XLSX_MARK, require_size
from pranata.assessment.levels_file.tables import Sheet, workbook_sheets
from pranata.foundation.words import gettext as _

MARK = "pranata:"
INDICATOR, REQUIREMENT, VERSION = "indikator", "syarat", "versi"
LEVEL, NOTE, REASON = "tingkat", "catatan", "alasan"
VERDICT, CAUSE, EXPLANATION = "hasil", "sebab", "penjelasan"
LEVEL_CODES = (INDICATOR, LEVEL, NOTE, REASON, VERSION)
FINDING_CODES = (INDICATOR, REQUIREMENT, VERDICT, CAUSE, EXPLANATION, VERSION)
TYPED = frozenset({LEVEL, NOTE, REASON, VERDICT, CAUSE, EXPLANATION})
INSTANSI, INSTANSI_NAME, ASSESSMENT, YEAR = "instansi", "instansi-nama", "penilaian", "tahun"
INSTRUMENT, DIGEST, TAKEN_AT, SCOPE = "instrumen", "sidik", "diunduh", "bagian"
IDENTITY = (INSTANSI, INSTANSI_NAME, ASSESSMENT, YEAR, INSTRUMENT, DIGEST, TAKEN_AT)
CODES_SOUGHT_IN_ROWS = 30
LONGEST_VERSION = 8
# What XML cannot hold, and so no cell.
_NO_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong: where, what was found, what is allowed instead."""

    sheet: str
    row: int
    column: str
    found: str
    allowed: str


@dataclass(frozen=True, kw_only=True)
class FilledRow:
    """One row as it was typed. `requirement` is empty on the sheet of levels."""

    sheet: str
    row: int
    indicator: str
    requirement: str
    version: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]

    @property
    def key(self) -> str:
        """What it is about: "11", or "11/3.2" for a requirement."""
        return f"{self.indicator}/{self.requirement}" if self.requirement else self.indicator

    def fault(self, column: str, found: str, allowed: str) -> Fault:
        """Return what is wrong in one of its columns."""
        heading = self.headings.get(column, column)
        return Fault(sheet=self.sheet, row=self.row, column=heading, found=found, allowed=allowed)


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A whole file: whose it is, its rows that could be read, and what is wrong with the others."""

    identity: Mapping[str, str]
    rows: tuple[FilledRow, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class _Columns:
    at: Mapping[str, int]
    headings: Mapping[str, str]
    first_row: int


def cell_text(text: str) -> str:
    """Return a text as a cell gives it back: what a cell cannot hold is gone, and so are outer spaces."""
    return _NO_CELL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def read_filled(filename: str, content: bytes) -> Filled:
    """Read a workbook that was downloaded and filled. Raises LevelsFileError where it is none."""
    _require_workbook(filename, content)
    sheets = workbook_sheets(content)
    identity = _identity(sheets)
    tables = [(sheet, found) for sheet in sheets if (found := _columns(sheet)) is not None]
    if not tables or any(not identity.get(code) for code in IDENTITY):
        raise LevelsFileError(
            _("berkas ini bukan berkas isian yang diunduh dari penilaian"),
            _("unduh berkas isian dari halaman ini, isi, lalu unggah berkas itu"),
        )
    rows: list[FilledRow] = []
    faults: list[Fault] = []
    for sheet, columns in tables:
        for row, wrong in _read(sheet, columns):
            faults += wrong
            rows += [] if wrong else [row]
    return Filled(identity=identity, rows=tuple(rows), faults=(*faults, *_doubled(rows)))


def is_filled(content: bytes) -> bool:
    """Whether a file is such a workbook, by its marks. Raises LevelsFileError for a broken one."""
    return content.startswith(XLSX_MARK) and bool(_identity(workbook_sheets(content)))


def _require_workbook(filename: str, content: bytes) -> None:
    require_size(len(content))
    if content.startswith(XLS_MARK):
        raise LevelsFileError(
            _("berkas Excel lama (.xls) atau terkunci"), _("simpan sebagai .xlsx tanpa kata sandi")
        )
    if not content.startswith(XLSX_MARK):
        if filename.lower().endswith(".xlsx"):
            raise broken()
        raise LevelsFileError(_("berkas ini bukan berkas XLSX"), _("unggah berkas isian sebagai .xlsx"))
    if _has_macros(content):
        raise LevelsFileError(_("berkas memuat makro"), _("simpan sebagai .xlsx tanpa makro"))


def _has_macros(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise broken() from problem


def _identity(sheets: list[Sheet]) -> dict[str, str]:
    """Read the hidden codes beside lines; the value stands left of its code."""
    found: dict[str, str] = {}
    for sheet in sheets:
        for _number, cells in sheet.rows[:CODES_SOUGHT_IN_ROWS]:
            for at, text in enumerate(cells):
                code = text.removeprefix(MARK)
                if at and text.startswith(MARK) and code in (*IDENTITY, SCOPE):
                    found.setdefault(code, plain(cells[at - 1])[:300])
    return found


def _columns(sheet: Sheet) -> _Columns | None:
    for place, (number, cells) in enumerate(sheet.rows[:CODES_SOUGHT_IN_ROWS]):
        at = {text.removeprefix(MARK): i for i, text in enumerate(cells) if text.startswith(MARK)}
        wanted = FINDING_CODES if REQUIREMENT in at else LEVEL_CODES
        if INDICATOR not in at or not set(wanted) <= at.keys():
            continue
        below = sheet.rows[place + 1][1] if place + 1 < len(sheet.rows) else []
        headings = {code: plain(below[i])[:60] or code for code, i in at.items() if i < len(below)}
        return _Columns({code: at[code] for code in wanted}, headings, number + 2)
    return None


def _read(sheet: Sheet, columns: _Columns) -> Iterator[tuple[FilledRow, list[Fault]]]:
    for number, cells in sheet.rows:
        if number < columns.first_row or not any(cells):
            continue
        said = {code: cells[at] if at < len(cells) else "" for code, at in columns.at.items()}
        version = said[VERSION]
        is_version = version.isdecimal() and version.isascii() and len(version) <= LONGEST_VERSION
        row = FilledRow(
            sheet=plain(sheet.name),
            row=number,
            indicator=said[INDICATOR],
            requirement=said.get(REQUIREMENT, ""),
            version=int(version) if is_version else -1,
            cells={code: cell_text(text) for code, text in said.items() if code in TYPED},
            headings=columns.headings,
        )
        yield row, list(_faults(row, sheet, columns, said, is_version=is_version))


def _faults(
    row: FilledRow, sheet: Sheet, columns: _Columns, said: Mapping[str, str], *, is_version: bool
) -> Iterator[Fault]:
    if row.row in sheet.merged:
        yield row.fault(INDICATOR, _("ada sel yang digabung"), _("pisahkan selnya (unmerge)"))
    for code in (INDICATOR, *([REQUIREMENT] if REQUIREMENT in columns.at else [])):
        if not said[code]:
            yield row.fault(code, _("kosong"), _("kembalikan seperti pada berkas yang diunduh"))
    if not is_version:
        found = quoted(said[VERSION]) if said[VERSION] else _("kosong")
        yield row.fault(VERSION, found, _("kembalikan seperti pada berkas yang diunduh"))
    for code, at in columns.at.items():
        if Place(row.row, at) in sheet.computed:
            yield row.fault(code, _("rumus atau galat"), _("ketik isinya, bukan rumus"))


def _doubled(rows: list[FilledRow]) -> Iterator[Fault]:
    first: dict[str, FilledRow] = {}
    for row in rows:
        earlier = first.setdefault(row.key, row)
        if earlier is not row:
            yield row.fault(
                REQUIREMENT if row.requirement else INDICATOR,
                _("sama dengan baris %(row)s") % {"row": earlier.row},
                _("tiap indikator dan syarat hanya satu baris"),
            )
