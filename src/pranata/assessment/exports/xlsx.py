"""The result as a workbook that computes itself again: every value of ours stands beside a live formula."""

from collections.abc import Sequence
from itertools import accumulate

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from pranata.assessment.exports.workbook import (
    AMBER_INK,
    EDGE,
    SOFT_FONT,
    STRONG_FONT,
    TITLE_FONT,
    WARNING_FILL,
    WARNING_FONT,
    fit_row,
    formula,
    headings,
    printable,
    put,
    to_bytes,
)
from pranata.assessment.regulations import Regulation
from pranata.assessment.wording import BASIS_NAMES, CERTAINTY_NAMES, warning_sentences
from pranata.engine.scoring import Basis, PartScore, Score
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop

PART_HEADINGS = (
    *(gettext_noop("No."), gettext_noop("Nama"), gettext_noop("Bobot")),
    *(gettext_noop("Nilai menurut Pranata"), gettext_noop("Dihitung ulang"), gettext_noop("Cocok")),
)
PART_WIDTHS = (7, 60, 10, 16, 16, 10)
EXAMPLE = gettext_noop(
    "Contoh. Angka dalam berkas ini dibuat untuk peragaan, bukan hasil penilaian instansi mana pun."
)
LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
SAME = '=IF(ABS(D{row}-E{row})<0.0000001,"{same}","{different}")'


def result_xlsx(regulation: Regulation, score: Score, *, is_example: bool = False) -> bytes:
    """Return summary, domains, aspects, indicators and every step, with formulas that recompute.

    An example says so on its first sheet and on every printed page: the file outlives the page it came from.
    """
    book = Workbook()
    summary = book.active
    assert isinstance(summary, Worksheet)  # noqa: S101 -- a new workbook has one worksheet
    summary.title = _("Ringkasan")
    if score.domains:
        _domains(book.create_sheet(_("Domain")), score)
    _aspects(book.create_sheet(_("Aspek")), score)
    _indicators(book.create_sheet(_("Indikator")), score)
    _steps(book.create_sheet(_("Langkah")), score)
    _summary(summary, regulation, score)
    for sheet in book.worksheets:
        printable(sheet, None if sheet is summary else 1)
        if is_example:
            _mark_printed(sheet)
    if is_example:
        _mark(summary)
    return to_bytes(book)


def _mark(sheet: Worksheet) -> None:
    put(sheet, 2, 1, _(EXAMPLE), WARNING_FONT).fill = WARNING_FILL
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=2)


def _mark_printed(sheet: Worksheet) -> None:
    header = sheet.HeaderFooter.oddHeader
    assert header is not None  # noqa: S101 -- openpyxl makes one with the sheet
    header.center.text = _(EXAMPLE)
    sheet.sheet_properties.tabColor = AMBER_INK


def _summary(sheet: Worksheet, regulation: Regulation, score: Score) -> None:
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 84
    put(sheet, 1, 1, regulation.title, TITLE_FONT).alignment = Alignment(wrap_text=False)
    decimals = "0." + "0" * score.instrument.decimals
    _fact(sheet, 3, _("Indeks menurut Pranata"), score.index, decimals)
    _fact(sheet, 4, _("Indeks eksak"), str(score.index))
    put(sheet, 5, 1, _("Indeks dihitung ulang"), STRONG_FONT)
    formula(sheet, 5, 2, _index_formula(score), "0.0000").alignment = LEFT
    _fact(sheet, 6, _("Predikat menurut Pranata"), score.predikat.applied)
    put(sheet, 7, 1, _("Predikat dihitung ulang"), STRONG_FONT)
    formula(sheet, 7, 2, _predikat_formula(score), "General")
    _fact(sheet, 8, _("Pembanding predikat"), _(BASIS_NAMES[score.predikat.comparison.basis]))
    _fact(sheet, 9, _("Tahun"), score.year or _("tidak disebut"))
    _fact(sheet, 10, _("Kepastian instrumen"), _(CERTAINTY_NAMES[regulation.certainty]))
    _fact(sheet, 11, _("Instrumen"), f"{regulation.id} · {score.instrument.digest}")
    _fact(sheet, 12, _("Dasar hukum"), "; ".join(basis.number for basis in regulation.legal_basis))
    for row, sentence in enumerate(warning_sentences(regulation, score), start=14):
        put(
            sheet, row, 1, _("Perhatian: %(sentence)s") % {"sentence": sentence}, WARNING_FONT
        ).fill = WARNING_FILL
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        sheet.row_dimensions[row].height = 46
    _bands(sheet, regulation, 20)


