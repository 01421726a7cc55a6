"""An OPD fills its part in Excel while somebody else answers too: down, up, choosing, undoing."""

import io
import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Locator, Page, expect
from tests.journeys.test_officials import COORDINATOR, OFFICER, choose, enter_as, open_draft, saved

from pranata.foundation.testing.browser import View, assert_looks, every_view, follow, open_page, screenshot

pytestmark = pytest.mark.journey

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def taken(page: Page, link: Locator) -> Workbook:
    """Download what a link gives and open it as a spreadsheet would."""
    with page.expect_download() as waiting:
        link.click()
    return load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))


def row_of(book: Workbook, sheet: str, number: str, requirement: str = "") -> int:
    for row in book[sheet].iter_rows(min_row=3):
        if str(row[0].value) == number and requirement in ("", str(row[3].value)):
            return int(row[0].row or 0)
    raise AssertionError((number, requirement))


def sent(page: Page, book: Workbook, name: str = "isian-diskominfo.xlsx") -> None:
    """Upload a workbook on the page that asks for it."""
    out = io.BytesIO()
    book.save(out)
    page.get_by_label("Berkas isian").set_input_files(
        {"name": name, "mimeType": XLSX, "buffer": out.getvalue()}
    )
    follow(page, page.get_by_role("button", name="Periksa berkas"))


def filled(book: Workbook) -> None:
    """Fill a note, a level and a requirement, as an officer does at home."""
    levels, requirements = book["Tingkat"], book["Syarat"]
    levels.cell(row_of(book, "Tingkat", "15"), 6).value = "Disepakati dalam rapat 12 November."
    levels.cell(row_of(book, "Tingkat", "36"), 5).value = 5
    row = row_of(book, "Syarat", "18", "2.1")
    requirements.cell(row, 6).value, requirements.cell(row, 7).value = "Belum", "Anggaran"
    requirements.cell(row, 8).value = "Diusulkan pada perubahan anggaran."


@every_view
def test_the_page_to_fill_in_excel_is_accessible_and_fits(page: Page, demonstration_site: str, request):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, COORDINATOR)
    page.goto(f"{open_draft(page, demonstration_site)}excel/")
    screenshot(page, f"penilaian-excel-{view}")
    assert_looks(page)


def test_an_officer_fills_their_part_and_chooses_where_somebody_was_faster(
    chromium: Browser, page: Page, demonstration_site: str
):
    enter_as(page, demonstration_site, OFFICER)
    draft = open_draft(page, demonstration_site)
    follow(page, page.get_by_role("link", name="Isi lewat Excel").first)
    book = taken(page, page.get_by_role("link", name=re.compile(r"Unduh \d+ indikator")))
    filled(book)
    other = open_page(chromium, View())
    enter_as(other, demonstration_site, COORDINATOR)
    other.goto(draft)
    choose(other, "36", 2)
    saved(other)
    other.context.close()
    levels = book["Tingkat"]
    mistaken = levels.cell(row_of(book, "Tingkat", "1"), 5)
    mistaken.value = "tiga"
    sent(page, book)
    expect(page.get_by_role("row").filter(has_text="“tiga”")).to_contain_text(
        "isilah bilangan bulat 1 sampai 5"
    )
    screenshot(page, "penilaian-excel-salah-1440-terang")
    mistaken.value = 3
    follow(page, page.get_by_role("link", name="Unggah lagi"))
    sent(page, book)
    conflict = page.get_by_role("row").filter(has_text="36.").filter(has=page.get_by_role("radio"))
    expect(conflict).to_contain_text("Sekretaris Daerah")
    expect(conflict.get_by_label("Yang tersimpan")).to_be_checked()
    expect(page.locator("#berubah")).to_have_text("2 baris akan berubah")
    screenshot(page, "penilaian-excel-berkas-1440-terang")
    assert_looks(page)
    page.set_viewport_size({"width": 360, "height": 780})
    screenshot(page, "penilaian-excel-berkas-360-terang")
    assert_looks(page)
    conflict.get_by_label("Berkas saya").check()
    follow(page, page.get_by_role("button", name="Terapkan semua"))
    expect(page.get_by_text("3 baris diterapkan.")).to_be_visible()
    address = page.url
    page.goto(f"{draft}indikator/18/")
    expect(page.locator('[data-req="2.1"] select')).to_have_value("budget")
    page.goto(address)
    follow(page, page.get_by_role("button", name="Urungkan unggahan"))
    expect(page.get_by_role("heading", name="Diurungkan")).to_be_visible()
    page.goto(draft)
    expect(page.locator('[data-row="36"] input[type="radio"][value="2"]')).to_be_checked()


@every_view
def test_an_indicator_is_copied_into_the_application_of_the_ministry(
    page: Page, demonstration_site: str, request
):
    enter_as(page, demonstration_site, OFFICER)
    draft = open_draft(page, demonstration_site)
    page.goto(f"{draft}indikator/11/")
    follow(page, page.get_by_role("link", name="Salin ke aplikasi Kementerian"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Salin analisis").click()
    expect(page.get_by_text("Tersalin")).to_be_visible()
    assert "Tingkat 2" in page.evaluate("navigator.clipboard.readText()")
    screenshot(page, f"penilaian-salin-{request.node.callspec.id}")
    assert_looks(page)


def test_a_file_of_another_year_says_where_it_belongs(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, COORDINATOR)
    past = open_draft(page, demonstration_site, "2023, SPBE 2020")
    page.goto(f"{past}excel/")
    book = taken(page, page.get_by_role("link", name="Unduh seluruh penilaian"))
    draft = open_draft(page, demonstration_site)
    page.goto(f"{draft}excel/")
    sent(page, book)
    said = page.get_by_text("Berkas ini dari penilaian 2023, sedangkan yang dibuka penilaian 2025.")
    expect(said.first).to_be_visible()
