"""Instruments and the calculator in a real browser: from a requirement to the index it brings."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pranata.foundation.testing.browser import (
    assert_looks,
    every_view,
    page_weight,
    screenshot,
)

pytestmark = pytest.mark.journey

CASE = "pemerintah-kota-bandar-lampung-2023"
PAGES = {
    "instrumen": "/instrumen/",
    "instrumen-rinci": "/instrumen/spbe-2020/",
    "instrumen-pemdi": "/instrumen/pemdi-2026/",
    "instrumen-indikator": "/instrumen/spbe-2020/indikator/11/",
    "instrumen-perubahan": "/instrumen/perubahan/",
    "instrumen-indikator-2018": "/instrumen/spbe-2018/indikator/35-1/",
    "kalkulator": f"/kalkulator/?contoh={CASE}&tahun=2023",
    "kalkulator-kosong": "/kalkulator/",
    "kalkulator-pemdi": "/kalkulator/?instrumen=pemdi-2026",
}


@every_view
def test_every_page_is_accessible_and_fits(page: Page, served: str, request: pytest.FixtureRequest):
    view = request.node.callspec.id
    for name, address in PAGES.items():
        page.goto(served + address)
        if view.endswith("terang"):
            screenshot(page, f"{name}-{view}")
        assert_looks(page)


@pytest.mark.parametrize("name", ["instrumen-rinci", "instrumen-indikator", "kalkulator"])
def test_no_page_is_heavy_or_asks_anybody_else(page: Page, served: str, name: str):
    page_weight(page, served + PAGES[name])


def choose(page: Page, indicator: str, level: int) -> None:
    page.locator(f'input[name="t-{indicator}"][value="{level}"]').check(force=True)


def test_the_index_follows_each_choice_without_a_button(page: Page, served: str):
    page.goto(served + "/kalkulator/")
    choose(page, "11", 2)
    expect(page.locator("#hasil")).to_contain_text("1 dari 47 indikator terisi")
    expect(page.locator("#hasil")).to_contain_text("1,0250")
    choose(page, "11", 5)
    expect(page.locator("#hasil")).to_contain_text("1,1000")


def test_the_published_levels_give_the_published_index_and_its_file(page: Page, served: str, tmp_path: Path):
    page.goto(served + PAGES["kalkulator"])
    expect(page.locator("#hasil")).to_contain_text("2,1545")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="JSON").click()
    waiting.value.save_as(tmp_path / "jejak.json")
    assert json.loads((tmp_path / "jejak.json").read_text())["result"]["index_exact"] == "4309/2000"


def test_a_pasted_column_fills_the_form(page: Page, served: str):
    page.goto(served + "/kalkulator/")
    page.get_by_text("Tempel atau unggah sekaligus").click()
    page.get_by_label("Tempel dari lembar kerja").fill("\n".join(["3"] * 47))
    page.get_by_role("button", name="Masukkan ke isian").click()
    expect(page.locator("#hasil")).to_contain_text("3,00")


def test_a_bad_paste_says_so_and_keeps_the_choice(page: Page, served: str):
    page.goto(served + "/kalkulator/")
    choose(page, "20", 4)
    page.get_by_text("Tempel atau unggah sekaligus").click()
    page.get_by_label("Tempel dari lembar kerja").fill("1\t7")
    page.get_by_role("button", name="Masukkan ke isian").click()
    expect(page.get_by_role("alert")).to_contain_text("Belum dapat dibaca")
    expect(page.locator('input[name="t-20"][value="4"]')).to_be_checked()


def test_it_computes_without_scripts(served: str, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "/kalkulator/")
    choose(page, "11", 5)
    page.get_by_role("button", name="Hitung").click()
    expect(page.locator("#hasil")).to_contain_text("1,1000")
    context.close()