def _fact(sheet: Worksheet, row: int, label: str, value: object, number_format: str | None = None) -> None:
    put(sheet, row, 1, label, STRONG_FONT)
    cell = put(sheet, row, 2, value)
    cell.alignment = LEFT
    if number_format:
        cell.number_format = number_format


def _bands(sheet: Worksheet, regulation: Regulation, first: int) -> None:
    put(sheet, first, 1, _("Batas bawah"), STRONG_FONT)
    put(sheet, first, 2, _("Predikat"), STRONG_FONT)
    for row, band in enumerate(regulation.scoring.predikat.bands, start=first + 1):
        put(sheet, row, 1, band.minimum).number_format = "0.00"
        put(sheet, row, 2, band.name)


def _predikat_formula(score: Score) -> str:
    # Nine places take away the dust of binary arithmetic and leave every real difference.
    places = score.instrument.decimals if score.predikat.comparison.basis is Basis.ROUNDED else 9
    last = 20 + len(score.instrument.bands)
    return f"=LOOKUP(ROUND(B5,{places}),A21:A{last},B21:B{last})"


def _index_formula(score: Score) -> str:
    count = len(score.indicators) + 1
    sheet = _("Indikator")
    return f"=SUM({sheet}!F2:F{count})/SUM({sheet}!D2:D{count})"


def _indicators(sheet: Worksheet, score: Score) -> None:
    names = (_("No."), _("Aspek"), _("Nama indikator"), _("Bobot"), _("Tingkat"), _("Bobot × tingkat"))
    headings(sheet, 1, (*names, _("Keterangan")), (7, 8, 70, 10, 10, 16, 34))
    aspects = [aspect.number for aspect in score.instrument.aspects for _item in aspect.indicators]
    floored = _("tidak dijawab, dihitung tingkat terendah")
    for row, (item, aspect) in enumerate(zip(score.indicators, aspects, strict=True), start=2):
        put(sheet, row, 1, item.number, STRONG_FONT)
        put(sheet, row, 2, aspect, SOFT_FONT)
        put(sheet, row, 3, item.name)
        put(sheet, row, 4, item.weight).number_format = "0.00"
        put(sheet, row, 5, item.value)
        formula(sheet, row, 6, f"=D{row}*E{row}")
        put(sheet, row, 7, floored if item.number in score.missing else "")


def _aspects(sheet: Worksheet, score: Score) -> None:
    sizes = [len(aspect.indicators) for aspect in score.instrument.aspects]
    name = _("Indikator")
    pattern = f"SUM({name}!F{{first}}:F{{last}})/SUM({name}!D{{first}}:D{{last}})"
    _parts(sheet, score.aspects, sizes, pattern)


def _domains(sheet: Worksheet, score: Score) -> None:
    sizes = [len(domain.aspects) for domain in score.instrument.domains]
    weights = _("Aspek") + "!C{first}:C{last}"
    values = _("Aspek") + "!E{first}:E{last}"
    pattern = f"SUMPRODUCT({weights},{values})/SUM({weights})"
    _parts(sheet, score.domains, sizes, pattern)


def _parts(sheet: Worksheet, parts: Sequence[PartScore], sizes: Sequence[int], pattern: str) -> None:
    headings(sheet, 1, tuple(_(name) for name in PART_HEADINGS), PART_WIDTHS)
    words = {"same": _("ya"), "different": _("tidak")}
    ends = list(accumulate(sizes))
    for row, (part, size, end) in enumerate(zip(parts, sizes, ends, strict=True), start=2):
        put(sheet, row, 1, part.number, STRONG_FONT)
        put(sheet, row, 2, part.name)
        put(sheet, row, 3, part.weight).number_format = "0.00"
        put(sheet, row, 4, part.value).number_format = "0.00"
        formula(sheet, row, 5, "=" + pattern.format(first=end - size + 2, last=end + 1))
        formula(sheet, row, 6, SAME.format(row=row, **words), "General")


def _steps(sheet: Worksheet, score: Score) -> None:
    names = (_("Langkah"), _("Nama"), _("Perhitungan"), _("Nilai"), _("Sumber"))
    headings(sheet, 1, names, (16, 50, 90, 12, 36))
    for row, step in enumerate(score.trace.steps, start=2):
        put(sheet, row, 1, step.id, SOFT_FONT)
        put(sheet, row, 2, step.name)
        put(sheet, row, 3, step.expression)
        put(sheet, row, 4, step.value).number_format = "0.00"
        put(sheet, row, 5, step.citation, SOFT_FONT)
        sheet.cell(row, 3).border = EDGE
        fit_row(sheet, row)
