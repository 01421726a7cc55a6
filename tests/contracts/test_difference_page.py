"""The table of docs/algorithms/difference_v1.md is what the engine computes."""

import re
from pathlib import Path

from pranata.assessment.regulations import load
from pranata.engine.difference import difference
from pranata.engine.scoring import score

PAGE = (Path(__file__).resolve().parents[2] / "docs/algorithms/difference_v1.md").read_text(encoding="utf-8")
LINES = re.findall(r"^\| (\d+) \| (\S+) \| (\d) \| (\d) \| (\S+) \|$", PAGE, re.M)


def test_the_worked_table_is_computed_and_adds_up():
    regulation = load("spbe-2020")
    cases = {case.year: case for case in regulation.cases if case.year in (2022, 2023)}
    found = difference(*(score(regulation.instrument, cases[year].levels) for year in (2022, 2023)))
    shown = [(m.number, str(m.weight), str(m.before), str(m.after), str(m.effect)) for m in found.moved]
    assert len(LINES) == 5
    assert shown[:5] == LINES
    assert str(found.index) in PAGE
