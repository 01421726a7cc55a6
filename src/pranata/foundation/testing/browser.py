"""A real Chromium for journeys: fixtures, accessibility, weight and screenshots.

    @pytest.mark.journey
    @every_view
    def test_the_front_page_is_open_to_everyone(page, served):
        page.goto(served + "/")
        assert_accessible(page)
        assert_fits(page)

Chromium is the system's (`CHROMIUM` names another). Nothing here reaches beyond loopback.
"""

import gzip
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Playwright, Response, sync_playwright

from pranata.foundation.testing.accessibility import forget_what_was_told, violations

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    # No process of its own to draw in: it would be one more to start and to talk to.
    "--in-process-gpu",
]
# The one without windows of its own is the same engine for a third of the processor's time.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# How each page that is open is seen.
_SEEN_AS: "WeakKeyDictionary[Page, View]" = WeakKeyDictionary()
GUIDE_IMAGES = Path(__file__).resolve().parents[4] / "docs/guide/images"
BUDGET = 100 * 1024
ALREADY_COMPRESSED = (".woff2", ".png", ".jpg", ".webp")


@dataclass(frozen=True)
class View:
    """How a page is looked at. What is asserted of a page is asserted in the view `beside` it as well."""

    width: int = 1440
    theme: str = "light"
    beside: "View | None" = None

    def __str__(self) -> str:
        return f"{self.width}-{'gelap' if self.theme == 'dark' else 'terang'}"

    @property
    def height(self) -> int:
        return 780 if self.width < 768 else 900

    @property
    def scheme(self) -> Literal["dark", "light"]:
        return "dark" if self.theme == "dark" else "light"


# Colours differ by theme and places by width: a light phone and a dark desk show each of them once. Who acts
# does so on the phone, where there is least room; the page is then looked at as the desk shows it, and acted
# on again on the phone. Acting on a desk is what all other journeys do. Pictures are taken in four views.
DESK = View(1440, "dark")
TAKES_PICTURES = bool(os.environ.get("PRANATA_SHOTS"))
PICTURED_AS = [View(360), DESK, View(360, "dark"), View(1440)]
VIEWS = PICTURED_AS if TAKES_PICTURES else [View(360, beside=DESK)]
every_view = pytest.mark.parametrize("page", VIEWS, indirect=True, ids=str)


