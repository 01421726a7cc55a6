"""Learning from each other: what is shared, who rose, and a coach who helps, as two people go."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_officials import COORDINATOR, enter_as, open_draft

from pranata.foundation.testing.browser import assert_looks, every_view, follow, screenshot

pytestmark = pytest.mark.journey

REAL = "2023, SPBE 2020"


@every_view
def test_a_coordinator_finds_who_rose_and_shares_in_turn(page: Page, demonstration_site: str, request):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, COORDINATOR)
    page.goto(f"{demonstration_site}/perbandingan/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("di bawah nilai tengah kota")
    screenshot(page, f"perbandingan-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="12. Peta Rencana SPBE"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("naik pada indikator 12")
    expect(page.get_by_text("Tanyakan kepada Dinas Komunikasi dan Informatika.").first).to_be_visible()
    screenshot(page, f"perbandingan-indikator-{view}")
    assert_looks(page)
    open_draft(page, demonstration_site, REAL)
    follow(page, page.get_by_role("link", name="Bagikan tingkat"))
    page.get_by_label("Unit yang dapat dihubungi").select_option("Dinas Komunikasi dan Informatika")
    follow(page, page.get_by_role("button", name="Bagikan tingkat"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tingkat 47 indikator 2023 dibagikan")
    screenshot(page, f"penilaian-berbagi-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Ceritakan indikator").first)
    page.get_by_label("Apa yang kami lakukan").fill("Keputusan wali kota ditetapkan. (contoh)")
    screenshot(page, f"penilaian-cerita-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("button", name="Bagikan uraian"))
    expect(page.get_by_text("Keputusan wali kota ditetapkan. (contoh)")).to_be_visible()
    follow(page, page.get_by_role("link", name="Lihat yang dibaca umum"))
    screenshot(page, f"perbandingan-umum-{view}")
    assert_looks(page)
