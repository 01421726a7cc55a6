"""Learning from each other: what is shared, who rose, and a coach who helps, as two people go."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.test_officials import COORDINATOR, enter_as, open_draft

from pranata.foundation.testing.browser import (
    View,
    assert_looks,
    every_view,
    follow,
    open_page,
    screenshot,
)

pytestmark = pytest.mark.journey

REAL = "2023, SPBE 2020"
COACH, PROVINCE = "Kepala Bidang Pembinaan SPBE", "Lampung"


@every_view
def test_a_coordinator_finds_who_rose_and_shares_in_turn(page: Page, demonstration_site: str, request):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, COORDINATOR)
    page.goto(f"{demonstration_site}/perbandingan/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("di bawah nilai tengah kota")
    screenshot(page, f"perbandingan-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="indikator lain"))
    follow(page, page.get_by_role("link", name="12. Peta Rencana SPBE"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("naik pada indikator 12")
    expect(page.get_by_text("Tanyakan kepada Dinas Komunikasi dan Informatika.").first).to_be_visible()
    screenshot(page, f"perbandingan-indikator-{view}")
    assert_looks(page)
    open_draft(page, demonstration_site, REAL)
    follow(page, page.get_by_role("link", name="Bagikan tingkat"))
    page.get_by_label("Unit yang dapat dihubungi").select_option("Dinas Komunikasi dan Informatika")
    follow(page, page.get_by_role("button", name="Bagikan tingkat"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tingkat 47 indikator 2023 dibagikan")
    screenshot(page, f"penilaian-berbagi-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Ceritakan indikator").first)
    page.get_by_label("Apa yang kami lakukan").fill("Keputusan wali kota ditetapkan. (contoh)")
    screenshot(page, f"penilaian-cerita-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("button", name="Bagikan uraian"))
    expect(page.get_by_text("Keputusan wali kota ditetapkan. (contoh)")).to_be_visible()
    follow(page, page.get_by_role("link", name="Lihat yang dibaca umum"))
    screenshot(page, f"perbandingan-umum-{view}")
    assert_looks(page)


@every_view
def test_a_coach_and_a_coordinator_agree_and_finish_a_follow_up(
    page: Page, chromium: Browser, demonstration_site: str, request
):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, COACH, PROVINCE)
    page.goto(f"{demonstration_site}/pembinaan/")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 tindak lanjut lewat tenggat")
    screenshot(page, f"pembinaan-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Mulai pembinaan Kabupaten Mesuji"))
    screenshot(page, f"pembinaan-mulai-{view}")
    assert_looks(page)
    page.goto(f"{demonstration_site}/pembinaan/")
    follow(page, page.get_by_role("link", name="Buka Kota Bandar Lampung"))
    screenshot(page, f"pembinaan-instansi-{view}")
    assert_looks(page)
    coaching = page.url
    follow(page, page.get_by_role("link", name="Rencanakan kunjungan"))
    page.get_by_label("Pukul mulai").fill("09:00")
    page.get_by_label("Pukul selesai").fill("11:30")
    screenshot(page, f"pembinaan-kunjungan-{view}")
    assert_looks(page)
    page.goto(f"{coaching}akhiri/")
    screenshot(page, f"pembinaan-akhiri-{view}")
    assert_looks(page)
    page.goto(coaching)
    follow(page, page.locator("#kunjungan li a").last)
    screenshot(page, f"pembinaan-hasil-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("link", name="Sepakati tindak lanjut"))
    page.get_by_label("Yang dilakukan").fill("Menetapkan daftar layanan (contoh)")
    page.get_by_label("Indikator").select_option("spbe-2020:11")
    page.get_by_label("Penanggung jawab").fill("Dinas Kominfo")
    page.get_by_label("Tenggat").fill("2030-01-31")
    screenshot(page, f"pembinaan-sepakati-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("button", name="Catat kesepakatan"))
    with two_people(chromium, page) as other:
        enter_as(other, demonstration_site, COORDINATOR)
        other.goto(coaching)
        expect(other.get_by_text("Bappeda perlu didampingi lebih dekat.")).to_have_count(0)
        follow(other, other.get_by_role("link", name="Menetapkan daftar layanan (contoh)"))
        other.get_by_label("Uraian").fill("Sudah ditetapkan dengan keputusan Sekda. (contoh)")
        follow(other, other.get_by_role("button", name="Laporkan selesai"))
        expect(other.get_by_role("heading", name="Menunggu konfirmasi pembina")).to_be_visible()
    page.goto(coaching)
    follow(page, page.get_by_role("link", name="Menetapkan daftar layanan (contoh)"))
    expect(page.get_by_text("Sudah ditetapkan dengan keputusan Sekda. (contoh)")).to_be_visible()
    screenshot(page, f"pembinaan-tindak-lanjut-{view}")
    assert_looks(page)
    follow(page, page.get_by_role("button", name="Konfirmasi selesai"))
    expect(page.get_by_text("Dikonfirmasi selesai").first).to_be_visible()


@contextmanager
def two_people(browser: Browser, page: Page) -> Iterator[Page]:
    """Open a second person's browser in the same width."""
    width = (page.viewport_size or {"width": 1440})["width"]
    other = open_page(browser, View(width))
    yield other
    other.context.close()
