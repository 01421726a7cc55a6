"""The workbook in which an assessment is filled outside: guide, levels, requirements.

`levels_file.filled` reads it back by the hidden codes; what an official may type is open, all else is locked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pranata.assessment.exports.workbook import (
    EDGE,
    FIELD_EDGE,
    PART_FILL,
    SOFT_FONT,
    STRONG_FONT,
    SUNKEN,
    TITLE_FONT,
    WRAPPED,
    fit_row,
    headings,
    printable,
    put,
    sheet_number,
    to_bytes,
)
from pranata.assessment.levels import allowed_levels
from pranata.assessment.levels_file import filled
from pranata.engine.scoring import ScoreRange
from pranata.foundation.words import gettext as _

CODE_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3
CLOSED_FILL = PatternFill("solid", fgColor=SUNKEN)
# Named and not put together cell by cell: that takes three times as long as all the rest.
READ, OPEN, CLOSED = "Pranata: dibaca", "Pranata: diisi", "Pranata: terkunci"
NOTE_LENGTH, REASON_LENGTH, EXPLANATION_LENGTH = 3000, 1000, 2000


@dataclass(frozen=True, kw_only=True)
class LevelLine:
    """One indicator. `previous` is last time's level as text, `is_open` whether it may be typed here."""

    indicator: str
    name: str
    aspect: str
    previous: str
    level: Fraction | None
    note: str
    reason: str
    version: int
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """One requirement, with verdict and cause in the words of the lists, and the names of its evidence."""

    indicator: str
    name: str
    requirement: str
    level: int
    text: str
    verdict: str
    cause: str
    explanation: str
    evidence: str
    version: int
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class FilledBook:
    """Everything the workbook shows. `identity` is code, label and value of each line."""

    title: str
    identity: Sequence[tuple[str, str, str]]
    score: ScoreRange
    verdicts: Sequence[str]
    causes: Sequence[str]
    levels: Sequence[LevelLine]
    findings: Sequence[FindingLine]


@dataclass(frozen=True)
class _Column:
    code: str
    heading: str
    width: float


def filled_xlsx(book: FilledBook) -> bytes:
    """Return the workbook."""
    made = Workbook()
    for style in _styles():
        made.add_named_style(style)
    sheet = made.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 -- a new workbook has one worksheet
    sheet.title = _("Petunjuk")
    _guide(sheet, book)
    _levels(made.create_sheet(_("Tingkat")), book)
    _findings(made.create_sheet(_("Syarat")), book)
    return to_bytes(made)


def _styles() -> tuple[NamedStyle, ...]:
    typed = Font(name="Calibri", size=11)
    return (
        NamedStyle(READ, font=SOFT_FONT, border=EDGE, alignment=WRAPPED),
        NamedStyle(
            OPEN,
            font=typed,
            fill=PART_FILL,
            border=FIELD_EDGE,
            alignment=WRAPPED,
            protection=Protection(locked=False),
        ),
        NamedStyle(CLOSED, font=typed, fill=CLOSED_FILL, border=EDGE, alignment=WRAPPED),
    )


def _guide(sheet: Worksheet, book: FilledBook) -> None:
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 92
    sheet.column_dimensions["C"].hidden = True
    put(sheet, 1, 1, book.title, TITLE_FONT).alignment = Alignment(wrap_text=False)
    row = 3
    for code, label, value in book.identity:
        put(sheet, row, 1, label, STRONG_FONT)
        put(sheet, row, 2, value)
        if code:
            put(sheet, row, 3, filled.MARK + code)
        fit_row(sheet, row)
        row += 1
    row += 1
    for label, text in _instructions(book):
        put(sheet, row, 1, label, STRONG_FONT)
        put(sheet, row, 2, text)
        fit_row(sheet, row)
        row += 1
    _protect(sheet)
    printable(sheet)


def _instructions(book: FilledBook) -> tuple[tuple[str, str], ...]:
    return (
        (
            _("Cara mengisi"),
            _(
                "Isi hanya sel berlatar biru pada lembar Tingkat dan Syarat. Sel kelabu terkunci: bukan "
                "bagian jabatan Anda, atau hanya untuk dibaca."
            ),
        ),
        (
            _("Lembar Syarat"),
            _(
                "Pilih Hasil dari daftar. Untuk syarat yang belum terpenuhi, pilih juga Sebab. Tingkat "
                "mengikuti syaratnya, dihitung dari bawah, setelah berkas diunggah."
            ),
        ),
        (
            _("Lembar Tingkat"),
            _(
                "%(allowed)s. Tingkat yang lain daripada hasil daftar periksa hanya diterima dengan Alasan. "
                "Sel yang dikosongkan mengosongkan isiannya."
            )
            % {"allowed": allowed_levels(book.score).capitalize()},
        ),
        (
            _("Bukti"),
            _("Nama bukti hanya untuk dibaca. Bukti dipasang di halaman indikatornya, bukan di berkas ini."),
        ),
        (
            _("Baris"),
            _(
                "Baris boleh dihapus: yang tidak ada dalam berkas tidak disentuh. Jangan menambah baris, "
                "menggabung sel, atau memakai rumus pada sel isian."
            ),
        ),
        (
            _("Sesudahnya"),
            _(
                "Simpan sebagai .xlsx, lalu unggah di halaman yang sama. Anda melihat semua perubahan, juga "
                "yang sementara itu diubah orang lain, sebelum apa pun diterapkan. Unggahan dapat diurungkan."
            ),
        ),
    )


