"""From dividing the indicators to an answer with its checklist and evidence, as coordinator and OPD go."""

import pytest
from playwright.sync_api import Page, Route, expect
from tests.journeys.test_officials import COORDINATOR, DRAFT, OFFICER, enter_as, open_draft, saved

from pranata.foundation.testing.browser import assert_looks, every_view, follow, screenshot

pytestmark = pytest.mark.journey


@every_view
def test_the_division_and_the_list_of_an_opd_are_accessible_and_fit(
    page: Page, demonstration_site: str, request
):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, COORDINATOR)
    draft = open_draft(page, demonstration_site)
    follow(page, page.get_by_role("link", name="Pembagian indikator"))
    # The bar below the table follows the window; at its end it stands where it belongs in the picture.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    screenshot(page, f"penilaian-pembagian-{view}")
    assert_looks(page)
    enter_as(page, demonstration_site, OFFICER)
    open_draft(page, demonstration_site)
    follow(page, page.get_by_role("link", name="Menurut perangkat daerah"))
    screenshot(page, f"penilaian-perangkat-daerah-{view}")
    assert_looks(page)
    page.goto(f"{draft}indikator/11/bukti/4.1/")
    screenshot(page, f"penilaian-pilih-bukti-{view}")
    assert_looks(page)


def test_the_coordinator_divides_and_the_officer_of_the_opd_finds_the_indicator(
    plain: Page, demonstration_site: str
):
    """Without scripts: what is proposed is used for one indicator, another is given by hand."""
    enter_as(plain, demonstration_site, COORDINATOR)
    draft = open_draft(plain, demonstration_site, DRAFT)
    follow(plain, plain.get_by_role("link", name="Pembagian indikator"))
    plain.get_by_label("19.").check()
    follow(plain, plain.get_by_role("button", name="Pakai usulan"))
    expect(plain.get_by_text("1 indikator dibagi.")).to_be_visible()
    plain.get_by_label("20.").check()
    plain.get_by_label("Yang dicentang untuk jabatan").select_option(
        label="Kepala Bidang Perencanaan Pemerintahan"
    )
    follow(plain, plain.get_by_role("button", name="Jadikan penanggung jawab"))
    enter_as(plain, demonstration_site, OFFICER)
    plain.goto(f"{draft}perangkat-daerah/")
    expect(plain.get_by_role("row").filter(has_text="19.")).to_contain_text("Penanggung jawab")
    plain.goto(f"{draft}indikator/20/")
    expect(plain.get_by_text("Jabatan Anda hanya dapat membaca.")).to_be_visible()


def answer(page: Page, requirement: str, verdict: str) -> None:
    choice = page.locator(f'[data-req="{requirement}"]').get_by_label(verdict, exact=True)
    # Away from the bar at the bottom of the window, as one would scroll.
    choice.evaluate("choice => choice.scrollIntoView({block: 'center'})")
    choice.check(force=True)


def test_the_level_follows_the_checklist_as_it_is_answered_and_says_what_holds_it(
    page: Page, demonstration_site: str
):
    enter_as(page, demonstration_site, OFFICER)
    address = f"{open_draft(page, demonstration_site)}indikator/18/"
    page.goto(address)
    answer(page, "2.1", "Belum")
    saved(page)
    expect(page.locator("[data-cap]")).to_contain_text("Tertahan di tingkat 1")
    page.locator('[data-req="2.1"] select').select_option("Anggaran")
    page.locator('[data-req="2.1"] summary', has_text="Penjelasan").click()
    page.locator('[data-req="2.1"] textarea').fill("Belum dianggarkan tahun ini")
    saved(page)
    page.reload()
    expect(page.locator('[data-req="2.1"] textarea')).to_have_value("Belum dianggarkan tahun ini")
    expect(page.locator('[data-req="2.1"] select')).to_have_value("budget")
    expect(page.locator("[data-side] .pr-fig").first).to_have_text("1")


