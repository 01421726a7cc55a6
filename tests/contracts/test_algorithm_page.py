"""The tables of docs/algorithms/weighted_mean_v1.md are what the engine computes."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from pranata.assessment.regulations import load
from pranata.engine.scoring import ALGORITHM, display, judge, score

PAGE = (Path(__file__).resolve().parents[2] / f"docs/algorithms/{ALGORITHM}.md").read_text(encoding="utf-8")
PARTS = re.findall(r"^\| (aspect|domain|index) ?(\S*) \| (\S+) \| (\S+) \| (\S+) \|$", PAGE, re.M)
BOUNDS = re.findall(r"^\| (\d\.\d{4}) \| (\S+) \| ([\w ]+) \| ([\w ]+) \| (\d{4}): ([\w ]+) \|$", PAGE, re.M)


@pytest.fixture(scope="module")
def bandar_lampung():
    regulation = load("spbe-2020")
    case = next(case for case in regulation.cases if case.year == 2023)
    return score(regulation.instrument, case.levels, year=2023)


def test_both_tables_are_found():
    assert (len(PARTS), len(BOUNDS)) == (13, 2)


@pytest.mark.parametrize(("kind", "number", "weight", "exact", "shown"), PARTS)
def test_every_line_of_the_worked_table_is_computed(bandar_lampung, kind, number, weight, exact, shown):
    steps = {step.id: step for step in bandar_lampung.trace.steps}
    step = steps[f"{kind}:{number}" if number else kind]
    assert (str(step.weight), str(step.value), display(step.value)) == (weight, exact, shown)


@pytest.mark.parametrize(("exact", "shown", "by_rounded", "by_exact", "year", "published"), BOUNDS)
def test_every_line_at_a_bound_is_judged(exact, shown, by_rounded, by_exact, year, published):
    verdict = judge(load("spbe-2020").instrument, Fraction(exact), int(year))
    assert display(Fraction(exact)) == shown
    assert (verdict.rounded, verdict.exact, verdict.applied) == (by_rounded, by_exact, published)