def _levels(sheet: Worksheet, book: FilledBook) -> None:
    columns = (
        _Column(filled.INDICATOR, _("No."), 7),
        _Column("", _("Indikator"), 46),
        _Column("", _("Aspek"), 28),
        _Column("", _("Tahun lalu"), 10),
        _Column(filled.LEVEL, _("Tingkat"), 10),
        _Column(filled.NOTE, _("Catatan"), 60),
        _Column(filled.REASON, _("Alasan tingkat lain"), 40),
        _Column(filled.VERSION, _("Versi"), 7),
    )
    _open(sheet, columns)
    for row, line in enumerate(book.levels, start=FIRST_ROW):
        said = (
            line.indicator, line.name, line.aspect, line.previous, line.level, line.note, line.reason,
            line.version,
        )  # fmt: skip
        _row(sheet, row, columns, said, is_open=line.is_open)
    last = FIRST_ROW + len(book.levels) - 1
    _check(sheet, "E", last, _level_rule(book.score))
    _check(sheet, "F", last, _length_rule(NOTE_LENGTH))
    _check(sheet, "G", last, _length_rule(REASON_LENGTH))
    _close(sheet, columns, last)


def _findings(sheet: Worksheet, book: FilledBook) -> None:
    columns = (
        _Column(filled.INDICATOR, _("No."), 7),
        _Column("", _("Indikator"), 26),
        _Column("", _("Tingkat"), 9),
        _Column(filled.REQUIREMENT, _("Syarat"), 8),
        _Column("", _("Bunyi syarat"), 60),
        _Column(filled.VERDICT, _("Hasil"), 15),
        _Column(filled.CAUSE, _("Sebab belum terpenuhi"), 16),
        _Column(filled.EXPLANATION, _("Penjelasan"), 50),
        _Column("", _("Bukti (hanya dibaca)"), 36),
        _Column(filled.VERSION, _("Versi"), 7),
    )
    _open(sheet, columns)
    for row, line in enumerate(book.findings, start=FIRST_ROW):
        said = (
            line.indicator, line.name, line.level, line.requirement, line.text, line.verdict, line.cause,
            line.explanation, line.evidence, line.version,
        )  # fmt: skip
        _row(sheet, row, columns, said, is_open=line.is_open)
    last = FIRST_ROW + len(book.findings) - 1
    _check(sheet, "F", last, _choice_rule(book.verdicts))
    _check(sheet, "G", last, _choice_rule(book.causes))
    _check(sheet, "H", last, _length_rule(EXPLANATION_LENGTH))
    _close(sheet, columns, last)


def _open(sheet: Worksheet, columns: Sequence[_Column]) -> None:
    for at, column in enumerate(columns, start=1):
        if column.code:
            put(sheet, CODE_ROW, at, filled.MARK + column.code)
    sheet.row_dimensions[CODE_ROW].hidden = True
    headings(sheet, HEADING_ROW, tuple(c.heading for c in columns), tuple(c.width for c in columns))
    first_typed = next(at for at, c in enumerate(columns, start=1) if c.code in filled.TYPED)
    sheet.freeze_panes = f"{get_column_letter(first_typed)}{FIRST_ROW}"


def _row(
    sheet: Worksheet, row: int, columns: Sequence[_Column], said: Sequence[object], *, is_open: bool
) -> None:
    for at, (column, value) in enumerate(zip(columns, said, strict=True), start=1):
        text = filled.cell_text(value) if isinstance(value, str) else value
        style = READ if column.code not in filled.TYPED else OPEN if is_open else CLOSED
        cell = sheet.cell(row, at)
        cell.style = style
        if text == "" or text is None:
            continue
        cell.value = sheet_number(text) if isinstance(text, Fraction) else text  # type: ignore[assignment]
        if isinstance(text, str):  # also where it begins like a formula
            cell.data_type = "s"
    fit_row(sheet, row)


def _level_rule(score: ScoreRange) -> DataValidation:
    said = allowed_levels(score)
    return DataValidation(
        type="decimal" if score.step is None else "whole",
        operator="between",
        formula1=str(score.minimum),
        formula2=str(score.maximum),
        errorTitle=_("Tingkat tidak sesuai"),
        error=said[:1].upper() + said[1:] + ".",
    )


def _choice_rule(labels: Sequence[str]) -> DataValidation:
    return DataValidation(
        type="list",
        formula1='"' + ",".join(labels) + '"',
        errorTitle=_("Pilihan tidak dikenal"),
        error=_("Pilih dari daftar, atau kosongkan."),
    )


def _length_rule(limit: int) -> DataValidation:
    return DataValidation(
        type="textLength",
        operator="lessThanOrEqual",
        formula1=str(limit),
        errorTitle=_("Terlalu panjang"),
        error=_("Paling banyak %(limit)d huruf.") % {"limit": limit},
    )


def _check(sheet: Worksheet, column: str, last: int, rule: DataValidation) -> None:
    rule.allow_blank, rule.showErrorMessage = True, True
    rule.add(f"{column}{FIRST_ROW}:{column}{max(last, FIRST_ROW)}")
    sheet.add_data_validation(rule)


def _close(sheet: Worksheet, columns: Sequence[_Column], last: int) -> None:
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{get_column_letter(len(columns))}{max(last, FIRST_ROW)}"
    _protect(sheet)
    printable(sheet, HEADING_ROW)


def _protect(sheet: Worksheet) -> None:
    # Without a password on purpose: it keeps hands off the headings, not people out of their own file.
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.autoFilter = False
    sheet.protection.deleteRows = False