def test_what_is_typed_while_a_save_is_on_its_way_is_not_forgotten(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{open_draft(page, demonstration_site)}indikator/18/")
    answer(page, "2.1", "Belum")
    saved(page)
    held: list[Route] = []
    page.route("**/syarat/**", lambda route: held.append(route))
    with page.expect_request("**/syarat/**"):
        page.locator('[data-req="2.1"] select').select_option("Anggaran")
    page.locator('[data-req="2.1"] summary', has_text="Penjelasan").click()
    page.locator('[data-req="2.1"] textarea').fill("Belum dianggarkan tahun ini")
    with page.expect_response("**/syarat/**"):
        held[0].continue_()
    page.unroute("**/syarat/**")
    page.reload()
    expect(page.locator('[data-req="2.1"] textarea')).to_have_value("Belum dianggarkan tahun ini")
    saved(page)


def test_a_session_that_ended_loses_no_judgement(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    address = f"{open_draft(page, demonstration_site)}indikator/18/"
    page.goto(address)
    page.context.clear_cookies(name="sessionid")
    answer(page, "2.1", "Terpenuhi")
    expect(page.locator("[data-save-text]")).to_contain_text("Sesi Anda berakhir")
    enter_as(page, demonstration_site, OFFICER)
    page.goto(address)
    expect(page.locator('[data-req="2.1"] input[value="met"]')).to_be_checked()
    saved(page)
    page.locator('[data-req="2.1"]').get_by_role("button", name="Tambah bukti").click()
    sheet = page.locator("[data-evidence-sheet]")
    sheet.get_by_role("checkbox").first.check()
    page.context.clear_cookies(name="sessionid")
    sheet.get_by_role("button", name="Pasang yang dipilih").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Sesi Anda berakhir sebelum isian ini terkirim")
    expect(sheet.get_by_role("checkbox").first).to_be_checked()


def test_an_indicator_that_is_as_it_was_takes_over_last_year_and_gives_it_back(
    page: Page, demonstration_site: str
):
    """Without leaving the indicator; undone from the history as any change."""
    enter_as(page, demonstration_site, COORDINATOR)
    draft = open_draft(page, demonstration_site)
    page.goto(f"{draft}?saring=banding")
    follow(page, page.locator("th[scope=row] a").first)
    follow(page, page.get_by_role("button", name="Masih sama"))
    expect(page.get_by_text("Tercatat masih sama dengan")).to_be_visible()
    follow(page, page.get_by_role("link", name="Semua dan urungkan"))
    follow(page, page.get_by_role("button", name="Urungkan perubahan indikator").first)
    expect(page.get_by_text("diurungkan.")).to_be_visible()


def test_evidence_is_chosen_without_leaving_the_page(page: Page, demonstration_site: str):
    enter_as(page, demonstration_site, OFFICER)
    page.goto(f"{open_draft(page, demonstration_site)}indikator/15/")
    place = page.locator('[data-req="2.1"]')
    place.get_by_role("button", name="Tambah bukti").click()
    sheet = page.locator("[data-evidence-sheet]")
    sheet.get_by_label("Arsitektur SPBE pemerintah daerah").check()
    sheet.get_by_label("Halaman yang penting").first.fill("4")
    sheet.get_by_role("button", name="Pasang yang dipilih").click()
    expect(sheet).to_be_hidden()
    expect(place.locator(".pr-chip").first).to_contain_text("hal. 4")


def test_without_scripts_a_checklist_is_saved_and_evidence_uploaded(plain: Page, demonstration_site: str):
    enter_as(plain, demonstration_site, OFFICER)
    plain.goto(f"{open_draft(plain, demonstration_site)}indikator/5/")
    place = plain.locator("#s-2-1")
    place.get_by_label("Terpenuhi", exact=True).check(force=True)
    follow(plain, place.get_by_role("button", name="Tambah bukti"))
    plain.locator("#berkas").set_input_files(
        {"name": "SK.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF"}
    )
    plain.get_by_label("Nama bukti").last.fill("Keputusan layanan pusat data")
    follow(plain, plain.get_by_role("button", name="Simpan dan pasang"))
    expect(place).to_contain_text("Keputusan layanan pusat data")
    expect(place.locator('input[value="met"]')).to_be_checked()
