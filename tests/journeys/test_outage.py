"""The database goes away between reading a page and sending its form, and comes back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from playwright.sync_api import Page, expect
from psycopg import sql
from tests.journeys.test_officials import OFFICER, enter_as, open_draft

from pranata.foundation.testing.browser import assert_looks, every_view, follow, screenshot
from pranata.foundation.testing.database import administrator

pytestmark = pytest.mark.journey


@contextmanager
def nobody_let_in() -> Iterator[None]:
    """End every connection to the site's database and refuse new ones, as a server in care does."""
    name = str(connection.settings_dict["NAME"])
    rule = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    with administrator() as server:
        server.execute(rule.format(sql.Identifier(name), sql.SQL("false")))
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            server.execute(rule.format(sql.Identifier(name), sql.SQL("true")))


def test_what_was_typed_is_sent_again_from_the_page_of_the_outage(plain: Page, demonstration_site: str):
    enter_as(plain, demonstration_site, OFFICER)
    plain.goto(f"{open_draft(plain, demonstration_site)}indikator/23/")
    plain.locator('input[name=tingkat][value="3"]').check(force=True)
    plain.locator("textarea[name=catatan]").fill("Dua kalimat.\nBaris kedua.")
    send = plain.get_by_role("button", name="Simpan, lanjut ke 24")
    with nobody_let_in():
        follow(plain, send)
        expect(plain.get_by_role("heading", level=1)).to_have_text("Pranata sedang tidak dapat melayani")
        follow(plain, plain.get_by_role("button", name="Kirim lagi"))
        expect(plain.get_by_role("heading", level=1)).to_have_text("Pranata sedang tidak dapat melayani")
    follow(plain, plain.get_by_role("button", name="Kirim lagi"))
    expect(plain).to_have_url(re.compile("/indikator/24/$"))
    plain.goto(plain.url.replace("/24/", "/23/"))
    expect(plain.locator('input[name=tingkat][value="3"]')).to_be_checked()
    expect(plain.locator("textarea[name=catatan]")).to_have_value("Dua kalimat.\nBaris kedua.")


def test_with_scripts_the_level_waits_on_the_device_and_goes_by_itself(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    open_draft(page, demonstration_site)
    with nobody_let_in():
        page.locator('[data-row="23"] input[type=radio][value="4"]').check(force=True)
        expect(page.locator("[data-save-text]")).to_contain_text("Tersimpan di perangkat ini")
    expect(page.locator("[data-save-text]")).to_contain_text("Tersimpan otomatis", timeout=15_000)


@every_view
def test_the_page_of_the_outage_is_accessible_and_fits(page: Page, demonstration_site: str, request):
    with nobody_let_in():
        page.goto(f"{demonstration_site}/hasil/")
        screenshot(page, f"tidak-melayani-{request.node.callspec.id}")
        assert_looks(page)
