"""From the accepted plan to done work: the coordinator moves, the head of an OPD commits and corrects."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_officials import COORDINATOR, enter_as

from pranata.foundation.testing.browser import assert_fits, assert_looks, every_view, follow, screenshot

pytestmark = pytest.mark.journey

HEAD = "Kepala Dinas Komunikasi dan Informatika"
PAGES = {
    "aksi": "",
    "aksi-jadwal": "jadwal/",
    "aksi-rapat": "rapat/",
    "aksi-prakiraan": "prakiraan/",
    "aksi-semula": "semula/",
    "aksi-komitmen": "komitmen/",
}


@every_view
def test_the_pages_of_actions_are_accessible_and_fit(page: Page, demonstration_site: str, request):
    view = request.node.callspec.id
    page.set_default_timeout(30_000)
    look = assert_looks if view in ("360-terang", "1440-gelap") else assert_fits
    enter_as(page, demonstration_site, COORDINATOR)
    for name, part in PAGES.items():
        page.goto(f"{demonstration_site}/rencana/aksi/{part}")
        screenshot(page, f"{name}-{view}")
        look(page)
    page.goto(f"{demonstration_site}/rencana/aksi/?opd=&keadaan=running")
    follow(page, page.locator("tbody th a").first)
    screenshot(page, f"aksi-satu-{view}")
    look(page)
    follow(page, page.get_by_role("link", name="+6 bulan"))
    screenshot(page, f"aksi-geser-{view}")
    look(page)


def test_the_coordinator_moves_an_action_and_the_head_commits_and_corrects(
    page: Page, demonstration_site: str
):
    page.set_default_timeout(30_000)
    page.set_viewport_size({"width": 360, "height": 800})
    enter_as(page, demonstration_site, HEAD)
    follow(page, page.get_by_role("link", name=re.compile("Baca")).first)
    screenshot(page, "aksi-komitmen-satu-360-terang")
    assert_looks(page)
    follow(page, page.get_by_role("button", name="Saya berkomitmen"))
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.get_by_text("Berlaku", exact=True)).to_be_visible()
    screenshot(page, "aksi-komitmen-satu-1440-terang")
    follow(page, page.locator("tbody th a").nth(3))
    address = page.url
    page.get_by_text("Usulkan tanggal lain").click()
    form = page.locator("form[action$='/usul/']")
    form.get_by_label("Bulan mulai").fill("2027-06")
    form.get_by_label("Bulan selesai").fill("2027-08")
    form.get_by_label("Alasan").fill("Menunggu anggaran perubahan.")
    follow(page, form.get_by_role("button", name="Kirim usulan"))
    enter_as(page, demonstration_site, COORDINATOR)
    page.goto(address)
    follow(page, page.get_by_role("button", name="Setujui tanggal ini"))
    expect(page.get_by_text("Usulan disetujui; tanggalnya berubah.")).to_be_visible()
    page.goto(f"{demonstration_site}/rencana/aksi/jadwal/")
    page.get_by_role("link", name="Geser aksi 2", exact=True).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("link", name="+2 bulan").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Aksi terakhir selesai")).to_be_visible()
    page.goto(f"{demonstration_site}/rencana/aksi/jadwal/")
    bar = page.locator("[data-bar]").last
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 3)
    page.mouse.down()
    page.mouse.move(box["x"] + 95, box["y"] + 3, steps=4)
    with page.expect_navigation():
        page.mouse.up()
    page.get_by_label("Alasan").fill("Lelang ulang.")
    follow(page, page.get_by_role("button", name="Simpan tanggal baru"))
    expect(page.get_by_text(re.compile("aksi digeser"))).to_be_visible()
    page.goto(f"{demonstration_site}/rencana/aksi/komitmen/")
    row = page.locator("tr").filter(has_text="Dinas Komunikasi dan Informatika")
    expect(row).to_contain_text("Perlu dibarui: aksi berubah")


def test_a_finished_action_gives_what_it_took_and_its_evidence_on(page: Page, demonstration_site: str):
    page.set_default_timeout(30_000)
    page.set_viewport_size({"width": 1440, "height": 900})
    enter_as(page, demonstration_site, COORDINATOR)
    page.goto(f"{demonstration_site}/rencana/aksi/?keadaan=done")
    follow(page, page.locator("tbody th a").first)
    follow(page, page.get_by_role("button", name="Kaitkan"))
    expect(page.get_by_text("Rp48 juta dianggarkan, perkiraannya Rp30 juta")).to_be_visible()
    page.get_by_text("Tambahkan bukti dari arsip").click()
    page.get_by_label(re.compile("Arsitektur SPBE pemerintah daerah ditetapkan")).check()
    follow(page, page.get_by_role("button", name="Tambahkan yang dicentang"))
    page.get_by_label("Bukti ini memang menunjukkan syarat itu.").check()
    follow(page, page.get_by_role("button", name="Pasang pada penilaian"))
    expect(page.get_by_text(re.compile("1 bukti dipasang pada penilaian"))).to_be_visible()
    screenshot(page, "aksi-selesai-1440-terang")
    follow(page, page.get_by_role("link", name="Bandingkan dengan perkiraan"))
    follow(page, page.get_by_role("button", name="Pakai sebagai perkiraan 1:2"))
    expect(page.get_by_text("Dipakai sebagai perkiraan.")).to_be_visible()
