"""The kit's own eyes: what a journey does not see, no journey proves."""

import pytest
from playwright.sync_api import Page

from pranata.foundation.testing.browser import assert_accessible

pytestmark = pytest.mark.journey

PAGE = """<!doctype html><html lang="id"><head><title>Uji</title><style>
.dark { color: #222 } .pale { color: #ccc } .off .dark { color: #ccc }
</style></head><body><main><h1 class="dark">Uji</h1>%s</main></body></html>"""


def shown(page: Page, body: str) -> Page:
    page.set_content(PAGE % body)
    return page


def test_a_good_page_passes_however_often_it_is_looked_at(page: Page):
    for _ in range(2):
        assert_accessible(shown(page, '<p class="dark">Terbaca</p>'))


@pytest.mark.parametrize(
    "body",
    [
        '<p class="pale">Pucat</p>',
        '<div class="off"><p class="dark">Pucat karena sekitarnya</p></div>',
        '<p class="dark" style="color: #ccc">Pucat karena gayanya sendiri</p>',
    ],
    ids=["kelas", "induk", "gaya"],
)
def test_pale_text_is_found_after_good_pages_and_found_again(page: Page, body: str):
    assert_accessible(shown(page, '<p class="dark">Terbaca</p>'))
    for _ in range(2):
        with pytest.raises(AssertionError, match="color-contrast"):
            assert_accessible(shown(page, body))


def test_other_faults_are_found_on_every_page(page: Page):
    for _ in range(2):
        with pytest.raises(AssertionError, match="image-alt"):
            assert_accessible(shown(page, '<img src="data:,">'))
