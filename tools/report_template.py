"""Write the shipped Word template of the report: `python -m tools.report_template`.

Written by a program, so that a change of it can be read; an instansi replaces it in the application.
"""

from collections.abc import Sequence
from pathlib import Path

import click
from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TARGET = Path(__file__).resolve().parents[1] / "src/pranata/assessment/exports/word/lhe.docx"
ACCENT, SOFT, INK = RGBColor(0x00, 0x49, 0xB8), RGBColor(0x52, 0x52, 0x52), RGBColor(0x1F, 0x1F, 0x1F)
HAIR, SUNKEN = "DCDCDC", "F6F6F6"
FONT = "Calibri"
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
WIDE = 166


@click.command()
def main() -> None:
    """Write the template."""
    template().save(str(TARGET))


def template() -> Written:
    """Return the template."""
    document = Document()
    _page(document)
    _styles(document)
    _cover(document)
    _summary(document)
    _values(document)
    _stages(document)
    _conclusions(document)
    _levels(document)
    _basis(document)
    _signing(document)
    return document


def _page(document: Written) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    section.different_first_page_header_footer = True
    footer = section.footer.paragraphs[0]
    _soft(footer.add_run("Laporan hasil evaluasi SPBE {{ tahun }}, {{ instansi }}. Halaman "))
    _number(footer, "PAGE")
    _soft(footer.add_run(" dari "))
    _number(footer, "NUMPAGES")
    known = document.core_properties
    known.title, known.author = "Laporan hasil evaluasi SPBE {{ instansi }} {{ tahun }}", "{{ instansi }}"
    known.language, known.comments, known.subject = "id-ID", "", ""


def _styles(document: Written) -> None:
    normal = document.styles["Normal"]
    _face(normal.element, Pt(10.5))
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.12
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.get_or_add_rPr().append(language)
    for level, size, before in ((1, 16, 20), (2, 12.5, 14), (3, 10.5, 8)):
        style = document.styles[f"Heading {level}"]
        _face(style.element, Pt(size))
        style.font.bold, style.font.color.rgb = True, ACCENT if level == 1 else SOFT if level == 3 else INK
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
        style.paragraph_format.keep_with_next = True


def _face(element: object, size: Pt) -> None:
    """Name the letter outright: a theme's letter is another one in another program."""
    properties = element.get_or_add_rPr()  # type: ignore[attr-defined]
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties.insert(0, fonts)
    properties.get_or_add_sz().val = size


def _number(paragraph: Paragraph, what: str) -> None:
    field, run = OxmlElement("w:fldSimple"), paragraph.add_run("1")
    field.set(qn("w:instr"), what)
    _soft(run)
    field.append(run._r)
    paragraph._p.append(field)


def _soft(run: Run, size: float = 8.5) -> Run:
    run.font.size, run.font.color.rgb = Pt(size), SOFT
    return run


def _line(document: Written, text: str, size: float, *, bold: bool = False, space: float = 0) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(space)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    return paragraph


def _say(document: Written, *steps: str) -> None:
    """Add what only the template reads: each in a paragraph that vanishes when it is filled."""
    for step in steps:
        _line(document, f"{{%p {step} %}}", 10)


def _cover(document: Written) -> None:
    _line(document, "Laporan hasil evaluasi", 14, bold=True).runs[0].font.color.rgb = ACCENT
    _soft(_line(document, "Sistem Pemerintahan Berbasis Elektronik", 11).runs[0], 11)
    title = _line(document, "{{ instansi }}", 30, bold=True, space=110)
    title.paragraph_format.line_spacing = 1.0
    _soft(_line(document, "Tahun {{ tahun }}", 15).runs[0], 15)
    _line(document, "{{ indeks }}", 54, bold=True, space=50).paragraph_format.line_spacing = 1.0
    _line(document, "Indeks SPBE, predikat {{ predikat }}", 13, bold=True)
    _say(document, "if tahun_lalu")
    compared = "{{ selisih }} dari tahun {{ tahun_lalu }} ({{ indeks_lalu }}, {{ predikat_lalu }})"
    _soft(_line(document, compared, 10.5).runs[0], 10.5)
    _say(document, "endif", "if sementara")
    _line(
        document, "Sementara. {{ tahap }} masih berjalan; nilainya dapat berubah.", 10.5, bold=True, space=14
    )
    _say(document, "endif", "if contoh")
    _line(document, "Contoh. Isi laporan ini dibuat untuk peragaan.", 10.5, bold=True, space=6)
    _say(document, "endif")
    _soft(_line(document, "{{ instrumen }}", 9, space=90).runs[0], 9)
    _soft(_line(document, "{{ dasar | join('; ') }}", 9).runs[0], 9)
    _soft(_line(document, "{{ tahap }}, {{ tanggal }}", 9).runs[0], 9)


