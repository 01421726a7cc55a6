"""An edition in Word: A4 across, one table that repeats its head on each page."""

import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row

from pranata.planning.exports.roadmap_sheet import Sheet, SheetRow

WIDTHS = (12, 62, 34, 32, 24, 32, 11)


def roadmap_docx(sheet: Sheet) -> bytes:
    """Return the edition as a Word document. The same sheet gives the same text."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(420), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(9)
    document.core_properties.title = f"{sheet.title}, {sheet.instansi}"
    document.core_properties.language = sheet.language
    document.add_heading(sheet.title, level=1)
    document.add_paragraph(f"{sheet.instansi}. {sheet.standing}")
    if sheet.example:
        document.add_paragraph().add_run(sheet.example).bold = True
    _table(document, sheet)
    if sheet.reviews:
        document.add_heading(sheet.reviews_head, level=2)
    for held, said in sheet.reviews:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{held}. ").bold = True
        paragraph.add_run(said)
    for note in sheet.notes:
        document.add_paragraph(note)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: WordDocument, sheet: Sheet) -> None:
    heads = [*sheet.headings, *(str(year) for year in sheet.years), sheet.total_head]
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        _write(cell, text, bold=True)
    _repeat(table.rows[0])
    for row in sheet.rows:
        _fill(table.add_row(), row)
    last = table.add_row()
    _write(last.cells[1], sheet.total_label, bold=True)
    for cell, text in zip(last.cells[len(sheet.headings) :], sheet.totals, strict=True):
        _write(cell, text, bold=True)
    for row in (table.rows[0], last):
        _to_the_right(row.cells[len(sheet.headings) :])
    for column, width in zip(table.columns, _widths(sheet), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _to_the_right(cells: Iterable[_Cell]) -> None:
    for cell in cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _widths(sheet: Sheet) -> list[int]:
    """Return the millimetres of each column; the years and their sum share what is left."""
    columns = len(sheet.years) + 1
    return [*WIDTHS, *([(390 - sum(WIDTHS)) // columns] * columns)]


def _fill(row: _Row, line: SheetRow) -> None:
    texts = [line.number, line.name, line.unit, line.output, line.baseline, line.links, line.score]
    texts += ["\n".join(part for part in year if part) for year in line.years] + [line.total]
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        _write(cell, text, bold=line.depth <= 0 or (line.depth == 1 and place < 2))
        if line.depth < 0:
            _shade(cell, "E8EEF8")
    _to_the_right(row.cells[-len(line.years) - 1 :])


def _write(cell: _Cell, text: str, *, bold: bool) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.bold = bold
    run.font.size = Pt(8)


def _shade(cell: _Cell, colour: str) -> None:
    fill = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        fill.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(fill)


def _repeat(row: _Row) -> None:
    properties = row._tr.get_or_add_trPr()
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)
