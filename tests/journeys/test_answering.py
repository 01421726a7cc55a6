"""From dividing the indicators to an answer with its checklist and evidence, as coordinator and OPD go."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_officials import COORDINATOR, DRAFT, OFFICER, enter_as, open_draft

from pranata.foundation.testing.browser import assert_looks, every_view, follow, screenshot

pytestmark = pytest.mark.journey


@every_view
def test_the_division_and_the_list_of_an_opd_are_accessible_and_fit(
    page: Page, demonstration_site: str, request
):
    view = request.node.callspec.id
    enter_as(page, demonstration_site, COORDINATOR)
    open_draft(page, demonstration_site)
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
