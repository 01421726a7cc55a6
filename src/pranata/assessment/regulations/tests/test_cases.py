"""Every case of every instrument comes out as its source has it."""

import json
import time
from pathlib import Path

import pytest

from pranata.assessment import regulations
from pranata.assessment.regulations import available, differences, load
from pranata.assessment.regulations.cases import Case
from pranata.engine.scoring import replay, score

CASES = [(load(name).instrument, case) for name in available() for case in load(name).cases]
COMPLETE = [
    (instrument, case) for instrument, case in CASES if case.levels.keys() == instrument.by_number.keys()
]


def named(value):
    return value.name if isinstance(value, Case) else None


@pytest.mark.parametrize(("instrument", "case"), CASES, ids=named)
def test_it_comes_out_as_published(instrument, case):
    assert differences(instrument, case) == ()


@pytest.mark.parametrize(("instrument", "case"), COMPLETE, ids=named)
def test_the_score_agrees_with_the_case_and_replays(instrument, case):
    found = score(instrument, case.levels, year=case.year)
    document = found.to_document()
    assert document["index"] == case.expect.index
    assert found.index == case.expect.index_exact == replay(found.trace.to_document())
    assert document["aspects"] == dict(case.expect.aspects)
    assert document["domains"] == dict(case.expect.domains)


def test_the_published_results_of_bandar_lampung_and_denpasar_are_all_there():
    assert len(COMPLETE) == 4
    assert len(CASES) == 8


def test_a_case_that_departs_says_where():
    instrument, case = COMPLETE[0]
    wrong = case.expect.model_copy(
        update={"index": "5.00", "aspects": {"1": "5.00"}, "predikat": "Memuaskan"}
    )
    assert len(differences(instrument, case.model_copy(update={"expect": wrong}))) == 3


def test_a_score_of_47_indicators_takes_a_fraction_of_a_millisecond():
    instrument, case = COMPLETE[0]
    levels = {number: int(level) for number, level in case.levels.items()}
    score(instrument, levels)
    started = time.process_time()
    for _ in range(200):
        score(instrument, levels)
    # The bench holds 0.3 ms; on a busy test machine only the order of magnitude is certain.
    assert (time.process_time() - started) / 200 < 0.0015


def test_the_cases_hold_the_same_levels_as_the_results_the_portal_shows():
    file = Path(regulations.__file__).parents[1] / "data" / "published_cases.json"
    published = {entry["id"]: entry for entry in json.loads(file.read_text(encoding="utf-8"))}
    for _, case in COMPLETE:
        entry = published.pop(case.id)
        assert {number: int(level) for number, level in case.levels.items()} == entry["levels"]
        assert (case.expect.index, case.year) == (entry["published"]["index"], entry["year"])
    assert published == {}
