"""Disposal in a real Chromium: each role takes its step, and the document is gone."""

import datetime as dt

import pytest
from playwright.sync_api import FilePayload, Page, expect
from tests.journeys.test_records import ARCHIVIST, HEAD, enter_as

from pranata.foundation.testing.browser import assert_looks, every_view, follow, page_weight, screenshot

pytestmark = pytest.mark.journey
LEADER, INSPECTOR = "Wali Kota", "Inspektur"
TITLE = "Risalah rapat persiapan musrenbang (contoh)"


@pytest.fixture(autouse=True)
def own_places(settings, tmp_path):
    """Keep what is uploaded, and the journal of what is destroyed, in folders of the test."""
    settings.UPLOADS, settings.DESTRUCTION_JOURNAL = tmp_path / "uploads", tmp_path / "journal"


def look(page: Page, name: str, view: str) -> None:
    assert_looks(page)
    screenshot(page, f"arsip-{name}-{view}")


def open_proposal(page: Page, site: str) -> str:
    page.goto(f"{site}/arsip/penyusutan/")
    follow(page, page.locator("tbody th a").first)
    return page.url


def approve(page: Page, proposal: str) -> None:
    page.goto(f"{proposal}setujui/")
    file: FilePayload = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": HEAD + b"\n%%EOF\n"}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("Surat dari").fill("Wali Kota")
    page.get_by_label("Nomor surat").fill("045/12/2026 (contoh)")
    page.get_by_label("Tanggal surat").fill(dt.date(2026, 3, 1).isoformat())
    expect(page.get_by_text("Terkirim utuh")).to_be_visible()
    follow(page, page.get_by_role("button", name="Setujui usul"))
    expect(page.locator(".pr-main")).to_contain_text("Persetujuan tersimpan dan tercatat")


@every_view
def test_every_page_is_accessible_and_fits(page: Page, demonstration_site: str, request):
    view, room = request.node.callspec.id, f"{demonstration_site}/arsip/penyusutan"
    enter_as(page, demonstration_site, ARCHIVIST)
    page.goto(f"{room}/")
    look(page, "penyusutan", view)
    follow(page, page.get_by_role("link", name="Buat usul"))
    look(page, "usul", view)
    proposal = open_proposal(page, demonstration_site)
    look(page, "satu-usul", view)
    enter_as(page, demonstration_site, LEADER)
    page.goto(f"{proposal}setujui/")
    look(page, "langkah-usul", view)


def test_two_persons_destroy_what_was_approved(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, LEADER)
    proposal = open_proposal(page, demonstration_site)
    approve(page, proposal)
    enter_as(page, demonstration_site, ARCHIVIST)
    page.goto(proposal)
    follow(page, page.get_by_role("link", name="Nyatakan siap"))
    follow(page, page.get_by_role("button", name="Nyatakan siap"))
    expect(page.locator(".pr-main")).to_contain_text("Sekarang giliran orang kedua")
    expect(page.get_by_role("link", name="Musnahkan", exact=True)).to_have_count(0)
    enter_as(page, demonstration_site, INSPECTOR)
    page.goto(proposal)
    follow(page, page.get_by_role("link", name="Musnahkan", exact=True))
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        look(page, "musnahkan-usul", f"{width}-terang")
    follow(page, page.get_by_role("button", name="Musnahkan"))
    expect(page.locator("h1")).to_contain_text("Pemusnahan")
    expect(page.locator(".pr-figs")).to_contain_text("2 dari 2")
    follow(page, page.get_by_role("link", name=TITLE))
    expect(page.locator(".pr-main")).to_contain_text("Naskah ini dimusnahkan")
    look(page, "naskah-dimusnahkan", "1440-terang")


def test_no_page_is_heavy(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, ARCHIVIST)
    for room in ("", "usul/"):
        fresh = page.context.new_page()
        page_weight(fresh, f"{demonstration_site}/arsip/penyusutan/{room}")
        fresh.close()
