"""The tamper score: each of the twelve attacks is made, and its outcome is the one the documents give."""

import re

import pytest
from tests.architecture.gate import ROOT
from tools.attacks import PAGE, table

from pranata.ledger.tests.attacks import ATTACKS, SILENT, scored
from pranata.ledger.tests.logs import Log

THREATS = (ROOT / "THREAT_MODEL.md").read_text(encoding="utf-8")
WRITTEN = PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("number", range(1, len(ATTACKS) + 1))
def test_each_attack_ends_as_the_page_says(number, committed_db, tmp_path):
    log = Log(committed_db, tmp_path)
    try:
        score = scored(number, ATTACKS[number - 1](log))
    finally:
        log.close()
    assert table([score]).splitlines()[2] in WRITTEN, "run: make attacks"
    assert score.verdict != SILENT or score.attack in THREATS


def test_there_are_twelve_and_the_page_has_no_other():
    assert len(ATTACKS) == 12
    assert len(re.findall(r"^\| \d+ \|", WRITTEN, re.MULTILINE)) == 12


def test_the_threat_model_names_what_is_silent_and_nothing_that_is_not():
    silent = re.findall(r"^\| \d+ \| (.*?) \| silent \|", WRITTEN, re.MULTILINE)
    assert len(silent) == 1
    assert all(attack in THREATS for attack in silent)
