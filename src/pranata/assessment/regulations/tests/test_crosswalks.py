"""Crosswalks: complete on both sides, never surer than what they rest on, read in both directions."""

from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

from pranata.assessment.regulations import (
    Crosswalk,
    RegulationInvalid,
    Relation,
    UnknownCrosswalk,
    crosswalk,
    crosswalks,
    crosswalks_of,
    load_crosswalk,
)
from pranata.assessment.regulations.folders import crosswalk_files
from pranata.engine.scoring import Certainty

Document: TypeAlias = dict[str, Any]


@pytest.fixture
def shipped() -> Document:
    (path,) = [path for path in crosswalk_files() if path.stem == "spbe-2018_spbe-2020"]
    document: Document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def written(folder: Path, document: Document) -> Path:
    path = folder / "spbe-2018_spbe-2020.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path


def test_each_instrument_is_joined_to_the_next_and_every_indicator_is_mentioned():
    assert crosswalks() == (("spbe-2020", "pemdi-2026"), ("spbe-2018", "spbe-2020"))
    for earlier, later in crosswalks():
        forward = crosswalk(earlier, later)
        paired = {match.source for match in forward.matches}
        assert paired | {lone.number for lone in forward.left} == {
            item.number for item in forward.source.indicators
        }
    assert [walk.target.id for walk in crosswalks_of("spbe-2020")] == ["pemdi-2026", "spbe-2018"]


def test_nothing_toward_an_unconfirmed_instrument_is_more_than_uncertain():
    walk = crosswalk("spbe-2020", "pemdi-2026")
    assert walk.is_uncertain
    assert set(walk.certainties) == {Certainty.UNCERTAIN}


def test_read_backwards_what_was_broader_is_narrower_and_what_is_not_covered_is_unsaid():
    (forward,) = crosswalk("spbe-2018", "spbe-2020").from_source("25")
    (back,) = crosswalk("spbe-2020", "spbe-2018").from_source("37")
    assert (forward.relation, back.relation) == (Relation.BROADER, Relation.NARROWER)
    assert forward.not_covered
    assert not back.not_covered
    assert crosswalk("spbe-2020", "spbe-2018").left == crosswalk("spbe-2018", "spbe-2020").fresh


def test_a_level_is_carried_only_where_the_same_is_asked_on_the_same_scale():
    walk = crosswalk("spbe-2018", "spbe-2020")
    (same,) = walk.from_source("21")
    assert same.relation is Relation.SAME
    assert not walk.carries_level(same)
    within = Crosswalk(file=walk.file, source=walk.target, target=walk.target)
    assert within.carries_level(same)
    (broader,) = walk.from_source("25")
    assert not within.carries_level(broader)


def test_what_is_not_joined_is_unknown():
    for pair in (("spbe-2018", "pemdi-2026"), ("spbe-2020", "spbe-2020"), ("spbe-1998", "spbe-2020")):
        with pytest.raises(UnknownCrosswalk):
            crosswalk(*pair)


def spoiled(document: Document, fault: str) -> Document:
    pair = document["pairs"][0]
    if fault == "indicator 1 is not mentioned":
        document["pairs"] = document["pairs"][1:]
    elif fault == "has no indicator 99":
        pair["later"] = "99"
    elif fault == "is said twice":
        document["without_later"][0]["indicators"].append("1")
    elif fault == "occurs twice":
        document["pairs"].append(dict(pair))
    elif fault == "surer than the instruments":
        pair["certainty"] = "official"
    elif fault == "no source for the citation":
        pair["citations"] = ["ingatan:hal.1"]
    elif fault == "a full stop":
        pair["ground"] = "Mirip"
    elif fault == "not_covered goes with":
        pair["not_covered"] = ""
    return document


@pytest.mark.parametrize(
    "fault",
    [
        "indicator 1 is not mentioned",
        "has no indicator 99",
        "is said twice",
        "occurs twice",
        "surer than the instruments",
        "no source for the citation",
        "a full stop",
        "not_covered goes with",
        "is not the file's name",
    ],
)
def test_a_fault_is_named_with_its_file(tmp_path: Path, shipped: Document, fault: str):
    path = written(tmp_path, spoiled(shipped, fault))
    if fault == "is not the file's name":
        path = path.rename(tmp_path / "lain.yaml")
    with pytest.raises(RegulationInvalid, match=fault) as refused:
        load_crosswalk(path)
    assert path.name in str(refused.value)
