"""Lembar harian in a real browser: the archivist prints, books, and is shown what is left."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_proof import log
from tests.journeys.test_records import ARCHIVIST, enter_as, look_at

from pranata.foundation.testing.browser import every_view, follow
from pranata.foundation.testing.database import connect_as
from pranata.ledger.tests.logs import Log

pytestmark = pytest.mark.journey
__all__ = ["log"]

EARLIER = """
    INSERT INTO ledger.checkpoint (log, size, root, note, signed_at)
    SELECT log, size - back, root, note, signed_at - back * interval '1 day'
    FROM ledger.checkpoint, generate_series(1, 3) AS back
    WHERE size = (SELECT max(size) FROM ledger.checkpoint)
"""


@every_view
def test_the_archivist_books_the_sheets_of_the_last_days(
    page: Page, demonstration_site: str, log: Log, request: pytest.FixtureRequest
):
    view = request.node.callspec.id
    with connect_as("administrator", log.database) as server:
        server.execute(EARLIER)
    enter_as(page, demonstration_site, ARCHIVIST)
    page.goto(f"{demonstration_site}/meja/")
    follow(page, page.get_by_role("link", name="Cetak dan bukukan 3 lembar harian", exact=True))
    expect(page.locator("h1")).to_have_text("3 lembar harian belum dibukukan")
    address = page.url
    row = page.locator("tbody tr").filter(has_text="Menunggu").first
    size = row.locator("td.num").inner_text().replace(".", "")
    follow(page, row.get_by_role("link", name="Bukukan"))
    look_at(page, page.url, f"arsip-lembar-bukukan-{view}")
    page.get_by_label("Ukuran pada lembar").fill(size)
    page.get_by_label("Nomor buku").fill("2026/1")
    page.get_by_label("Halaman", exact=True).fill("12")
    page.get_by_label("Dicetak dan dicocokkan oleh").fill("Ratna Dewi")
    page.get_by_label("Diterima dan dibukukan oleh").fill("Ratna Dewi")
    follow(page, page.get_by_role("button", name="Bukukan"))
    expect(page.locator(".pr-main")).to_contain_text("ditandatangani dua orang yang berbeda")
    page.get_by_label("Diterima dan dibukukan oleh").fill("Olga Sari")
    follow(page, page.get_by_role("button", name="Bukukan"))
    expect(page.locator("h1")).to_have_text("2 lembar harian belum dibukukan")
    page.get_by_role("link", name="Ralat").first.click()
    look_at(page, page.url, f"arsip-lembar-ralat-{view}")
    page.get_by_label("Ukuran pada lembar").fill(size)
    page.get_by_label("Halaman", exact=True).fill("21")
    page.get_by_label("Dicetak dan dicocokkan oleh").fill("Ratna Dewi")
    page.get_by_label("Diterima dan dibukukan oleh").fill("Olga Sari")
    page.get_by_label("Alasan ralat").fill("Halaman tertulis terbalik.")
    follow(page, page.get_by_role("button", name="Catat ralat"))
    expect(page.locator("tbody s")).to_have_text("Buku 2026/1, halaman 12")
    look_at(page, address, f"arsip-lembar-{view}")