def _summary(document: Written) -> None:
    document.add_heading("Ringkasan", 1).paragraph_format.page_break_before = True
    _say(document, "for kalimat in peringatan")
    _line(document, "Perhatian. {{ kalimat }}", 10.5, bold=True)
    _say(document, "endfor")
    document.add_paragraph("{{ ringkasan | join(' ') }}")
    document.add_paragraph("Nilai eksak {{ indeks_eksak }}; predikat dibandingkan memakai {{ pembanding }}.")
    document.add_paragraph("{{ radar }}").alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(
    document: Written, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]
) -> Table:
    """Add a table with a heading that is repeated on each page; a row of one text steers the template."""
    table = document.add_table(rows=1 + len(rows), cols=len(heads))
    table.autofit = False
    _rule(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, texts in zip(table.rows, [heads, *rows], strict=True):
        _whole(row)
        for place, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            cell.width = Mm(width)
            text = texts[place] if place < len(texts) else ""
            _cell(cell.paragraphs[0], text, right=place > 0 and width < 25)
    _head(table.rows[0])
    return table


def _rule(table: Table) -> None:
    """Rule a table by hairlines between its rows, without a box."""
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (("top", "8", "1F1F1F"), ("bottom", "8", "1F1F1F"), ("insideH", "4", HAIR)):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    table._tbl.tblPr.append(borders)


def _cell(paragraph: Paragraph, text: str, *, right: bool) -> None:
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.add_run(text).font.size = Pt(9)
    if right:
        paragraph.alignment = RIGHT


def _head(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for run in (run for cell in row.cells for run in cell.paragraphs[0].runs):
        _soft(run).font.bold = True


def _whole(row: _Row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _values(document: Written) -> None:
    document.add_heading("Nilai domain dan aspek", 1)
    heads = ["Domain dan aspek", "Bobot", "{{ tahun_lalu or '–' }}", "{{ tahun }}", "Selisih"]
    named = "{% if b.domain %}{{ b.nama | upper }}{% else %}{{ b.nama }}{% endif %}"
    cells = [named, "{{ b.bobot }}%", "{{ b.lalu or '–' }}", "{{ b.nilai }}", "{{ b.selisih or '–' }}"]
    total = ["Indeks SPBE", "", "{{ indeks_lalu or '–' }}", "{{ indeks }}", "{{ selisih or '–' }}"]
    rows = [["{%tr for b in bagian %}"], cells, ["{%tr endfor %}"], total]
    table = _table(document, heads, [86, 20, 20, 20, 20], rows)
    for cell in table.rows[-1].cells:
        cell.paragraphs[0].runs[0].font.bold = True


def _stages(document: Written) -> None:
    document.add_heading("Nilai tiap tahap penilaian", 1)
    heads = ["Tahap", "Indeks", "Predikat", "Ditutup"]
    closed = "{{ t.ditutup }}{% if t.oleh %} oleh {{ t.oleh }}{% endif %}"
    cells = ["{{ t.nama }}", "{{ t.indeks }}", "{{ t.predikat }}", closed]
    rows = [["{%tr for t in tahap_tahap %}"], cells, ["{%tr endfor %}"]]
    _table(document, heads, [46, 18, 28, 74], rows)
    _say(document, "for p in perubahan")
    document.add_heading("{{ p.dari }} ke {{ p.ke }}: {{ p.selisih }}", 3)
    moved = [
        "{{ i.nomor }}. {{ i.nama }}",
        "{{ i.sebelum }} ke {{ i.sesudah }}",
        "{{ i.pengaruh }}",
        "{{ i.alasan }}",
    ]
    rows = [["{%tr for i in p.indikator %}"], moved, ["{%tr endfor %}"]]
    _table(document, ["Indikator", "Tingkat", "Pengaruh", "Alasan"], [56, 20, 22, 68], rows)
    _say(document, "endfor")


def _conclusions(document: Written) -> None:
    document.add_heading("Kekuatan, kelemahan, dan rekomendasi", 1)
    _say(document, "for a in aspek", "if a.disimpulkan")
    document.add_heading("{{ a.nama }}: {{ a.nilai }}", 2)
    for title, field in (
        ("Kekuatan", "kekuatan"),
        ("Kelemahan", "kelemahan"),
        ("Rekomendasi", "rekomendasi"),
    ):
        _say(document, f"if a.{field}")
        document.add_heading(title, 3)
        _say(document, f"for butir in a.{field}")
        document.add_paragraph("{{ butir }}", style="List Bullet")
        _say(document, "endfor", "endif")
    _soft(document.add_paragraph().add_run("{{ a.oleh }}"))
    _say(document, "endif", "endfor", "if belum_disimpulkan")
    document.add_paragraph("Belum disimpulkan oleh asesor: {{ belum_disimpulkan | join('; ') }}.")
    _say(document, "endif")


def _levels(document: Written) -> None:
    document.add_heading("Tingkat tiap indikator", 1)
    heads = ["No.", "Indikator", "Bobot", "{{ tahun_lalu or '–' }}", "{{ tahun }}"]
    level = "{{ i.tingkat }}{% if i.kosong %} *{% endif %}"
    cells = ["{{ i.nomor }}", "{{ i.nama }}", "{{ i.bobot }}%", "{{ i.lalu or '–' }}", level]
    steps = ["{%tr for a in aspek %}"], ["", "{{ a.nama }}"], ["{%tr for i in a.indikator %}"]
    rows = [*steps, cells, ["{%tr endfor %}"], ["{%tr endfor %}"]]
    table = _table(document, heads, [12, 94, 20, 20, 20], rows)
    table.rows[2].cells[1].paragraphs[0].runs[0].font.bold = True
    for cell in table.rows[2].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", SUNKEN)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    _soft(_line(document, "* Belum diisi; dihitung pada tingkat terendah.", 8.5, space=4).runs[0])


def _basis(document: Written) -> None:
    document.add_heading("Dasar dan cara menghitung ulang", 1)
    document.add_paragraph("Dasar hukum: {{ dasar | join('; ') }}.")
    document.add_paragraph("Instrumen: {{ instrumen }} ({{ kepastian }}).")
    _soft(document.add_paragraph().add_run("Sidik instrumen: {{ sidik_instrumen }}"))
    document.add_paragraph(
        "Indeks adalah jumlah bobot kali tingkat dibagi jumlah bobot, dihitung eksak dan dibulatkan hanya "
        "saat dicetak. Berkas hitung-ulang.json dapat diminta kepada instansi."
    )


def _signer(who: str) -> str:
    given = f"{{{{ {who}.nama }}}}, {{{{ {who}.jabatan }}}}, {{{{ {who}.tanggal }}}}"
    return f"{{% if {who}.nama %}}{given}{{% else %}}Belum ditandatangani{{% endif %}}"


def _signing(document: Written) -> None:
    _say(document, "if pengesahan")
    document.add_heading("Pengesahan", 1)
    document.add_paragraph(
        "Nilai tiap tahap disahkan dalam berita acara tersendiri, yang ditandatangani ketua tim asesor, lalu "
        "koordinator SPBE atau pimpinan."
    ).paragraph_format.keep_with_next = True
    cells = ["{{ p.tahap }}", _signer("p.ketua"), _signer("p.koordinator")]
    rows = [["{%tr for p in pengesahan %}"], cells, ["{%tr endfor %}"]]
    table = _table(document, ["Tahap", "Ketua tim asesor", "Koordinator SPBE"], [46, 60, 60], rows)
    for cell in (cell for row in table.rows for cell in row.cells):
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    _say(document, "if not sementara")
    for text, space in (("Mengetahui,", 14), ("{{ instansi }}", 0), ("Nama, jabatan, dan tanggal", 52)):
        line = _line(document, text, 10.5, space=space)
        line.paragraph_format.left_indent, line.paragraph_format.keep_with_next = Mm(WIDE - 66), True
    _soft(line.runs[0], 9)
    _say(document, "endif", "endif")


if __name__ == "__main__":
    main()
