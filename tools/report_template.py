"""Write the shipped Word template of the report: `python -m tools.report_template`.

Written by a program, so that a change of it can be read; an instansi replaces it in the application.
"""

from pathlib import Path

import click
from docx import Document
from docx.document import Document as Written
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

TARGET = Path(__file__).resolve().parents[1] / "src/pranata/assessment/exports/word/lhe.docx"
ACCENT, SOFT = RGBColor(0x00, 0x49, 0xB8), RGBColor(0x52, 0x52, 0x52)
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT


@click.command()
def main() -> None:
    """Write the template."""
    TARGET.write_bytes(b"")
    document = template()
    document.save(str(TARGET))


def template() -> Written:
    """Return the template."""
    document = Document()
    _page(document)
    _cover(document)
    _summary(document)
    _values(document)
    _stages(document)
    _conclusions(document)
    _levels(document)
    _basis(document)
    return document


def _page(document: Written) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for level, size in ((1, 16), (2, 12), (3, 10.5)):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold = "Calibri", Pt(size), True
        style.font.color.rgb = ACCENT if level == 1 else RGBColor(0x1F, 0x1F, 0x1F)
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), "minorHAnsi")
    footer = section.footer.paragraphs[0]
    _soft(footer.add_run("Laporan hasil evaluasi SPBE {{ tahun }}, {{ instansi }}, halaman "))
    _page_number(footer)


def _page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _soft(run: object) -> None:
    run.font.size, run.font.color.rgb = Pt(8.5), SOFT  # type: ignore[attr-defined]


def _line(document: Written, text: str, size: float, *, bold: bool = False, space: float = 0) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(space)
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    return paragraph


def _cover(document: Written) -> None:
    _line(document, "Laporan hasil evaluasi", 14, bold=True).runs[0].font.color.rgb = ACCENT
    _line(document, "Sistem Pemerintahan Berbasis Elektronik", 11)
    _line(document, "{{ instansi }}", 28, bold=True, space=110)
    _line(document, "Tahun {{ tahun }}", 15)
    _line(document, "{{ indeks }}", 48, bold=True, space=50)
    _line(document, "Indeks SPBE, predikat {{ predikat }}", 12)
    _line(document, "{%p if tahun_lalu %}", 10)
    _line(
        document, "{{ selisih }} dari tahun {{ tahun_lalu }} ({{ indeks_lalu }}, {{ predikat_lalu }})", 10.5
    )
    _line(document, "{%p endif %}", 10)
    _line(document, "{%p if contoh %}", 10)
    _line(document, "Contoh. Isi laporan ini dibuat untuk peragaan.", 10.5, bold=True)
    _line(document, "{%p endif %}", 10)
    _line(document, "{{ instrumen }}. {{ dasar | join('; ') }}. {{ tahap }}, {{ tanggal }}.", 9, space=110)
    document.add_page_break()


def _summary(document: Written) -> None:
    document.add_heading("Ringkasan", 1)
    _line(document, "{%p for kalimat in peringatan %}", 10)
    _line(document, "Perhatian. {{ kalimat }}", 10.5, bold=True)
    _line(document, "{%p endfor %}", 10)
    document.add_paragraph("{{ ringkasan | join(' ') }}")
    document.add_paragraph("Nilai eksak {{ indeks_eksak }}, dibandingkan memakai {{ pembanding }}.")
    document.add_paragraph("{{ radar }}").alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: Written, heads: list[str], widths: list[float], loop: str, cells: list[str]) -> Table:
    """Add a table: a heading, a row that begins the loop, the row that is repeated, a row that ends it."""
    table = document.add_table(rows=4, cols=len(heads))
    table.style, table.alignment = "Light List Accent 1", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    rows = [heads, [f"{{%tr {loop} %}}"], cells, ["{%tr endfor %}"]]
    for row, texts in zip(table.rows, rows, strict=True):
        for place, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            cell.width = Mm(width)
            _cell(
                cell.paragraphs[0], texts[place] if place < len(texts) else "", right=place > 0 and width < 30
            )
    _repeat_heading(table)
    return table


def _cell(paragraph: Paragraph, text: str, *, right: bool) -> None:
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.add_run(text).font.size = Pt(9)
    if right:
        paragraph.alignment = RIGHT


