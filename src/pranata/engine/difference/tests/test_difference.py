"""What lies between two results: nothing is left over, whatever the levels are."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pranata.engine.difference import DifferentInstruments, difference
from pranata.engine.scoring import OnMissing, score
from pranata.engine.scoring.tests.sample import LEVELS, make_instrument

STEPPED = make_instrument(minimum=0)
DECIMAL = make_instrument(step=None)
decimal = st.fixed_dictionaries(
    {number: st.fractions(min_value=1, max_value=5, max_denominator=1000) for number in LEVELS}
)


@given(before=decimal, after=decimal)
def test_the_effects_of_the_indicators_are_exactly_the_difference(before, after):
    found = difference(score(DECIMAL, before), score(DECIMAL, after))
    total = sum((item.effect for item in found.moved), Fraction(0))
    assert total == found.index == score(DECIMAL, after).index - score(DECIMAL, before).index
    assert sum((part.effect for part in found.aspects), Fraction(0)) == total
    assert sum((part.effect for part in found.domains), Fraction(0)) == total


@given(before=decimal, after=decimal)
def test_back_is_there_turned_round(before, after):
    there = difference(score(DECIMAL, before), score(DECIMAL, after))
    back = difference(score(DECIMAL, after), score(DECIMAL, before))
    assert {(m.number, m.effect) for m in there.moved} == {(m.number, -m.effect) for m in back.moved}


def test_only_what_moved_is_named_and_the_largest_effect_stands_first():
    found = difference(score(STEPPED, LEVELS), score(STEPPED, {**LEVELS, "1": 2, "4": 0}))
    assert [(item.number, int(item.step)) for item in found.moved] == [("4", -4), ("1", 1)]
    assert (len(found.raised), len(found.lowered)) == (1, 1)
    assert found.moved[1].expression == "10/3 × (2 − 1) ÷ 70/3 = 1/7"


def test_an_unanswered_indicator_moves_from_the_level_it_was_counted_with():
    before = score(STEPPED, {**LEVELS, "3": None}, on_missing=OnMissing.FLOOR)
    assert [m.before for m in difference(before, score(STEPPED, LEVELS)).moved] == [Fraction(0)]


def test_results_of_two_instruments_have_no_difference_to_explain():
    with pytest.raises(DifferentInstruments):
        difference(score(STEPPED, LEVELS), score(DECIMAL, LEVELS))


def test_the_document_adds_up_for_whoever_reads_it_alone():
    document = difference(score(STEPPED, LEVELS), score(STEPPED, {**LEVELS, "2": 5})).to_document()
    effects = [
        Fraction(m["weight"]) * (Fraction(m["after"]) - Fraction(m["before"])) / Fraction(m["divided_by"])
        for m in document["moved"]
    ]
    assert sum(effects, Fraction(0)) == Fraction(document["difference"])
    assert Fraction(document["after"]) - Fraction(document["before"]) == Fraction(document["difference"])
