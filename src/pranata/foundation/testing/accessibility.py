"""What axe-core says of a page in a browser, asked so that the same text is not judged a thousand times.

Contrast took four fifths of axe's time. Texts of one kind (the same classes and states of all elements around
them) look alike, so a kind that was found good in a run is not judged again, by any worker of the run; of a
kind that is new, two are: a table has the same cell in each of its rows.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from pranata.foundation.environment import Environment

Violations = list[dict[str, Any]]


class Look(NamedTuple):
    """What colours depend on besides the page."""

    dark: bool
    width: int


# The two rules that read colours: of a text, and of a link in a text.
BY_COLOUR = ["color-contrast", "link-in-text-block"]
# Without `preload` axe leaves out the one rule that reads style sheets by itself (locked orientation): ours
# has no such rule, and reading it took a sixth of the time.
BUT_COLOUR = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {rule: {"enabled": False} for rule in BY_COLOUR},
}
COLOUR = {"resultTypes": ["violations"], "preload": False, "runOnly": BY_COLOUR}

# Kinds of text found good so far, as numbers.
_GOOD: dict[Look, set[int]] = {}
_KINDS_OF_TEXT = """() => {
  const states = [':disabled', ':checked', ':invalid', '[open]', '[hidden]', ':placeholder-shown'];
  const known = new Map();
  const mix = (h, text) => { for (const c of text) h = Math.imul(h ^ c.codePointAt(0), 16777619); return h; };
  const speaks = e => e.matches('input,select,textarea')
    || [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  const kind = e => {
    if (!e || e === document) return 2166136261;
    if (!known.has(e)) {
      const counts = a => /^(class|style|type|role)$/.test(a.name)
        || (/^(aria|data)-/.test(a.name) && a.value.length < 60);
      const own = [...e.attributes].filter(counts).map(a => a.name + '=' + a.value).sort();
      const is = states.filter(state => e.matches(state));
      const amid = e.tagName === 'A' && speaks(e.parentElement) ? ['in a text'] : [];
      known.set(e, mix(kind(e.parentElement), [e.tagName, ...own, ...is, ...amid].join('|')));
    }
    return known.get(e);
  };
  const shown = e => speaks(e) && e.checkVisibility({opacityProperty: true, visibilityProperty: true});
  window.pranataTexts = [...document.body.querySelectorAll('*')].filter(shown).map(e => [e, kind(e)]);
  return [...new Set(window.pranataTexts.map(([_, number]) => number))];
}"""
_MARK = """fresh => { const wanted = new Map(fresh.map(number => [number, 2]));
  for (const [e, number] of window.pranataTexts) if (wanted.get(number) > 0) {
    e.dataset.fresh = '';
    wanted.set(number, wanted.get(number) - 1);
  } }"""
_UNMARK = "() => document.querySelectorAll('[data-fresh]').forEach(e => delete e.dataset.fresh)"


def violations(page: Page) -> Violations:
    """Return what axe finds wrong with a page as it stands in its browser now."""
    # Half a mebibyte to send and to read: once for each page.
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    return _asked(page, None, BUT_COLOUR) + _of_colours(page)


def _asked(page: Page, within: dict[str, Any] | None, options: dict[str, Any]) -> Violations:
    ask = "([within, options]) => axe.run(within || document, options).then(found => found.violations)"
    found: Violations = page.evaluate(ask, [within, options])
    return found


def _of_colours(page: Page) -> Violations:
    look = _look(page)
    good = _GOOD.setdefault(look, set())
    kinds = set(page.evaluate(_KINDS_OF_TEXT))
    if kinds - good:
        _hear_of_others()
    fresh = kinds - good
    if not fresh:
        return []
    page.evaluate(_MARK, list(fresh))
    found = _asked(page, {"include": ["[data-fresh]"]}, COLOUR)
    page.evaluate(_UNMARK)
    if not found:
        good |= fresh
        _tell_others(look, fresh)
    return found


def _look(page: Page) -> Look:
    dark = bool(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
    return Look(dark, (page.viewport_size or {"width": 0})["width"])


def _told() -> Path | None:
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    return Environment.of_process().home / f"contrast-{run}" if run else None


def _hear_of_others() -> None:
    told = _told()
    if told and told.exists():
        for line in told.read_text().splitlines(keepends=True):
            if line.endswith("\n"):  # otherwise somebody writes it just now
                dark, width, *kinds = map(int, line.split())
                _GOOD.setdefault(Look(bool(dark), width), set()).update(kinds)


def _tell_others(look: Look, kinds: Iterable[int]) -> None:
    told = _told()
    if told:
        line = " ".join(map(str, [int(look.dark), look.width, *kinds])) + "\n"
        # One write to the end of the file: a line of another worker comes before or after it, never within.
        with told.open("ab", buffering=0) as file:
            file.write(line.encode())


def forget_what_was_told() -> None:
    """Remove what the workers of this run told each other. For the end of a run."""
    if told := _told():
        told.unlink(missing_ok=True)
