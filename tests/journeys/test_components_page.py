"""Every part of the interface, in light and dark, on a phone and on a desk."""

import pytest
from playwright.sync_api import Page, expect

from pranata.foundation.testing.browser import (
    assert_accessible,
    assert_fits,
    assert_looks,
    every_view,
    page_weight,
    screenshot,
)

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMONSTRATION = True


@every_view
def test_every_part_is_accessible_and_fits(page: Page, served: str, request):
    page.goto(served + "/komponen/")
    expect(page.locator("h1")).to_have_text("Komponen")
    screenshot(page, f"komponen-{request.node.callspec.id}")
    assert_looks(page)
    assert_fits(page)


def test_the_first_view_is_light_and_asks_nobody_else(page: Page, served: str):
    assert page_weight(page, served + "/komponen/") < 90_000


def test_the_theme_is_chosen_and_remembered(page: Page, served: str):
    page.goto(served + "/komponen/")
    page.locator("header [data-theme-toggle]").first.click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page, served: str):
    page.goto(served + "/komponen/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Langsung ke isi")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page, served: str):
    page.goto(served + "/komponen/")
    summary = page.locator("details.pr-menu > summary")
    summary.click()
    page.keyboard.press("Escape")
    expect(page.locator("details.pr-menu[open]")).to_have_count(0)
    expect(summary).to_be_focused()


def test_tabs_move_by_arrow(page: Page, served: str):
    page.goto(served + "/komponen/")
    page.locator("#x1").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#y2")).to_be_visible()
    expect(page.locator("#y1")).to_be_hidden()


def test_the_page_reads_in_english(page: Page, served: str):
    page.goto(served + "/komponen/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_it_is_not_shown_on_a_real_site(page: Page, served: str, settings):
    settings.DEMONSTRATION = False
    response = page.goto(served + "/komponen/")
    assert response is not None
    assert response.status == 404
    assert_accessible(page)