def _repeat_heading(table: Table) -> None:
    row = table.rows[0]._tr
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _values(document: Written) -> None:
    document.add_heading("Nilai domain dan aspek", 1)
    heads = ["Domain dan aspek", "Bobot", "{{ tahun_lalu or '–' }}", "{{ tahun }}", "Selisih"]
    cells = [
        "{{ b.nama }}",
        "{{ b.bobot }}%",
        "{{ b.lalu or '–' }}",
        "{{ b.nilai }}",
        "{{ b.selisih or '–' }}",
    ]
    _table(document, heads, [86, 20, 20, 20, 20], "for b in bagian", cells)


def _stages(document: Written) -> None:
    document.add_heading("Nilai tiap tahap penilaian", 1)
    heads = ["Tahap", "Indeks", "Predikat", "Ditutup"]
    cells = ["{{ t.nama }}", "{{ t.indeks }}", "{{ t.predikat }}", "{{ t.ditutup }} {{ t.oleh }}"]
    _table(document, heads, [50, 18, 28, 70], "for t in tahap_tahap", cells)
    _line(document, "{%p for p in perubahan %}", 10)
    document.add_heading("{{ p.dari }} ke {{ p.ke }}: {{ p.selisih }}", 3)
    _line(document, "{%p for i in p.indikator %}", 10)
    document.add_paragraph(
        "{{ i.nomor }}. {{ i.nama }}: tingkat {{ i.sebelum }} menjadi {{ i.sesudah }} ({{ i.pengaruh }}). "
        "{{ i.alasan }}",
        style="List Bullet",
    )
    _line(document, "{%p endfor %}", 10)
    _line(document, "{%p endfor %}", 10)


def _conclusions(document: Written) -> None:
    document.add_heading("Kekuatan, kelemahan, dan rekomendasi", 1)
    _line(document, "{%p for a in aspek %}", 10)
    document.add_heading("{{ a.nama }}: {{ a.nilai }}", 2)
    _line(document, "{%p if a.disimpulkan %}", 10)
    for title, field in (
        ("Kekuatan", "kekuatan"),
        ("Kelemahan", "kelemahan"),
        ("Rekomendasi", "rekomendasi"),
    ):
        _line(document, f"{{%p if a.{field} %}}", 10)
        document.add_heading(title, 3)
        _line(document, f"{{%p for butir in a.{field} %}}", 10)
        document.add_paragraph("{{ butir }}", style="List Bullet")
        _line(document, "{%p endfor %}", 10)
        _line(document, "{%p endif %}", 10)
    _soft(document.add_paragraph().add_run("{{ a.oleh }}"))
    _line(document, "{%p else %}", 10)
    document.add_paragraph("Belum disimpulkan oleh asesor.")
    _line(document, "{%p endif %}", 10)
    _line(document, "{%p endfor %}", 10)


def _levels(document: Written) -> None:
    document.add_page_break()
    document.add_heading("Tingkat tiap indikator", 1)
    _line(document, "{%p for a in aspek %}", 10)
    document.add_heading("{{ a.nama }}", 3)
    heads = ["Indikator", "Bobot", "{{ tahun_lalu or '–' }}", "{{ tahun }}"]
    cells = [
        "{{ i.nomor }}. {{ i.nama }}",
        "{{ i.bobot }}%",
        "{{ i.lalu or '–' }}",
        "{{ i.tingkat }}{% if i.kosong %} *{% endif %}",
    ]
    _table(document, heads, [106, 20, 20, 20], "for i in a.indikator", cells)
    _line(document, "{%p endfor %}", 10)


def _basis(document: Written) -> None:
    document.add_heading("Dasar dan cara menghitung ulang", 1)
    document.add_paragraph("Dasar hukum: {{ dasar | join('; ') }}.")
    document.add_paragraph("Instrumen: {{ instrumen }} ({{ kepastian }}), sidik {{ sidik_instrumen }}.")
    document.add_paragraph(
        "Indeks adalah jumlah bobot kali tingkat dibagi jumlah bobot, dihitung eksak dan dibulatkan hanya "
        "saat dicetak. Berkas hitung-ulang.json dapat diminta kepada instansi."
    )


if __name__ == "__main__":
    main()
