"""Evidence in a real Chromium: uploaded over a line that breaks, found again, looked at."""

import hashlib
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from pranata.foundation.testing.browser import (
    assert_accessible,
    assert_fits,
    every_view,
    follow,
    page_weight,
    screenshot,
)

pytestmark = pytest.mark.journey
OFFICER, ASSESSOR = "Kepala Bidang Aplikasi Informatika", "Auditor Ahli Muda"
ARCHIVIST = "Arsiparis Ahli Muda"
FIRST = "Tunggu sampai semua berkas terkirim, lalu simpan."
HEAD = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"


@pytest.fixture(autouse=True)
def own_places(settings, tmp_path: Path):
    """Keep what is uploaded in folders of the test; the demonstration's own files stay where they are."""
    settings.UPLOADS = tmp_path / "uploads"


def enter_as(page: Page, site: str, position: str) -> None:
    page.goto(f"{site}/peragaan/")
    persona = page.locator("li").filter(has_text=position).filter(has_text="Kota Bandar Lampung")
    persona.get_by_role("button", name="Masuk").first.click()
    expect(page.locator(".pr-menu summary")).to_contain_text(position)


def large(size: int = 6_000_000) -> bytes:
    return HEAD + os.urandom(size) + b"\n%%EOF\n"


def choose(page: Page, content: bytes, name: str = "SK Peta Rencana.pdf") -> None:
    file: FilePayload = {"name": name, "mimeType": "application/pdf", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)


def save(page: Page) -> None:
    follow(page, page.get_by_role("button", name="Simpan bukti"))
    expect(page.locator(".pr-main")).to_contain_text("Bukti tersimpan dan tercatat")


def open_first(page: Page, site: str, room: str = "") -> str:
    page.goto(f"{site}/arsip/{room}")
    follow(page, page.locator("tbody th a").first)
    return page.url


@every_view
def test_every_page_is_accessible_and_fits(page: Page, demonstration_site: str, request):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, OFFICER)
    document = open_first(page, demonstration_site)
    evidence = open_first(page, demonstration_site, "bukti/")
    pages = {
        "daftar": f"{demonstration_site}/arsip/",
        "cari": f"{demonstration_site}/arsip/?q=arsitektur",
        "kosong": f"{demonstration_site}/arsip/?q=tidakada",
        "daftar-bukti": f"{demonstration_site}/arsip/bukti/",
        "unggah": f"{demonstration_site}/arsip/unggah/",
        "naskah": document,
        "ralat": f"{document}ralat/",
        "versi": f"{document}versi/",
        "bukti": evidence,
        "tarik": f"{evidence}tarik/",
    }
    for name, address in pages.items():
        look_at(page, address, f"arsip-{name}-{view}")
    enter_as(page, demonstration_site, ARCHIVIST)
    look_at(page, f"{demonstration_site}/arsip/keutuhan/", f"arsip-keutuhan-{view}")


def look_at(page: Page, address: str, picture: str) -> None:
    page.goto(address)
    if page.locator("iframe").count():
        page.locator("iframe").scroll_into_view_if_needed()
        page.wait_for_timeout(1500)
    assert_fits(page)
    screenshot(page, picture)
    assert_accessible(page)