def chromium_path() -> str:
    """Return where Chromium is, or an empty text."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, PROGRAMS)), "")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run. A missing one fails the journeys with what to install."""
    path = chromium_path()
    if not path:
        pytest.fail(
            "Chromium tidak ada. Debian/Ubuntu: apt-get install chromium-headless-shell; atau isi CHROMIUM."
        )
    # Playwright runs a loop in this thread; Django's ORM in the test itself is still synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = _launched(playwright, path)
        yield browser
        browser.close()
    forget_what_was_told()


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page, 1440 px and light unless parametrised with a `View`; any script fault fails the test."""
    view: View = getattr(request, "param", None) or View()
    opened = open_page(chromium, view)
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda m: faults.append(m.text) if "Content Security Policy" in m.text else None)
    yield opened
    opened.context.close()
    assert not faults, faults


def open_page(browser: Browser, view: View) -> Page:
    """Open a page in a context of its own (own cookies): for a second person in the same journey."""
    context = browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme=view.scheme,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        reduced_motion="reduce",
    )
    opened = context.new_page()
    opened.set_default_timeout(30_000)  # a busy machine is no fault of the page
    _SEEN_AS[opened] = view
    return opened


@contextmanager
def seen_as(page: Page, view: View) -> Iterator[None]:
    """Let an open page be seen in another view for the block, without loading it again."""
    before = _SEEN_AS.get(page, View())
    _turn(page, view)
    try:
        yield
    finally:
        _turn(page, before)


def follow(page: Page, control: Locator) -> None:
    """Click a control that leads to another page and return when that page has loaded.

    A click alone returns before the answer is there: what looks at the page next would see the old one,
    none at all, or cut the request short by going elsewhere.
    """
    with page.expect_navigation():
        control.click()


def assert_accessible(page: Page, *, unfold: bool = True) -> None:
    """Fail on any violation axe-core finds (WCAG 2.2 A and AA, best practices), with everything unfolded."""
    if unfold:
        _unfold(page)
    _in_each_view(page, _assert_no_violation)


def assert_looks(page: Page) -> None:
    """Fail when the page does not fit its view, folded or unfolded, or is not accessible in it."""
    _assert_nothing_sticks_out(page)
    _unfold(page)
    _in_each_view(page, _assert_it_fits_and_is_accessible)


def _unfold(page: Page) -> None:
    page.eval_on_selector_all("details:not(.pr-menu)", "all => all.forEach(d => d.open = true)")


def _assert_it_fits_and_is_accessible(page: Page) -> None:
    _assert_nothing_sticks_out(page)
    _assert_no_violation(page)


def assert_fits(page: Page) -> None:
    """Fail when the page scrolls sideways; name the elements that stick out."""
    _in_each_view(page, _assert_nothing_sticks_out)


def _in_each_view(page: Page, check: Callable[[Page], None]) -> None:
    check(page)
    beside = _SEEN_AS.get(page, View()).beside
    if beside:
        with seen_as(page, beside):
            check(page)


def _turn(page: Page, view: View) -> None:
    page.set_viewport_size({"width": view.width, "height": view.height})
    page.emulate_media(color_scheme=view.scheme)
    _SEEN_AS[page] = view


def _assert_nothing_sticks_out(page: Page) -> None:
    wide: list[str] = page.evaluate(
        """() => { const w = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= w) return [];
        const right = e => Math.round(e.getBoundingClientRect().right);
        return [...document.querySelectorAll('body *')].filter(e => right(e) > w + 1)
          .slice(0, 8).map(e => `${e.tagName}.${e.className} ${right(e)}`); }"""
    )
    assert not wide, wide


def page_weight(page: Page, address: str) -> int:
    """Load the address afresh and return the bytes of its first view as compressed on the wire.

    Fails above 100 KB and on any request that leaves our own host.
    """
    responses: list[Response] = []

    def listen(response: Response) -> None:
        responses.append(response)

    page.on("response", listen)
    page.goto(address, wait_until="networkidle")
    page.remove_listener("response", listen)
    ours = urlsplit(address).netloc
    strangers = [r.url for r in responses if urlsplit(r.url).netloc != ours and not r.url.startswith("data:")]
    assert not strangers, f"Permintaan ke pihak ketiga: {strangers}"
    weights = {urlsplit(r.url).path: _compressed(r) for r in responses if not r.url.startswith("data:")}
    total = sum(weights.values())
    assert total <= BUDGET, f"{total} byte: {weights}"
    return total


def screenshot(page: Page, name: str) -> Path:
    """Write the whole page to `docs/guide/images/<name>.png` when `PRANATA_SHOTS=1` asks for new pictures.

    Otherwise nothing is written: a test run leaves the checkout as it was. A dark picture (`…-gelap`) is
    renewed where one stands and not added by itself: the guide shows few.
    """
    target = GUIDE_IMAGES / f"{name}.png"
    if TAKES_PICTURES and (target.exists() or not name.endswith("-gelap")):
        GUIDE_IMAGES.mkdir(parents=True, exist_ok=True)
        picture = Image.open(BytesIO(_whole(page)))
        # 256 colours: a third of the bytes, and the repository keeps every version of every picture.
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


def _whole(page: Page) -> bytes:
    """Picture a page in a window as tall as it is: a bar that sticks to the window would cover its middle."""
    size = page.viewport_size or {"width": View().width, "height": View().height}
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    page.evaluate("scrollTo(0, 0)")
    taken = page.screenshot(full_page=True)
    page.set_viewport_size(size)
    return taken


def _launched(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def _assert_no_violation(page: Page) -> None:
    report = [
        f"{v['id']} ({v['impact']}): {v['help']}: {[node['html'][:160] for node in v['nodes'][:4]]}"
        for v in violations(page)
    ]
    assert not report, "\n".join(report)


def _compressed(response: Response) -> int:
    body = response.body()
    if urlsplit(response.url).path.endswith(ALREADY_COMPRESSED):
        return len(body)
    return len(gzip.compress(body, 6))
