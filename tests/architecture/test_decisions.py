"""Each decision has a number of its own, and its page says the same as its name."""

import re
from collections import Counter

from tests.architecture.gate import ROOT

PAGES = sorted((ROOT / "docs/adr").glob("*.md"))


def test_no_two_decisions_have_one_number():
    numbers = Counter(page.name[:4] for page in PAGES)
    assert [number for number, pages in numbers.items() if pages > 1] == []


def test_title_and_status_are_where_a_reader_looks_for_them():
    first = re.compile(r"# (\d+)\. .+\n\nStatus: (?:accepted|superseded by \[?\d+)")
    odd = [
        page.name
        for page in PAGES
        if not (found := first.match(page.read_text("utf-8"))) or int(found[1]) != int(page.name[:4])
    ]
    assert odd == []
