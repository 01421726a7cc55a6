"""What anyone sees without an account: the real national results in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from pranata.assessment.operations.import_national_results import import_national_results
from pranata.foundation.clock import utc_now
from pranata.foundation.testing.browser import (
    assert_looks,
    every_view,
    page_weight,
    screenshot,
)
from pranata.organisation.operations.load_directory import load_directory

pytestmark = pytest.mark.journey

CITY = "/instansi/kota-bandar-lampung/"
PAGES = {
    "beranda": "/",
    "hasil": "/hasil/",
    "hasil-saring": "/hasil/?jenis=kota&provinsi=Lampung&urut=-naik",
    "hasil-kosong": "/hasil/?q=atlantis",
    "instansi": f"{CITY}?tahun=2023",
    "instansi-pusat": "/instansi/kementerian-pertanian/",
    "instansi-janggal": "/instansi/kabupaten-banyuasin/?tahun=2023",
    "instansi-mandiri": "/instansi/kota-denpasar/",
    "instansi-tidak-ada": "/instansi/kota-bandarlampung/",
    "banding": "/banding/?i=kota-bandar-lampung&i=kota-bau-bau",
    "banding-empat": "/banding/?i=kota-bandar-lampung&i=kota-bau-bau&i=kota-kupang&i=kota-metro",
    "banding-kosong": "/banding/",
    "banding-terlalu-banyak": "/banding/?" + "&".join(f"i=kota-{n}" for n in range(9)),
    "cari": "/cari/?q=lampung",
    "cari-kosong": "/cari/?q=atlantis",
    "data": "/data/",
    "dasar-hukum": "/dasar-hukum/",
    "hitung-ulang": "/hitung-ulang/",
    "aksesibilitas": "/aksesibilitas/",
}

PICTURED_DARK = ("beranda", "instansi")
PICTURED = (
    *PICTURED_DARK,
    "hasil",
    "banding",
    "instansi-tidak-ada",
    "banding-empat",
    "cari",
    "data",
    "dasar-hukum",
    "hitung-ulang",
    "aksesibilitas",
)


@pytest.fixture
def country(served: str) -> str:
    """The product with the national results."""
    load_directory(now=utc_now())
    import_national_results(now=utc_now())
    return served


@every_view
def test_every_public_page_is_accessible_and_fits(page: Page, country: str, request):
    view = request.node.callspec.id
    for name, address in PAGES.items():
        page.goto(country + address)
        if name in PICTURED and (view.endswith("terang") or name in PICTURED_DARK):
            screenshot(page, f"{name}-{view}")
        assert_looks(page)


@pytest.mark.parametrize("name", ["beranda", "hasil", "instansi", "banding-empat"])
def test_no_public_page_is_heavy_or_asks_anybody_else(page: Page, country: str, name: str):
    page_weight(page, country + PAGES[name])


def test_a_citizen_finds_their_city_while_typing(page: Page, country: str):
    page.goto(country)
    page.get_by_role("combobox").fill("bandar lam")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Pemerintah Kota Bandar Lampung")


def test_without_scripts_the_search_and_the_comparison_still_work(chromium, country: str):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(country)
    page.get_by_label("Cari instansi").fill("kota metro")
    page.get_by_role("button", name="Cari").click()
    expect(page.locator("h1")).to_have_text("Pemerintah Kota Metro")
    page.get_by_role("link", name="Bandingkan Kota Metro dengan instansi lain").click()
    page.get_by_label("Tambah instansi").fill("bandar lampung")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Kota Bandar Lampung").click()
    expect(page.locator("h1")).to_contain_text("terdepan pada 2024")
    context.close()


def test_the_table_is_filtered_sorted_and_followed_to_a_body(page: Page, country: str):
    page.goto(country + "/hasil/")
    page.get_by_label("Jenis").select_option("kota")
    expect(page.locator("h1")).to_have_text("93 kota, 2024")
    page.get_by_role("link", name="Perubahan").click()
    first = page.locator("tbody tr").first
    expect(first.locator("th")).to_contain_text("Kota Bau Bau")
    expect(page).to_have_url(re.compile(r"jenis=kota.*urut=-naik|urut=-naik.*jenis=kota"))
    first.locator("th a").click()
    expect(page.locator("h1")).to_have_text("Pemerintah Kota Bau Bau")


def test_a_level_leads_to_what_its_indicator_asks(page: Page, country: str):
    page.goto(f"{country}{CITY}?tahun=2023")
    page.locator(".pr-tile").first.click()
    expect(page).to_have_url(re.compile(r"/instrumen/spbe-2020/indikator/1/$"))


def test_the_years_of_a_body_are_one_click_apart(page: Page, country: str):
    page.goto(f"{country}{CITY}")
    page.get_by_role("navigation", name="Tahun evaluasi").get_by_role("link", name="2021").click()
    expect(page.locator("dl dd").first).to_have_text("1,20")


def test_a_page_prints_without_its_frame(page: Page, country: str):
    page.goto(f"{country}{CITY}?tahun=2023")
    page.emulate_media(media="print")
    expect(page.locator("header.pr-head")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
