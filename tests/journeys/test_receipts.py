"""Bukti Anda in a real browser: receipts that came, one awaited, and an act whose entry was removed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from playwright.sync_api import Page, expect
from tests.journeys.test_officials import COORDINATOR, enter_as, open_draft

from pranata.foundation.clock import utc_now
from pranata.foundation.testing.browser import assert_looks, every_view, page_weight, screenshot
from pranata.ledger.tasks import send_due_receipts
from pranata.ledger.tests.attacks import tamper
from pranata.ledger.tests.logs import Log

pytestmark = pytest.mark.journey

GONE = "SELECT event_id FROM ledger.queue ORDER BY position DESC LIMIT 1"


def sequenced(home) -> str:
    """Sequence the log of the site and send what is due; return its database."""
    database = str(connection.settings_dict["NAME"])
    log = Log(database, home)
    log.drain()
    log.close()
    with ThreadPoolExecutor(1) as beside:  # The browser's loop runs in this thread.
        beside.submit(_send).result()
    return database


def _send() -> None:
    while send_due_receipts(policy=None, now=utc_now()):
        pass
    connection.close()


def save_a_level(page: Page, site: str, level: int) -> None:
    page.goto(f"{open_draft(page, site)}indikator/18/")
    page.locator("body").press(str(level))
    expect(page.locator("[data-save-text]")).to_contain_text("Tersimpan otomatis")


@every_view
def test_the_page_is_accessible_and_fits(page: Page, demonstration_site: str, tmp_path, request):
    enter_as(page, demonstration_site, COORDINATOR)
    database = sequenced(tmp_path)
    save_a_level(page, demonstration_site, 3)
    save_a_level(page, demonstration_site, 4)
    tamper(
        database,
        f"CREATE TEMP TABLE gone AS {GONE}",
        *(f"DELETE FROM ledger.{t} WHERE event_id IN (TABLE gone)" for t in ("queue", "entry")),
    )
    page.goto(f"{demonstration_site}/meja/")
    page.get_by_role("link", name="Bukti Anda").first.click()
    expect(page.get_by_role("alert")).to_contain_text("1 catatan tindakan Anda hilang")
    expect(page.get_by_text("sedang ditunggu").first).to_be_visible()
    expect(page.get_by_text("Terkunci").first).to_be_visible()
    screenshot(page, f"meja-bukti-{request.node.callspec.id}")
    assert_looks(page)


def test_a_code_leads_to_the_page_that_anybody_may_ask(page: Page, demonstration_site: str, tmp_path):
    enter_as(page, demonstration_site, COORDINATOR)
    sequenced(tmp_path)
    fresh = page.context.new_page()
    page_weight(fresh, f"{demonstration_site}/meja/bukti/")
    fresh.close()
    page.goto(f"{demonstration_site}/meja/bukti/")
    page.get_by_role("searchbox").fill("membuat penilaian")
    page.get_by_role("button", name="Cari").click()
    page.locator("td a").first.click()
    expect(page.get_by_text("Entri nomor").first).to_be_visible()
