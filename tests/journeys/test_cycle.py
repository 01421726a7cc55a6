"""A call as the province makes it and as a city meets it, the board, and what posts are told."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_officials import COORDINATOR, enter_as, open_draft

from pranata.foundation.testing.browser import assert_looks, every_view, follow, screenshot

pytestmark = pytest.mark.journey
PROVINCE = "Kepala Dinas Komunikasi dan Informatika Provinsi"


def as_province(page: Page, site: str) -> None:
    enter_as(page, site, PROVINCE, body="Provinsi Lampung")
    page.goto(f"{site}/penilaian/")
    follow(page, page.get_by_role("link", name="Panggilan penilaian"))


@every_view
def test_the_pages_of_the_cycle_are_accessible_and_fit(page: Page, demonstration_site: str, request):
    view = request.node.callspec.id
    as_province(page, demonstration_site)
    screenshot(page, f"panggilan-daftar-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Pendampingan Pemdi 2026"))
    screenshot(page, f"panggilan-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Perpanjang tahap"))
    screenshot(page, f"panggilan-perpanjang-{view}")
    assert_looks(page)
    page.goto(f"{demonstration_site}/penilaian/panggilan/baru/")
    screenshot(page, f"panggilan-susun-{view}")
    assert_looks(page)
    enter_as(page, demonstration_site, COORDINATOR)
    open_draft(page, demonstration_site)
    follow(page, page.get_by_role("link", name="Papan rapat"))
    screenshot(page, f"penilaian-papan-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name=re.compile("Pemberitahuan")))
    screenshot(page, f"pemberitahuan-{view}")
    assert_looks(page)


def test_a_call_is_planned_checked_opened_and_extended_without_scripts(plain: Page, demonstration_site: str):
    as_province(plain, demonstration_site)
    follow(plain, plain.get_by_role("link", name="Susun panggilan"))
    plain.get_by_label("Nama panggilan").fill("Evaluasi mandiri 2025")
    plain.get_by_label("Instrumen", exact=True).select_option("spbe-2020")
    plain.get_by_label("Tahun yang dinilai").fill("2025")
    plain.get_by_label("Jenis", exact=False).select_option("Pemantauan")
    plain.get_by_text("Usulkan tanggal", exact=True).click()
    ends = dt.date(2030, 1, 7), dt.date(2030, 2, 17)
    for field, day in zip(("Mulai", "Sampai"), ends, strict=True):
        plain.get_by_label(field).first.fill(day.isoformat())
    follow(plain, plain.get_by_role("button", name="Bagi rata rentang ini"))
    stage = plain.get_by_role("group", name="Penilaian mandiri")
    expect(stage.get_by_label("Mulai")).to_have_value("2030-01-07")
    expect(stage.get_by_label("Sampai")).to_have_value("2030-01-27")
    expect(plain.get_by_role("status")).to_contain_text("ini hitungan, bukan ketetapan")
    plain.get_by_label("Nama instansi").fill("Kota Metro\nKabupaten Entah")
    follow(plain, plain.get_by_role("button", name="Periksa dahulu"))
    expect(plain.get_by_role("alert").first).to_contain_text("Kabupaten Entah")
    plain.get_by_label("Nama instansi").fill("Kota Metro\nKab. Pringsewu")
    follow(plain, plain.get_by_role("button", name="Periksa dahulu"))
    expect(plain.get_by_role("heading", level=1)).to_contain_text("2 instansi")
    follow(plain, plain.get_by_role("button", name="Susun panggilan"))
    follow(plain, plain.get_by_role("link", name="Buka panggilan"))
    follow(plain, plain.get_by_role("button", name="Buka panggilan"))
    expect(plain.get_by_text("Sedang memanggil: 0 dari 2 instansi")).to_be_visible()
    follow(plain, plain.get_by_role("link", name="Perpanjang tahap"))
    plain.get_by_label("Sampai tanggal").fill("2030-02-10")
    plain.get_by_label("Alasan").fill("Banjir di dua kecamatan.")
    follow(plain, plain.get_by_role("button", name="Perpanjang"))
    expect(plain.get_by_text("Diperpanjang dari 27 Januari 2030: Banjir di dua kecamatan.")).to_be_visible()
