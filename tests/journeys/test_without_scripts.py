"""The table of all levels in a browser without scripts: what is refused stays where it was typed."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_officials import COORDINATOR, DRAFT, OFFICER, enter_as, open_draft

from pranata.foundation.testing.browser import (
    assert_looks,
    every_view,
    follow,
    screenshot,
)

pytestmark = pytest.mark.journey

DECIMALS = "2026, Pemdi 2026"


# Scripts would save a level at once; this sends the form as a browser without them does.
SEND = """([number, typed]) => {
    const form = document.querySelector("form[data-levels]"), name = `tingkat-${number}`;
    form.querySelectorAll(`[name="${name}"]`).forEach((old) => old.removeAttribute("name"));
    form.append(Object.assign(document.createElement("input"), { name, value: typed }));
    form.submit();
}"""


def send(page: Page) -> None:
    follow(page, page.get_by_role("button", name="Simpan tingkat"))


def test_a_level_that_is_refused_stays_in_the_table_until_it_is_mended(plain: Page, demonstration_site: str):
    enter_as(plain, demonstration_site, COORDINATOR)
    open_draft(plain, demonstration_site, DECIMALS)
    plain.locator("#t-5").fill("7,3")
    plain.locator("#t-6").fill("2,5")
    send(plain)
    expect(plain.get_by_role("alert")).to_contain_text("1 tingkat belum disimpan")
    expect(plain.locator("#t-5")).to_have_value("7,3")
    expect(plain.locator("#t-6")).to_have_value("2,5")
    plain.get_by_role("link", name="Indikator 5: Tingkat “7,3” tidak ada").click()
    expect(plain.locator("#t-5")).to_be_focused()
    plain.locator("#t-5").fill("3,7")
    send(plain)
    expect(plain.locator("main")).to_contain_text("1 tingkat disimpan.")
    expect(plain.locator("#t-5")).to_have_value("3,7")


def test_a_level_that_somebody_saved_meanwhile_waits_for_a_choice(
    plain: Page, page: Page, demonstration_site: str
):
    enter_as(plain, demonstration_site, COORDINATOR)
    open_draft(plain, demonstration_site)
    enter_as(page, demonstration_site, OFFICER)
    open_draft(page, demonstration_site)
    page.locator('[data-row="22"] input[value="4"]').check(force=True)
    expect(page.locator("[data-save-text]")).to_contain_text("Tersimpan otomatis")
    plain.locator('[data-row="22"] input[value="1"]').check(force=True)
    send(plain)
    row = plain.locator('[data-row="22"]')
    expect(row).to_contain_text("Tersimpan sekarang: 4.")
    expect(row.locator('[type=radio][value="1"]')).to_be_checked()
    send(plain)
    expect(plain.get_by_role("alert")).to_have_count(0)
    expect(row.locator('[type=radio][value="1"]')).to_be_checked()


@every_view
@pytest.mark.parametrize(
    ("name", "draft", "number", "typed"),
    [("ditolak", DRAFT, "22", "9"), ("ditolak-desimal", DECIMALS, "5", "7,3")],
)
def test_the_page_of_a_refusal_is_accessible_and_fits(
    page: Page, demonstration_site: str, request, name, draft, number, typed
):
    enter_as(page, demonstration_site, COORDINATOR)
    open_draft(page, demonstration_site, draft)
    with page.expect_navigation():
        page.evaluate(
            SEND,
            [number, typed],
        )
    expect(page.get_by_role("alert")).to_be_focused()
    screenshot(page, f"penilaian-{name}-{request.node.callspec.params['page']}")
    assert_looks(page)
