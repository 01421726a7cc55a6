"""Every role opens every page of the office: each is served or refused in a page that fits and reads well."""

import pytest
from playwright.sync_api import Page, expect

from pranata.foundation.testing.browser import DESK, View, assert_fits, assert_looks, screenshot, seen_as

from .test_officials import enter_as, open_draft

pytestmark = pytest.mark.journey

ROLES = {
    "wali-kota": "Wali Kota",
    "sekda": "Sekretaris Daerah",
    "kepala-bidang": "Kepala Bidang Aplikasi Informatika",
    "inspektur": "Inspektur",
    "asesor": "Auditor Ahli Muda",
    "pengelola": "Pengelola Organisasi",
}
OFFICE = (
    "/meja/",
    "/penilaian/",
    "/penilaian/baru/",
    "/kelola/",
    "/kelola/unit/",
    "/kelola/orang/",
    "/kelola/peran/",
)
DRAFT = ("", "indikator/11/", "hitungan/", "riwayat/", "unggah/", "tutup/")


# What differs by role is what stands on a page, which a phone shows whole; the dark colours of the same
# pages are looked at by the other journeys.
@pytest.mark.parametrize("page", [View(360)], indirect=True, ids=str)
@pytest.mark.parametrize("name", ROLES)
def test_every_page_holds_for_the_role(page: Page, demonstration_site: str, name: str):
    enter_as(page, demonstration_site, ROLES[name])
    for path in OFFICE:
        look_at(page, demonstration_site + path)
        if path == "/meja/":
            picture(page, f"peran-{name}")
    draft = open_draft(page, demonstration_site)
    for path in DRAFT:
        look_at(page, draft + path)


def look_at(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status in (200, 403, 404), (address, answer.status)
    expect(page.locator("h1")).to_be_visible()
    assert_looks(page)
    with seen_as(page, DESK):
        assert_fits(page)


def picture(page: Page, name: str) -> None:
    screenshot(page, f"{name}-{View(360)}")
    with seen_as(page, DESK):
        screenshot(page, f"{name}-{DESK}")
