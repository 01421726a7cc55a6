"""The table of docs/algorithms/cumulative_checklist_v1.md is what the engine computes."""

import re
from pathlib import Path

import pytest

from pranata.assessment.checklist import climbed

PAGE = Path(__file__).resolve().parents[2] / "docs/algorithms/cumulative_checklist_v1.md"
LINE = r"^\| ([\d. –]+) \| ([\d. –]+) \| (\d) \| (\d|–) \| (yes|no) \|$"
LINES = re.findall(LINE, PAGE.read_text(encoding="utf-8"), re.M)


def test_the_table_is_found():
    assert len(LINES) == 5


@pytest.mark.parametrize(("met", "unmet", "level", "held_at", "decided"), LINES)
def test_every_line_is_computed(met, unmet, level, held_at, decided):
    verdicts = dict.fromkeys(re.findall(r"\d\.\d", met), "met")
    verdicts |= dict.fromkeys(re.findall(r"\d\.\d", unmet), "not_met")
    found = climbed("spbe-2020", "11", verdicts)
    assert (str(found.level), str(found.held_at or "–"), found.is_decided) == (
        level,
        held_at,
        decided == "yes",
    )
