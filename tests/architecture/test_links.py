"""A link in the documentation leads somewhere: the file is there, and so is the heading."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.architecture.gate import ROOT, kept_files

PAGES = [p for p in kept_files() if p.suffix == ".md"]
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def links(page: Path) -> Iterator[str]:
    """Yield the links of a page that stay inside the repository."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    found = INLINE.findall(text) + REFERENCE.findall(text)
    return (target for target in found if not ELSEWHERE.match(target))


def broken(page: Path) -> list[str]:
    """Return the links of a page that lead nowhere."""
    return [link for link in links(page) if not _leads_somewhere(page, link)]


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = (page.parent / unquote(name)).resolve() if name else page
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in headings(target)


def headings(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as forges make them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+\s+(.+?)\s*#*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_its_links_lead_somewhere(page: Path):
    found = [f"{page.relative_to(ROOT)}: {link}" for link in broken(page)]
    assert found == []


class TestTheGateItself:
    @pytest.mark.parametrize("link", ["gone.md", "a.md#gone", "#gone", "img/gone.png", "./gone/"])
    def test_it_sees_a_link_that_leads_nowhere(self, link, tmp_path):
        page = tmp_path / "a.md"
        page.write_text(f"# Here\n\nSee [there]({link}).\n")
        assert broken(page) == [link]

    def test_it_sees_a_reference_that_leads_nowhere(self, tmp_path):
        (tmp_path / "a.md").write_text("See [there].\n\n[there]: gone.md\n")
        assert broken(tmp_path / "a.md") == ["gone.md"]

    def test_it_lets_good_links_and_examples_pass(self, tmp_path):
        page = tmp_path / "a.md"
        page.write_text(
            "# The `house`, built\n[x](#the-house-built) [y](https://a.b) [z](a.md)\n```\n[n](no)\n```\n"
        )
        assert broken(page) == []
