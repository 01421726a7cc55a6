"""What all our workbooks share: styles, reproducible bytes, numbers as a spreadsheet holds them."""

import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

INK = "1F1F1F"
INK_SOFT = "525252"
ACCENT = "0049B8"
ACCENT_SOFT = "EDF3FC"
SUNKEN = "F6F6F6"
LINE = "CFCFCF"
AMBER_SOFT = "FFF6DE"
AMBER_INK = "6B4A00"

HEADING_FONT = Font(name="Calibri", bold=True, color="FFFFFF", size=11)
TITLE_FONT = Font(name="Calibri", bold=True, color=INK, size=16)
STRONG_FONT = Font(name="Calibri", bold=True, color=INK, size=11)
SOFT_FONT = Font(name="Calibri", color=INK_SOFT, size=10)
WARNING_FONT = Font(name="Calibri", color=AMBER_INK, size=10)
HEADING_FILL = PatternFill("solid", fgColor=ACCENT)
PART_FILL = PatternFill("solid", fgColor=ACCENT_SOFT)
WARNING_FILL = PatternFill("solid", fgColor=AMBER_SOFT)
EDGE = Border(bottom=Side(style="thin", color=LINE))
FIELD_SIDE = Side(style="thin", color="B9CFF2")
FIELD_EDGE = Border(left=FIELD_SIDE, right=FIELD_SIDE, top=FIELD_SIDE, bottom=FIELD_SIDE)
WRAPPED = Alignment(wrap_text=True, vertical="top")
CENTRED = Alignment(horizontal="center", vertical="top")

LINE_HEIGHT = 13.5
HIGHEST_ROW = 400.0

# A zip keeps the time of every entry; ours is fixed, so that the same result gives the same bytes.
MADE_AT = datetime(2020, 1, 1, 0, 0, 0)  # noqa: DTZ001 -- the format knows no zone
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def sheet_number(value: Fraction) -> Decimal | str:
    """Return a fraction as a decimal where it ends, else as a formula that divides: 10/3 becomes `=10/3`."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"={value.numerator}/{value.denominator}"
    return Decimal(value.numerator) / Decimal(value.denominator)


def put(sheet: Worksheet, row: int, column: int, value: object, font: Font | None = None) -> Cell:
    """Write one cell. A text is a text even where it begins like a formula; formulas go through `formula`."""
    cell = _cell(sheet, row, column)
    if isinstance(value, Fraction):
        value = sheet_number(value)
        cell.value = value
    else:
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str):
            cell.data_type = "s"
    cell.alignment = WRAPPED
    if font is not None:
        cell.font = font
    return cell


def formula(sheet: Worksheet, row: int, column: int, text: str, number_format: str = "0.00") -> Cell:
    """Write a formula we made ourselves."""
    cell = _cell(sheet, row, column)
    cell.value = text
    cell.number_format = number_format
    cell.alignment = Alignment(vertical="top")
    return cell


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{cell.coordinate} lies inside a merged range")
    return cell


def headings(sheet: Worksheet, row: int, names: tuple[str, ...], widths: tuple[float, ...]) -> None:
    """Write a row of headings and keep it in view."""
    for column, (name, width) in enumerate(zip(names, widths, strict=True), start=1):
        cell = put(sheet, row, column, name, HEADING_FONT)
        cell.fill = HEADING_FILL
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = f"A{row + 1}"


def fit_row(sheet: Worksheet, row: int) -> None:
    """Make a row as high as its wrapped texts need; not every spreadsheet does that by itself."""
    lines = 1
    for column, cell in enumerate(sheet[row], start=1):
        width = sheet.column_dimensions[get_column_letter(column)].width
        texts = str(cell.value).split("\n") if isinstance(cell.value, str) else []
        lines = max(lines, sum(max(1, ceil(len(text) * 1.05 / width)) for text in texts))
    sheet.row_dimensions[row].height = min(lines * LINE_HEIGHT + 3, HIGHEST_ROW)


def printable(sheet: Worksheet, heading_row: int | None = None) -> None:
    """Lay the sheet out for A4 across, as wide as the page, headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A4)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if heading_row is not None:
        sheet.print_title_rows = f"{heading_row}:{heading_row}"


def to_bytes(book: Workbook) -> bytes:
    """Return the workbook; the same workbook gives the same bytes on every day."""
    written = io.BytesIO()
    book.save(written)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, MADE_AT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, STAMP.sub(rb"\g<1>2020-01-01T00:00:00Z", source.read(name)))
    return packed.getvalue()
