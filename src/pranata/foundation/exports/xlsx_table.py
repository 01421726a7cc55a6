"""One table as a workbook: bold head that stays in view, filter, widths that fit, numbers as numbers."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain, islice

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pranata.foundation.exports.cells import Cell, plain

NARROWEST, WIDEST, MEASURED_ROWS = 8, 60, 200
FORMATS: tuple[tuple[type, str], ...] = ((dt.datetime, "dd/mm/yyyy hh:mm"), (dt.date, "dd/mm/yyyy"))


def table_xlsx(headers: Sequence[object], rows: Iterable[Sequence[Cell]], title: object) -> bytes:
    """Return a workbook with one sheet named after `title`. A text is never taken for a formula.

    Writes as it reads; only the first 200 rows are held, to fit the columns.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(str(title)))
    iterator = iter(rows)
    first = [list(row) for row in islice(iterator, MEASURED_ROWS)]
    _prepare(sheet, [str(h) for h in headers], first)
    count = 0
    for row in chain(first, iterator):
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(headers), 1))}{count + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _prepare(sheet: WriteOnlyWorksheet, headers: list[str], first: list[list[Cell]]) -> None:
    for at, name in enumerate(headers):
        longest = max([len(name) + 3, *(len(str(row[at])) + 2 for row in first if len(row) > at)])
        sheet.column_dimensions[get_column_letter(at + 1)].width = min(max(longest, NARROWEST), WIDEST)  # type: ignore[attr-defined]
    sheet.freeze_panes = "A2"
    sheet.append([_head(sheet, name) for name in headers])


def _head(sheet: WriteOnlyWorksheet, name: str) -> SheetCell:
    cell = _cell(sheet, name)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> SheetCell:
    held = plain(value)
    if isinstance(held, dt.datetime) and held.tzinfo is not None:
        held = timezone.localtime(held).replace(tzinfo=None)
    cell: SheetCell = WriteOnlyCell(sheet, value=held)  # type: ignore[arg-type]  # the stubs forget dates
    if isinstance(held, str):
        # openpyxl takes a leading "=" for a formula and a "#N/A" for an error; a text stays a text.
        cell.data_type = "s"
    cell.number_format = _format(held)
    return cell


def _format(held: object) -> str:
    for kind, form in FORMATS:
        if isinstance(held, kind):
            return form
    if isinstance(held, Decimal) and held != held.to_integral_value():
        return "0." + "0" * min(max(-int(held.as_tuple().exponent), 2), 6)
    return "General"


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", title).strip().strip("'")[:31] or "Tabel"
