"""From signing in to a public result, as officials go: in a real browser, with two people at once."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from pranata.foundation.testing.browser import (
    View,
    assert_accessible,
    assert_looks,
    every_view,
    follow,
    open_page,
    page_weight,
    screenshot,
)

pytestmark = pytest.mark.journey

COORDINATOR, ASSESSOR = "Sekretaris Daerah", "Auditor Ahli Muda"
OFFICER = "Kepala Bidang Aplikasi Informatika"
DRAFT = "2025, SPBE 2020"


def enter_as(page: Page, site: str, position: str, body: str = "Kota Bandar Lampung") -> None:
    """Sign in as a persona of the demonstration, by its own page."""
    page.goto(f"{site}/peragaan/")
    persona = page.locator("li").filter(has_text=position).filter(has_text=body)
    persona.get_by_role("button", name="Masuk").first.click()
    expect(page.locator(".pr-menu summary")).to_contain_text(position)


def open_draft(page: Page, site: str, name: str = DRAFT) -> str:
    """Open an assessment from the list and return its address."""
    page.goto(f"{site}/penilaian/")
    follow(page, page.get_by_role("link", name=name))
    return page.url


def choose(page: Page, indicator: str, level: int) -> None:
    """Choose a level in the table of all indicators."""
    page.locator(f'[data-row="{indicator}"] input[value="{level}"]').check(force=True)


def saved(page: Page) -> None:
    expect(page.locator("[data-save-text]")).to_have_text(re.compile(r"Tersimpan otomatis \d\d\.\d\d"))


@every_view
def test_every_page_is_accessible_and_fits(page: Page, demonstration_site: str, request):
    view = request.node.callspec.id
    page.goto(f"{demonstration_site}/peragaan/")
    screenshot(page, f"peragaan-{view}")
    assert_looks(page)
    enter_as(page, demonstration_site, COORDINATOR)
    draft = open_draft(page, demonstration_site)
    pemdi = open_draft(page, demonstration_site, "2026, Pemdi 2026")
    past = open_draft(page, demonstration_site, "2023, SPBE 2020")
    pages = {
        "meja": f"{demonstration_site}/meja/",
        "penilaian": f"{demonstration_site}/penilaian/",
        "penilaian-baru": f"{demonstration_site}/penilaian/baru/",
        "penilaian-rinci": draft,
        "penilaian-kosong": f"{draft}?saring=kosong",
        "penilaian-indikator": f"{draft}indikator/11/",
        "penilaian-indikator-pemdi": f"{pemdi}indikator/1/",
        "penilaian-instrumen-lain": f"{draft}instrumen-lain/",
        "penilaian-hitungan": f"{draft}hitungan/",
        "penilaian-riwayat": f"{draft}riwayat/",
        "penilaian-unggah": f"{draft}unggah/",
        "penilaian-tutup": f"{draft}tutup/",
        "penilaian-umumkan": f"{past}umumkan/",
        "penilaian-buka": f"{past}buka/",
        "penilaian-tarik": f"{past}tarik/",
        "penilaian-evaluasi": past,
    }
    for name, address in pages.items():
        page.goto(address)
        screenshot(page, f"{name}-{view}")
        assert_looks(page)


def test_no_page_is_heavy_or_asks_anybody_else(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, COORDINATOR)
    draft = open_draft(page, demonstration_site)
    for address in (f"{demonstration_site}/meja/", draft, f"{draft}indikator/11/", f"{draft}hitungan/"):
        fresh = page.context.new_page()
        page_weight(fresh, address)
        fresh.close()


def test_the_index_follows_each_level_and_a_reload_shows_what_was_saved(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    open_draft(page, demonstration_site)
    before = page.locator("#indeks .pr-fig").inner_text()
    choose(page, "47", 5)
    saved(page)
    expect(page.locator("#indeks .pr-fig")).not_to_have_text(before)
    expect(page.locator("[data-answered]").first).to_have_text("20 dari 47 terisi")
    page.reload()
    expect(page.locator('input[name=tingkat-47][value="5"]')).to_be_checked()


def test_keys_choose_a_level_but_not_inside_a_text(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{open_draft(page, demonstration_site)}indikator/18/")
    page.locator("body").press("3")
    saved(page)
    expect(page.locator('input[name=tingkat][value="3"]')).to_be_checked()
    page.get_by_role("textbox", name="Catatan").fill("")
    page.get_by_role("textbox", name="Catatan").press_sequentially("Sejak 2024, halaman 5")
    saved(page)
    expect(page.locator('input[name=tingkat][value="3"]')).to_be_checked()
    page.reload()
    expect(page.get_by_role("textbox", name="Catatan")).to_have_value("Sejak 2024, halaman 5")


def test_the_second_of_two_sees_the_firsts_value_and_chooses(
    chromium: Browser, page: Page, demonstration_site: str
):
    enter_as(page, demonstration_site, OFFICER)
    address = f"{open_draft(page, demonstration_site)}indikator/19/"
    page.goto(address)
    other = open_page(chromium, View())
    enter_as(other, demonstration_site, COORDINATOR)
    other.goto(address)
    other.locator("body").press("3")
    saved(other)
    page.locator("body").press("2")
    panel = page.locator("[data-conflict-panel]")
    expect(panel).to_contain_text("Nilai ini baru saja diubah oleh Kartika Sasmita (contoh) menjadi 3")
    expect(panel).to_contain_text(COORDINATOR)
    screenshot(page, "penilaian-dua-orang-1440-terang")
    assert_accessible(page)
    panel.get_by_role("button", name="Tetap pakai nilai Anda").click()
    saved(page)
    other.locator("body").press("4")
    other.locator("[data-conflict-panel]").get_by_role("link", name="Pakai nilai itu").click()
    expect(other.locator('input[name=tingkat][value="2"]')).to_be_checked()
    other.context.close()


def test_without_network_nothing_is_lost_and_it_is_sent_later(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{open_draft(page, demonstration_site)}indikator/20/")
    page.context.set_offline(True)
    page.locator("body").press("4")
    expect(page.locator("[data-save-text]")).to_contain_text("Tidak ada jaringan")
    page.context.set_offline(False)
    saved(page)
    page.reload()
    expect(page.locator('input[name=tingkat][value="4"]')).to_be_checked()


def test_a_level_kept_by_the_table_is_sent_later_and_costs_no_note(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    draft = open_draft(page, demonstration_site)
    note = page.get_by_role("textbox", name="Catatan")
    page.goto(f"{draft}indikator/24/")
    note.fill("Tidak boleh hilang")
    saved(page)
    page.goto(draft)
    page.context.set_offline(True)
    page.locator('input[name=tingkat-24][value="4"]').check(force=True)
    expect(page.locator("[data-save-text]")).to_contain_text("Tidak ada jaringan")
    page.route("**/indikator/24/", lambda route: route.continue_() if route.request.method == "GET" else None)
    page.context.set_offline(False)
    page.goto(f"{draft}indikator/24/")
    expect(note).to_have_value("Tidak boleh hilang")
    page.unroute_all()
    page.goto(draft)
    saved(page)
    page.goto(f"{draft}indikator/24/")
    expect(page.locator('input[name=tingkat][value="4"]')).to_be_checked()
    expect(note).to_have_value("Tidak boleh hilang")


def test_a_session_that_ended_loses_nothing_that_was_typed(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    address = f"{open_draft(page, demonstration_site)}indikator/21/"
    page.goto(address)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("textbox", name="Catatan").fill("Diketik sesudah sesi berakhir")
    expect(page.locator("[data-save-text]")).to_contain_text("Sesi Anda berakhir")
    page.get_by_role("link", name="Masuk lagi").click()
    expect(page).to_have_url(re.compile(r"/akun/masuk/\?next="))
    enter_as(page, demonstration_site, OFFICER)
    page.goto(address)
    expect(page.get_by_role("textbox", name="Catatan")).to_have_value("Diketik sesudah sesi berakhir")
    saved(page)


def test_a_server_that_fails_is_told_and_tried_again(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{open_draft(page, demonstration_site)}indikator/22/")

    def broken(route: Route) -> None:
        route.fulfill(status=502, body="<h1>Bad gateway</h1>")

    page.route("**/indikator/22/", broken)
    page.locator("body").press("2")
    expect(page.locator("[data-save-text]")).to_contain_text("Tersimpan di perangkat ini")
    page.unroute("**/indikator/22/", broken)
    page.reload()
    saved(page)
    expect(page.locator('input[name=tingkat][value="2"]')).to_be_checked()


def test_who_only_reads_finds_no_control(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, ASSESSOR)
    draft = open_draft(page, demonstration_site)
    expect(page.locator("input[type=radio]")).to_have_count(0)
    page.goto(f"{draft}indikator/11/")
    expect(page.get_by_text("Jabatan Anda hanya dapat membaca.")).to_be_visible()


def test_without_scripts_levels_are_saved_by_a_form(chromium: Browser, demonstration_site: str):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{open_draft(page, demonstration_site)}indikator/23/")
    page.locator('input[name=tingkat][value="3"]').check(force=True)
    page.get_by_role("button", name="Simpan, lanjut ke 24").click()
    expect(page).to_have_url(re.compile("/indikator/24/$"))
    page.go_back()
    page.reload()
    expect(page.locator('input[name=tingkat][value="3"]')).to_be_checked()
    context.close()


def test_from_a_new_assessment_to_the_public_result(page: Page, demonstration_site: str, tmp_path):
    enter_as(page, demonstration_site, COORDINATOR)
    page.goto(f"{demonstration_site}/penilaian/")
    page.get_by_role("link", name="Buat penilaian").click()
    page.get_by_label("Tahun yang dinilai").fill("2024")
    page.get_by_role("radio", name=re.compile("47 indikator")).check()
    page.get_by_role("button", name="Periksa dahulu").click()
    page.get_by_role("button", name="Buat penilaian").click()
    upload_levels(page, tmp_path)
    expect(page.locator("h1")).to_have_text("Penilaian 2024 lengkap, siap ditutup")
    page.get_by_role("link", name="Tutup penilaian").click()
    page.get_by_role("button", name="Tutup penilaian").click()
    follow(page, page.get_by_role("link", name="Umumkan hasil"))
    screenshot(page, "penilaian-umumkan-1440-terang")
    page.get_by_role("button", name="Umumkan hasil").click()
    expect(page.locator(".pr-main")).to_contain_text("diumumkan dan dapat dibaca siapa pun")
    page.goto(f"{demonstration_site}/instansi/kota-bandar-lampung/?tahun=2024")
    expect(page.locator("main")).to_contain_text("3,00")


def upload_levels(page: Page, tmp_path) -> None:
    file = tmp_path / "tingkat.csv"
    file.write_text("indikator,tingkat\n" + "".join(f"{n},3\n" for n in range(1, 48)))
    page.get_by_role("link", name="Unggah tingkat").click()
    page.get_by_label("Berkas tingkat").set_input_files(file)
    page.get_by_role("button", name="Bandingkan").click()
    expect(page.locator("h1")).to_have_text("47 tingkat akan berubah")
    screenshot(page, "penilaian-pratinjau-1440-terang")
    page.get_by_role("button", name="Terapkan semua").click()


def test_the_neighbour_sees_its_own_house_only(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, COORDINATOR)
    draft = open_draft(page, demonstration_site)
    page.context.clear_cookies()
    enter_as(page, demonstration_site, COORDINATOR, "Kota Metro")
    expect(page.locator("h1")).to_have_text("Dua hal menunggu Anda")
    answer = page.goto(draft)
    assert answer is not None
    assert answer.status == 404
