"""Judging in a browser: the assessor's screen by keyboard and without scripts, the talk, the review."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.judging_scene import CALLER, OUTER, REVIEWER, Judged, make_judged
from tests.journeys.test_officials import enter_as

from pranata.foundation.testing.browser import assert_looks, every_view, follow, screenshot

pytestmark = pytest.mark.journey
PROVINCE = "Provinsi Lampung"


@pytest.fixture
def judged(demonstration_site: str) -> Judged:
    """The example city's assessment, in the hands of the province's assessors."""
    return make_judged()


def screen(site: str, judged: Judged, number: str) -> str:
    return f"{site}/penilaian/tugas/{judged.outer.pk}/indikator/{number}/"


def told(page: Page) -> None:
    expect(page.locator("[data-save-text]")).to_contain_text("Draf tersimpan")


@every_view
def test_the_pages_of_judging_are_accessible_and_fit(
    page: Page, demonstration_site: str, judged: Judged, request
):
    view, site = request.node.callspec.id, demonstration_site
    enter_as(page, site, OUTER, PROVINCE)
    for name, address in {
        "menilai-tugas": f"{site}/penilaian/tugas/",
        "menilai-satu-tugas": f"{site}/penilaian/tugas/{judged.outer.pk}/",
        "menilai-indikator": screen(site, judged, "11"),
    }.items():
        page.goto(address)
        screenshot(page, f"{name}-{view}")
        assert_looks(page)
    enter_as(page, site, CALLER, PROVINCE)
    page.goto(f"{site}/penilaian/{judged.assessment.pk}/asesor/")
    screenshot(page, f"menilai-asesor-{view}")
    assert_looks(page)


def test_an_assessor_judges_by_keyboard_alone(page: Page, demonstration_site: str, judged: Judged):
    enter_as(page, demonstration_site, OUTER, PROVINCE)
    page.goto(screen(demonstration_site, judged, "11"))
    page.keyboard.press("3")
    expect(page.locator('[data-effect="3"]')).to_be_visible()
    expect(page.locator("[data-lacks]")).to_contain_text("Isi justifikasi")
    page.get_by_label("Justifikasi").fill("Bukti cukup untuk tingkat 3.")
    told(page)
    expect(page.locator("[data-lacks]")).to_be_hidden()
    page.locator("#p1").focus()
    page.keyboard.press("?")
    expect(page.locator("[data-help]")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1)).to_contain_text("12.")
    with page.expect_navigation():
        page.keyboard.press("p")
    expect(page.locator('input[name="tingkat"][value="3"]')).to_be_checked()
    expect(page.get_by_label("Justifikasi")).to_have_value("Bukti cukup untuk tingkat 3.")


def test_without_scripts_it_is_a_form_and_both_sides_talk(
    plain: Page, demonstration_site: str, judged: Judged
):
    site = demonstration_site
    enter_as(plain, site, OUTER, PROVINCE)
    plain.goto(screen(site, judged, "13"))
    plain.get_by_label("Tingkat 4").check(force=True)
    plain.get_by_label("Justifikasi").fill("Sesuai lampiran.")
    follow(plain, plain.get_by_role("button", name="Simpan dan lanjut"))
    expect(plain.get_by_role("heading", level=1)).to_contain_text("14.")
    plain.get_by_label("Pesan").fill("Mohon ditunjukkan halaman anggarannya.")
    follow(plain, plain.get_by_role("button", name="Minta klarifikasi"))
    expect(plain.get_by_text("Mohon ditunjukkan halaman anggarannya.")).to_be_visible()
    enter_as(plain, site, "Sekretaris Daerah")
    plain.goto(f"{site}/penilaian/{judged.assessment.pk}/indikator/14/")
    plain.get_by_label("Pesan").fill("Ada di halaman 12.")
    follow(plain, plain.get_by_role("button", name="Tanggapi"))
    expect(plain.get_by_text("Ada di halaman 12.")).to_be_visible()
    enter_as(plain, site, REVIEWER, PROVINCE)
    plain.goto(f"{site}/penilaian/tugas/{judged.review.pk}/indikator/13/")
    follow(plain, plain.get_by_role("button", name="Valid", exact=True))
    expect(plain.locator("#tinjauan")).to_contain_text("Valid")
