"""Every role opens every page of the office: each is served or refused in a page that fits and reads well."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pranata.foundation.testing.browser import View, assert_fits, assert_looks, screenshot

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


def look_at(page: Page, address: str, look: Callable[[Page], None]) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status in (200, 403, 404), (address, answer.status)
    expect(page.locator("h1")).to_be_visible()
    look(page)


# What differs by role is what stands on a page, which a phone shows whole; the dark colours of the same
# pages are looked at by the other journeys.
@pytest.mark.parametrize(
    ("page", "look"),
    [(View(360), assert_looks), (View(1440, "dark"), assert_fits)],
    indirect=["page"],
    ids=["360-terang", "1440-gelap"],
)
@pytest.mark.parametrize("name", ROLES)
def test_every_page_holds_for_the_role(
    page: Page, look: Callable[[Page], None], demonstration_site: str, name: str, request
):
    enter_as(page, demonstration_site, ROLES[name])
    for path in OFFICE:
        look_at(page, demonstration_site + path, look)
        if path == "/meja/":
            screenshot(page, f"peran-{name}-{request.node.callspec.params['page']}")
    draft = open_draft(page, demonstration_site)
    for path in DRAFT:
        look_at(page, draft + path, look)
