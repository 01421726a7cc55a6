"""The Peta Rencana and the ICT budget: the planning agency writes and checks, the coordinator decides."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_officials import COORDINATOR, enter_as

from pranata.foundation.testing.browser import assert_looks, every_view, follow, screenshot

pytestmark = pytest.mark.journey

PLANNER = "Kepala Badan Perencanaan Pembangunan Daerah"
FILE = (
    "tahun;kode sub kegiatan;kode rekening;uraian;perangkat daerah;jumlah;sumber dana\n"
    "2026;2.16.03.2.01.0007;5.1.02.02.01.0061;Pelatihan arsitektur;Dinas Komunikasi dan Informatika;"
    "35.000.000;PAD\n"
)


@every_view
def test_the_planner_revises_the_roadmap_and_checks_the_budget(
    page: Page, demonstration_site: str, request: pytest.FixtureRequest
):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, PLANNER)
    page.goto(f"{demonstration_site}/rencana/peta/")
    # The fifth of six links: on a phone the row stands where the reader is.
    expect(page.locator(".pr-seg [aria-current]")).to_be_in_viewport(ratio=1)
    screenshot(page, f"peta-rencana-daftar-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Peta Rencana SPBE 2025–2029, versi 1"))
    expect(page.get_by_text("Ditetapkan dengan Keputusan Wali Kota 0/2025 (contoh)")).to_be_visible()
    screenshot(page, f"peta-rencana-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Catat reviu"))
    screenshot(page, f"peta-rencana-reviu-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Kembali"))
    page.get_by_role("button", name="Susun versi baru").click()
    follow(page, page.get_by_role("link", name="Mengaudit infrastruktur, aplikasi, dan keamanan"))
    screenshot(page, f"peta-rencana-butir-{view}")
    assert_looks(page)
    page.get_by_label("Anggaran 2027 (rupiah)").fill("75.000.000")
    page.get_by_role("button", name="Simpan").click()
    follow(page, page.get_by_role("link", name="Peta Rencana SPBE 2025–2029, versi 1"))
    expect(page.get_by_role("heading", level=1)).to_have_text("1 butir berbeda")
    screenshot(page, f"peta-rencana-banding-{view}")
    assert_looks(page)
    page.goto(f"{demonstration_site}/rencana/anggaran/")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("belum jelas untuk apa"))
    screenshot(page, f"anggaran-tik-{view}")
    assert_looks(page)
    page.get_by_label("Berkas CSV atau XLSX").set_input_files(
        {"name": "perubahan.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Siap diterapkan")
    screenshot(page, f"anggaran-tik-berkas-{view}")
    assert_looks(page)
    page.get_by_role("button", name="Terapkan 1 baris").click()
    follow(page, page.get_by_role("link", name="Lihat anggaran"))
    follow(page, page.get_by_role("link", name="Pelatihan arsitektur"))
    page.get_by_label("Membiayai").select_option(label="Menyusun dan memutakhirkan Arsitektur SPBE")
    page.get_by_role("button", name="Simpan kaitan").click()
    follow(page, page.get_by_role("link", name="Pelatihan arsitektur"))
    page.get_by_role("button", name="Catat pemeriksaan").click()
    expect(page.get_by_text("Pemeriksaan dicatat.")).to_be_visible()
    screenshot(page, f"anggaran-tik-baris-{view}")
    assert_looks(page)


def test_the_coordinator_records_the_decree_of_what_the_planner_proposed(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, PLANNER)
    page.goto(f"{demonstration_site}/rencana/peta/")
    follow(page, page.get_by_role("link", name="Peta Rencana SPBE 2025–2029, versi 1"))
    page.get_by_role("button", name="Susun versi baru").click()
    page.get_by_role("button", name="Ajukan").click()
    expect(page.get_by_text("Peta Rencana diajukan.")).to_be_visible()
    draft = page.url
    enter_as(page, demonstration_site, COORDINATOR)
    page.goto(draft)
    follow(page, page.get_by_role("link", name="Catat penetapan"))
    page.get_by_label("Nomor keputusan").fill("Keputusan Wali Kota 1/2026 (contoh)")
    page.get_by_label("Tanggal keputusan").fill("2026-01-05")
    page.get_by_role("button", name="Catat penetapan").click()
    expect(page.get_by_text("Ditetapkan dengan Keputusan Wali Kota 1/2026 (contoh)")).to_be_visible()