def test_no_page_is_heavy_or_asks_anybody_else(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    for room in ("", "bukti/", "unggah/"):
        fresh = page.context.new_page()
        page_weight(fresh, f"{demonstration_site}/arsip/{room}")
        fresh.close()


def test_an_upload_cut_several_times_goes_on_and_arrives_whole(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{demonstration_site}/arsip/unggah/")
    content = large()
    cuts: list[str] = []

    def bad_line(route: Route) -> None:
        if route.request.method == "PATCH" and len(cuts) < 3:
            cuts.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/unggahan/**", bad_line)
    choose(page, content)
    expect(page.locator("[data-upload-list]")).to_contain_text("Terkirim utuh", timeout=60_000)
    assert len(cuts) == 3
    expect(page.get_by_label("Nama bukti")).to_have_value("SK Peta Rencana")
    screenshot(page, "arsip-unggah-selesai-1440-terang")
    save(page)
    follow(page, page.locator(".pr-files a").first)
    page.get_by_text("Rincian teknis").click()
    expect(page.locator(".pr-kv").first).to_contain_text(hashlib.sha256(content).hexdigest())
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Unduh", exact=True).click()
    assert Path(downloaded.value.path()).read_bytes() == content


def test_after_the_tab_was_closed_the_same_file_goes_on_where_it_was(
    page: Page, demonstration_site: str, tmp_path: Path
):
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{demonstration_site}/arsip/unggah/")
    content = large()
    sent: list[int] = []

    def dies_after_one(route: Route) -> None:
        if route.request.method == "PATCH":
            sent.append(int(route.request.headers["upload-offset"]))
            if len(sent) > 1:
                return route.abort("connectionreset")
        return route.continue_()

    path = tmp_path / "SK.pdf"
    path.write_bytes(content)
    page.route("**/unggahan/**", dies_after_one)
    page.locator("input[type=file]").set_input_files(path)
    expect(page.locator("[data-upload-list]")).to_contain_text("Sambungan terputus")
    screenshot(page, "arsip-unggah-terputus-1440-terang")
    page.unroute_all()
    page.on("dialog", lambda dialog: dialog.accept())
    offsets: list[int] = []
    page.on(
        "request",
        lambda r: offsets.append(int(r.headers["upload-offset"])) if r.method == "PATCH" else None,
    )
    page.goto(f"{demonstration_site}/arsip/unggah/")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.locator("[data-upload-list]")).to_contain_text("Terkirim utuh", timeout=60_000)
    assert offsets[0] > 0
    save(page)


def test_a_refused_file_stays_with_its_reason_and_the_rest_is_saved(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{demonstration_site}/arsip/unggah/")
    choose(page, b"MZ\x90\x00", "palsu.pdf")
    expect(page.locator("[data-upload-list]")).to_contain_text("Jenis berkas palsu.pdf tidak diterima")
    choose(page, large(1000), "asli.pdf")
    expect(page.locator("[data-upload-list]")).to_contain_text("Terkirim utuh")
    screenshot(page, "arsip-unggah-ditolak-1440-terang")
    assert_accessible(page)
    save(page)


def test_saving_waits_until_every_file_has_come(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{demonstration_site}/arsip/unggah/")
    page.route("**/unggahan/*/", lambda route: route.abort("connectionreset"))
    choose(page, large(1000))
    page.get_by_role("button", name="Simpan bukti").click()
    expect(page.locator("[data-upload-wait]")).to_have_text(FIRST)
    page.unroute_all()
    expect(page.locator("[data-upload-list]")).to_contain_text("Terkirim utuh", timeout=30_000)
    expect(page.locator("[data-upload-wait]")).to_be_hidden()
    save(page)


def test_the_words_of_a_file_lead_to_it_and_it_is_seen_in_the_page(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, ASSESSOR)
    page.goto(f"{demonstration_site}/arsip/")
    page.get_by_label("Cari judul, nomor, atau isi").fill("kesepakatan pertukaran")
    page.get_by_role("button", name="Cari").click()
    expect(page.locator("mark").first).to_be_visible()
    follow(page, page.locator("tbody th a").first)
    picture = page.get_by_role("img", name=re.compile("Halaman 1 dari"))
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1000
    expect(page.get_by_role("link", name="Versi baru")).to_have_count(0)


def test_without_scripts_a_file_comes_with_the_form(chromium: Browser, demonstration_site: str):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{demonstration_site}/arsip/unggah/")
    choose(page, large(1000))
    page.get_by_label("Nama bukti").fill("Tanpa skrip")
    page.get_by_role("button", name="Simpan bukti").click()
    expect(page.locator("h1")).to_have_text(re.compile("Tanpa skrip"))
    context.close()
