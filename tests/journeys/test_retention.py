"""How long records are kept, in a real Chromium: from the schedule to the hold and the decision."""

import pytest
from playwright.sync_api import FilePayload, Page, expect
from tests.journeys.test_records import ARCHIVIST, OFFICER, enter_as

from pranata.foundation.testing.browser import (
    assert_looks,
    every_view,
    follow,
    page_weight,
    screenshot,
)

pytestmark = pytest.mark.journey
INSPECTOR = "Inspektur"
HEAD = "kode klasifikasi;jenis arsip;retensi aktif;retensi inaktif;keterangan;dihitung sejak;catatan\n"
RULES = (
    "000.1;Notula, undangan, dan daftar hadir;0;1;musnah;tanggal-naskah;\n"
    "000.7;Keputusan kepala daerah;2;8;permanen;tidak-berlaku;\n"
)
WRONG = "KU.01;Surat keuangan;2;8;musnah;berkas-ditutup;\n900;Keuangan;2 tahun setelah sah;8;musnah;nanti;\n"


@pytest.fixture(autouse=True)
def own_places(settings, tmp_path):
    """Keep what is uploaded in folders of the test."""
    settings.UPLOADS = tmp_path / "uploads"


def upload(page: Page, site: str, content: str, *, certain: bool = False) -> None:
    page.goto(f"{site}/arsip/retensi/jadwal/")
    page.get_by_label("Nama jadwal").fill("Jadwal Retensi Arsip 2026 (contoh)")
    if certain:
        page.get_by_label("Kepastian").select_option("official")
        page.get_by_label("Dasar hukum").fill("Perwali contoh, bukan peraturan sungguhan")
    file: FilePayload = {"name": "jra.csv", "mimeType": "text/csv", "buffer": (HEAD + content).encode()}
    page.locator("input[type=file]").set_input_files(file)
    follow(page, page.get_by_role("button", name="Periksa berkas"))


def look(page: Page, name: str, view: str) -> None:
    assert_looks(page)
    screenshot(page, f"arsip-{name}-{view}")


@every_view
def test_every_page_is_accessible_and_fits(page: Page, demonstration_site: str, request):
    view, room = request.node.callspec.id, f"{demonstration_site}/arsip/retensi"
    enter_as(page, demonstration_site, ARCHIVIST)
    page.goto(f"{room}/")
    look(page, "retensi", view)
    follow(page, page.locator("tbody th a").first)
    document = page.url
    for name, address in {
        "kejadian": f"{document}kejadian/",
        "tahan-naskah": f"{document}tahan/",
        "penahanan": f"{room}/penahanan/",
        "tahan": f"{room}/penahanan/tahan/",
        "jadwal": f"{room}/jadwal/",
        "permintaan-hapus": f"{room}/hapus/",
        "catat-hapus": f"{room}/hapus/catat/",
        "tenggat-hapus": f"{room}/hapus/tenggat/",
    }.items():
        page.goto(address)
        look(page, name, view)
    page.goto(f"{room}/jadwal/")
    follow(page, page.locator("tbody th a").first)
    look(page, "satu-jadwal", view)
    follow(page, page.get_by_role("link", name="Tarik jadwal"))
    look(page, "tarik-jadwal", view)
    page.goto(f"{room}/penahanan/")
    follow(page, page.locator("tbody").get_by_role("link", name="Lepas").first)
    look(page, "lepas", view)
    upload(page, demonstration_site, RULES + WRONG)
    look(page, "periksa-jadwal", view)


def test_a_request_for_erasure_is_decided_by_the_schedule_and_by_a_person(
    page: Page, demonstration_site: str
):
    enter_as(page, demonstration_site, ARCHIVIST)
    upload(page, demonstration_site, RULES, certain=True)
    follow(page, page.get_by_role("button", name="Tetapkan 2 aturan"))
    expect(page.locator(".pr-main")).to_contain_text("Jadwal ditetapkan dan tercatat")
    page.goto(f"{demonstration_site}/arsip/retensi/hapus/")
    follow(page, page.locator("tbody th a").first)
    expect(page.locator(".pr-main")).to_contain_text("Sedang ditahan")
    page.get_by_label("Cari judul, nomor, atau isi").fill("notula forum")
    follow(page, page.get_by_role("button", name="Cari"))
    follow(page, page.get_by_role("button", name="Tambahkan").first)
    page.get_by_label("Dikabulkan").check()
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        look(page, "putus-hapus", f"{width}-terang")
    follow(page, page.get_by_role("button", name="Simpan putusan"))
    expect(page.locator(".pr-main")).to_contain_text("Putusan tercatat")
    expect(page.locator(".pr-main")).to_contain_text("Retensi berakhir dan ditandai musnah")


def test_the_office_that_holds_does_not_release(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, INSPECTOR)
    page.goto(f"{demonstration_site}/arsip/retensi/penahanan/")
    follow(page, page.locator("tbody").get_by_role("link", name="Lepas").first)
    page.get_by_label("Alasan pelepasan").fill("Pemeriksaan selesai")
    follow(page, page.get_by_role("button", name="Lepas penahanan"))
    expect(page.locator(".pr-main")).to_contain_text("hanya dapat dilepas oleh kantor lain")
    enter_as(page, demonstration_site, ARCHIVIST)
    page.goto(f"{demonstration_site}/arsip/retensi/penahanan/")
    follow(page, page.locator("tbody").get_by_role("link", name="Lepas").first)
    page.get_by_label("Alasan pelepasan").fill("Inspektorat menyatakan pemeriksaan selesai")
    follow(page, page.get_by_role("button", name="Lepas penahanan"))
    expect(page.locator("h1")).to_have_text("Tidak ada arsip yang ditahan")


def test_an_officer_sees_how_long_a_document_is_kept(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{demonstration_site}/arsip/?q=Daftar+hadir")
    follow(page, page.locator("tbody th a").first)
    panel = page.get_by_role("region", name="Retensi")
    expect(panel).to_contain_text("lalu dimusnahkan")
    expect(panel).to_contain_text("Ditahan oleh Inspektorat karena pemeriksaan")
    expect(panel).to_contain_text("JRA peragaan")
    screenshot(page, "arsip-naskah-ditahan-1440-terang")


def test_no_page_is_heavy(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, ARCHIVIST)
    for room in ("", "jadwal/"):
        fresh = page.context.new_page()
        page_weight(fresh, f"{demonstration_site}/arsip/retensi/{room}")
        fresh.close()
