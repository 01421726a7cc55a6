"""The reference of acts is what the program declares, and misses nothing of it."""

from tools.actions import PAGE, page

from pranata.ledger.actions import known_actions


def test_the_page_is_the_one_that_the_generator_writes():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tools.actions"


def test_every_declared_action_is_on_the_page():
    written = page()
    declared = {code for code in known_actions() if not code.startswith("uji.")}
    assert declared
    assert [code for code in sorted(declared) if f"| `{code}` |" not in written] == []
