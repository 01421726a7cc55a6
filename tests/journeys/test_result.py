"""What an assessment gave, as its coordinator reads it and hands it on."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_officials import COORDINATOR, enter_as, open_draft

from pranata.foundation.testing.browser import assert_looks, every_view, follow, screenshot

pytestmark = pytest.mark.journey

REAL = "2023, SPBE 2020"


@every_view
def test_the_pages_of_a_result_are_accessible_and_fit(page: Page, demonstration_site: str, request):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, COORDINATOR)
    open_draft(page, demonstration_site, REAL)
    follow(page, page.get_by_role("link", name="Hasil dan selisihnya"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Hasil 2023: indeks 2,15, Cukup")
    expect(page.get_by_role("heading", name="2022 ke 2023: indeks naik 0,6520")).to_be_visible()
    screenshot(page, f"penilaian-hasil-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Kekuatan, kelemahan, dan rekomendasi"))
    screenshot(page, f"penilaian-kesimpulan-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Tulis Layanan Administrasi Pemerintahan"))
    follow(page, page.get_by_role("link", name="Isi yang kosong dengan usulan"))
    expect(page.get_by_label("Kekuatan")).to_have_value(re.compile("naik dari tingkat 1 ke tingkat 4"))
    screenshot(page, f"penilaian-kesimpulan-aspek-{view}")
    assert_looks(page)
    page.goto(f"{demonstration_site}/penilaian/templat-laporan/")
    screenshot(page, f"penilaian-templat-{view}")
    assert_looks(page)
    enter_as(page, demonstration_site, COORDINATOR, "Kota Metro")
    open_draft(page, demonstration_site)
    follow(page, page.get_by_role("link", name="Hasil dan selisihnya"))
    follow(page, page.get_by_role("link", name="Berita acara"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Menunggu tanda tangan ketua tim asesor")
    screenshot(page, f"penilaian-berita-acara-{view}")
    assert_looks(page)
