"""Sangkalan in a real browser: an official disputes an entry, the auditor answers, both stay."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_officials import COORDINATOR, enter_as
from tests.journeys.test_records import look_at

from pranata.foundation.testing.browser import every_view, follow

pytestmark = pytest.mark.journey

AUDITOR = "Inspektur"
STATEMENT = "Pada jam itu saya memimpin rapat di kantor gubernur; bukan saya yang masuk."


@every_view
def test_an_official_disputes_and_the_auditor_answers(
    page: Page, demonstration_site: str, request: pytest.FixtureRequest
):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, COORDINATOR)
    page.goto(f"{demonstration_site}/meja/bukti/?q=membuat+penilaian")
    follow(page, page.locator("tbody th a").first)
    entry = page.url
    follow(page, page.get_by_role("link", name="Sangkal", exact=True))
    look_at(page, page.url, f"meja-sangkal-{view}")
    page.get_by_label("Bukan saya yang melakukannya").check()
    follow(page, page.get_by_role("button", name="Sangkal"))
    expect(page.locator(".pr-main")).to_contain_text("Keterangan Anda: Bidang ini tidak boleh kosong")
    page.get_by_label("Keterangan Anda").fill(STATEMENT)
    follow(page, page.get_by_role("button", name="Sangkal"))
    expect(page.locator(".pr-main")).to_contain_text("Bila akun Anda dipakai orang lain")
    look_at(page, entry, f"meja-catatan-{view}")
    enter_as(page, demonstration_site, AUDITOR)
    page.goto(f"{demonstration_site}/meja/")
    follow(page, page.get_by_role("link", name="Jawab 1 sangkalan catatan", exact=True))
    dispute = page.url
    follow(page, page.get_by_role("link", name="Jawab", exact=True))
    look_at(page, page.url, f"meja-jawab-sangkalan-{view}")
    page.get_by_label("Sangkalan dibenarkan").check()
    page.get_by_label("Penjelasan").fill("Sesi itu dari perangkat lain. Kata sandi sudah diganti.")
    follow(page, page.get_by_role("button", name="Catat jawaban"))
    look_at(page, dispute, f"meja-sangkalan-{view}")
    look_at(page, f"{demonstration_site}/meja/sangkalan/", f"meja-daftar-sangkalan-{view}")
    expect(page.locator("tbody tr")).to_contain_text("Sangkalan dibenarkan")
