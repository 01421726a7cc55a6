"""Answers become an exact index; what is not an answer is refused by name."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pranata.engine.scoring import (
    AnswersMissing,
    Certainty,
    Level,
    LevelOutOfRange,
    OnMissing,
    UnknownIndicator,
    Warned,
    score,
)
from pranata.engine.scoring.tests.sample import LEVELS, make_instrument


class TestTheIndex:
    def test_it_is_the_exact_weighted_mean(self):
        found = score(make_instrument(), LEVELS)
        by_hand = Fraction(20, 6) * 3 + Fraction(40, 6) * 3 + Fraction("1.3") * 4 + Fraction("8.7") * 5
        assert found.index == by_hand / (Fraction(80, 6) + 10)

    def test_it_gives_every_part_its_own_exact_mean(self):
        found = score(make_instrument(), LEVELS)
        assert [part.value for part in found.aspects] == [Fraction(3, 2), 3, Fraction("4.87")]
        assert [part.number for part in found.domains] == ["1", "2"]
        assert [part.value for part in found.indicators] == [1, 2, 3, 4, 5]

    def test_it_takes_fractions_and_decimals_as_they_are(self):
        levels: dict[str, Level | None] = {**LEVELS, "1": Fraction(1), "2": Decimal("2.00")}
        assert score(make_instrument(), levels).index == score(make_instrument(), LEVELS).index

    def test_it_has_no_domains_where_the_instrument_has_none(self):
        assert score(make_instrument(has_domains=False), LEVELS).domains == ()

    def test_it_counts_level_zero_where_the_instrument_has_it(self):
        found = score(make_instrument(minimum=0), {**dict.fromkeys(LEVELS, 0)})
        assert found.index == 0
        assert found.predikat.applied == "Kurang"

    def test_it_takes_decimals_where_the_instrument_has_no_step(self):
        found = score(make_instrument(step=None), dict.fromkeys(LEVELS, Fraction("1.26")))
        assert found.index == Fraction("1.26")


class TestRefusal:
    def test_it_names_an_indicator_the_instrument_does_not_have(self):
        with pytest.raises(UnknownIndicator) as refused:
            score(make_instrument(), {**LEVELS, "48": 1})
        assert refused.value.number == "48"

    @pytest.mark.parametrize("level", [0, 6, -1, Fraction("2.5"), Decimal("1.01"), Decimal("NaN"), 10**30])
    def test_it_refuses_a_level_the_instrument_does_not_have(self, level):
        with pytest.raises(LevelOutOfRange) as refused:
            score(make_instrument(), {**LEVELS, "3": level})
        assert refused.value.number == "3"

    @pytest.mark.parametrize("level", [1.0, True, "3", float("nan")])
    def test_it_refuses_what_is_not_an_exact_number(self, level):
        with pytest.raises(TypeError):
            score(make_instrument(), {**LEVELS, "3": level})

    @pytest.mark.parametrize("absent", [{"3": None}, {}])
    def test_it_refuses_absence_unless_told_what_it_counts_as(self, absent):
        levels = {**{k: v for k, v in LEVELS.items() if k != "3"}, **absent}
        with pytest.raises(AnswersMissing) as refused:
            score(make_instrument(), levels)
        assert refused.value.numbers == ("3",)

    def test_it_counts_the_floor_when_told_to_and_says_so(self):
        found = score(make_instrument(), {**LEVELS, "3": None}, on_missing=OnMissing.FLOOR)
        assert found.index == score(make_instrument(), {**LEVELS, "3": 1}).index
        assert found.missing == ("3",)
        assert Warned.FLOOR_COUNTED in found.warnings


class TestTheDocument:
    def test_it_says_which_law_and_engine_it_comes_from(self):
        instrument = make_instrument()
        document = score(instrument, LEVELS, year=2023).to_document()
        assert document["digest"] == instrument.digest
        assert document["index"] == "3.37"
        assert document["aspects"] == {"1": "1.50", "2": "3.00", "3": "4.87"}
        assert document["warnings"] == []

    def test_it_warns_where_the_instrument_is_uncertain_or_not_of_that_year(self):
        found = score(make_instrument(certainty=Certainty.UNCERTAIN), LEVELS, year=2030)
        assert found.warnings == (Warned.INSTRUMENT_UNCERTAIN, Warned.YEAR_NOT_COVERED)
