"""The form to fill: one row an indicator, a cell for its level, and what each level asks beside it."""

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pranata.assessment.exports.workbook import (
    EDGE,
    FIELD_EDGE,
    PART_FILL,
    SOFT_FONT,
    STRONG_FONT,
    TITLE_FONT,
    WARNING_FILL,
    WARNING_FONT,
    fit_row,
    headings,
    printable,
    put,
    to_bytes,
)
from pranata.assessment.levels import allowed_levels
from pranata.assessment.regulations import IndicatorCriteria, Regulation
from pranata.foundation.words import gettext as _

HEADING_ROW = 5
LEVEL_COLUMN = 5
NOTE_COLUMN = 6
FIRST_CRITERIA_COLUMN = 7


def levels_template_xlsx(regulation: Regulation) -> bytes:
    """Return the form of an instrument. `read_levels` reads it back; only level and note are open."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 -- a new workbook has one worksheet
    sheet.title = _("Isian")
    _title(sheet, regulation)
    _headings(sheet, regulation)
    _rows(sheet, regulation)
    _guard(sheet, regulation)
    _guide(book.create_sheet(_("Petunjuk")), regulation)
    return to_bytes(book)


def _title(sheet: Worksheet, regulation: Regulation) -> None:
    title = _("Formulir tingkat: %(title)s") % {"title": regulation.title}
    put(sheet, 1, 1, title, TITLE_FONT).alignment = Alignment(wrap_text=False)
    instruction = _("Isi kolom Tingkat; %(allowed)s. Kosongkan bila belum dinilai.") % {
        "allowed": allowed_levels(regulation.instrument.score)
    }
    put(sheet, 2, 1, instruction, SOFT_FONT).alignment = Alignment(wrap_text=False)
    if regulation.is_uncertain:
        note = _("Belum pasti. %(note)s") % {"note": regulation.certainty_note}
        cell = put(sheet, 3, 1, note, WARNING_FONT)
        sheet.merge_cells(start_row=3, start_column=1, end_row=3, end_column=NOTE_COLUMN)
        sheet.row_dimensions[3].height = 46
        cell.fill = WARNING_FILL


def _levels(regulation: Regulation) -> range:
    level_range = regulation.scoring.level_range
    return range(int(level_range.minimum), int(level_range.maximum) + 1)


def _headings(sheet: Worksheet, regulation: Regulation) -> None:
    criteria = tuple(_("Syarat tingkat %(level)s") % {"level": level} for level in _levels(regulation))
    names = (_("No."), _("Aspek"), _("Nama indikator"), _("Bobot"), _("Tingkat"), _("Catatan"), *criteria)
    headings(sheet, HEADING_ROW, names, (7, 26, 44, 9, 10, 30, *[40] * len(criteria)))
    sheet.freeze_panes = f"E{HEADING_ROW + 1}"


def _rows(sheet: Worksheet, regulation: Regulation) -> None:
    for row, item in enumerate(regulation.indicators, start=HEADING_ROW + 1):
        _domain, aspect = regulation.place(item.number)
        put(sheet, row, 1, item.number, STRONG_FONT)
        put(sheet, row, 2, f"{aspect.number}. {aspect.name}", SOFT_FONT)
        put(sheet, row, 3, item.name)
        put(sheet, row, 4, item.weight).number_format = "0.00"
        _field(sheet, row, LEVEL_COLUMN)
        _field(sheet, row, NOTE_COLUMN)
        for column, level in enumerate(_levels(regulation), start=FIRST_CRITERIA_COLUMN):
            put(sheet, row, column, _summary(item, level), SOFT_FONT)
        for column in range(1, FIRST_CRITERIA_COLUMN + len(_levels(regulation))):
            if column not in (LEVEL_COLUMN, NOTE_COLUMN):
                sheet.cell(row, column).border = EDGE
        fit_row(sheet, row)


def _summary(item: IndicatorCriteria, level: int) -> str:
    criteria = item.levels[level]
    lines = [*criteria.requirements]
    if criteria.cap:
        lines.append(_("Tertahan di sini bila: %(cap)s") % {"cap": criteria.cap})
    return "\n".join(f"• {line}" for line in lines)


def _field(sheet: Worksheet, row: int, column: int) -> None:
    cell = sheet.cell(row, column)
    cell.protection = Protection(locked=False)
    cell.border = FIELD_EDGE
    cell.fill = PART_FILL
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="center" if column == 5 else None)


def _guard(sheet: Worksheet, regulation: Regulation) -> None:
    score = regulation.instrument.score
    rule = DataValidation(
        type="decimal" if score.step is None else "whole",
        operator="between",
        formula1=str(score.minimum),
        formula2=str(score.maximum),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=_("Tingkat tidak sesuai"),
        error=allowed_levels(score)[:1].upper() + allowed_levels(score)[1:] + ".",
    )
    last = HEADING_ROW + len(regulation.indicators)
    rule.add(f"E{HEADING_ROW + 1}:E{last}")
    sheet.add_data_validation(rule)
    sheet.cell(HEADING_ROW, LEVEL_COLUMN).comment = Comment(allowed_levels(score), "Pranata")
    # Without a password on purpose: it keeps hands off the headings, not people out of their own file.
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    printable(sheet, HEADING_ROW)


def _guide(sheet: Worksheet, regulation: Regulation) -> None:
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 100
    lines = (
        (_("Instrumen"), f"{regulation.title} ({regulation.id})"),
        (_("Dasar hukum"), "; ".join(basis.number for basis in regulation.legal_basis)),
        (_("Kepastian"), regulation.certainty_note),
        (_("Rumusan syarat"), regulation.wording_policy),
        (
            _("Cara mengisi"),
            _("Isi satu tingkat tiap indikator pada lembar Isian, lalu simpan sebagai .xlsx."),
        ),
        (_("Cara menghitung"), f"pranata index formulir.xlsx --instrument {regulation.id}"),
        *(
            (_("Skala %(name)s") % {"name": name}, _scale_text(regulation, name))
            for name in regulation.scoring.scales
        ),
    )
    for row, (label, text) in enumerate(lines, start=1):
        put(sheet, row, 1, label, STRONG_FONT)
        put(sheet, row, 2, text)
        fit_row(sheet, row)
    printable(sheet)


def _scale_text(regulation: Regulation, name: str) -> str:
    scale = regulation.scoring.scales[name]
    unnamed = _("(nama tidak ditemukan)")
    return "\n".join(f"{level}: {title or unnamed}" for level, title in scale.levels.items())
