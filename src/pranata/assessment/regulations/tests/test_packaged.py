"""The regulations we ship hold what they must, and say how sure they are."""

from fractions import Fraction

import pytest

from pranata.assessment.regulations import UnknownInstrument, available, load
from pranata.assessment.regulations.values import Cited
from pranata.engine.scoring import Basis, Certainty

every_regulation = pytest.mark.parametrize(
    "regulation", [load(name) for name in available()], ids=lambda r: r.id
)


def test_the_newest_instrument_comes_first():
    assert available()[:3] == ("pemdi-2026", "spbe-2020", "spbe-2018")


def test_an_instrument_nobody_knows_is_refused():
    with pytest.raises(UnknownInstrument):
        load("spbe-1998")


def test_loading_twice_gives_the_same_object():
    assert load("spbe-2020") is load("spbe-2020")


@pytest.mark.parametrize(
    ("name", "indicators", "aspects", "domains"),
    [("spbe-2020", 47, 8, 4), ("spbe-2018", 37, 7, 3), ("pemdi-2026", 20, 7, 1)],
)
def test_it_has_all_its_parts(name, indicators, aspects, domains):
    instrument = load(name).instrument
    assert (len(instrument.indicators), len(instrument.aspects), len(instrument.domains)) == (
        indicators,
        aspects,
        domains,
    )


@every_regulation
def test_all_weights_together_are_a_hundred(regulation):
    assert regulation.instrument.weight == 100


@every_regulation
def test_every_level_of_every_indicator_says_what_it_asks(regulation):
    level_range = regulation.scoring.level_range
    levels = range(int(level_range.minimum), int(level_range.maximum) + 1)
    for item in regulation.indicators:
        assert tuple(item.levels) == tuple(levels), item.number
        assert all(criteria.requirements for criteria in item.levels.values()), item.number
        assert item.evidence, item.number
        assert item.typical_opd, item.number


def cited_values(document, path=""):
    if isinstance(document, Cited):
        yield path, document
    if hasattr(type(document), "model_fields"):
        for name in type(document).model_fields:
            yield from cited_values(getattr(document, name), f"{path}.{name}")
    elif isinstance(document, tuple):
        for position, item in enumerate(document):
            yield from cited_values(item, f"{path}[{position}]")
    elif hasattr(document, "items"):
        for key, item in document.items():
            yield from cited_values(item, f"{path}.{key}")


@every_regulation
def test_every_value_that_is_not_uncertain_names_its_source(regulation):
    parts = (regulation.head, regulation.scoring, regulation.process, regulation.structure)
    for path, value in cited_values((*parts, *regulation.aspect_files.values())):
        assert value.citations or value.certainty is Certainty.UNCERTAIN, f"{regulation.id}{path}"


def test_the_weights_of_2018_that_do_not_end_are_exact():
    regulation = load("spbe-2018")
    numbers = ["32", "33", "34", "35-1", "35-2", "35-3"]
    assert {regulation.criteria(number).weight for number in numbers} == {Fraction(20, 6)}
    assert regulation.criteria("35-2").official_number == "35"


def test_level_zero_exists_in_2018_only():
    assert load("spbe-2018").instrument.score.minimum == 0
    assert load("spbe-2020").instrument.score.minimum == 1


def test_the_comparison_is_a_dated_entry_and_a_guess_where_no_year_is_known():
    instrument = load("spbe-2020").instrument
    assert instrument.comparison(2023).basis is Basis.ROUNDED
    assert instrument.comparison(2024).basis is Basis.EXACT
    for year in (2021, 2022, 2025, None):
        assert instrument.comparison(year).certainty is Certainty.UNCERTAIN


def test_pemdi_says_of_every_value_that_it_is_uncertain():
    regulation = load("pemdi-2026")
    parts = (regulation.head, regulation.scoring, regulation.process, regulation.structure)
    assert regulation.is_uncertain
    for path, value in cited_values((*parts, *regulation.aspect_files.values())):
        assert value.certainty is Certainty.UNCERTAIN, path


def test_pemdi_takes_decimals_and_has_no_domains():
    instrument = load("pemdi-2026").instrument
    assert instrument.score.allows(Fraction("1.26"))
    assert not instrument.has_domains


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("spbe-2020", "a437bc9c8d1ed06d7871fc59792ebaf0eeb9eab85d4469e014256e42693d7c56"),
        ("spbe-2018", "53370fd8c1e30900432d7d1fdd7fd12c1d0707e3cca70d49ff175ada0ee9d4be"),
        ("pemdi-2026", "5bca05883dda1f130acaa33923b0177ceb0c70d59ee91c595d7c0481d932ef6e"),
    ],
)
def test_the_arithmetic_of_a_published_instrument_stays_as_it_is(name, digest):
    # Published results name this digest. If it moves, a new rule was written over an old one.
    assert load(name).instrument.digest == digest
