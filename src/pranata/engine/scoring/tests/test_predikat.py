"""Both comparisons are always computed; the year says which applies."""

from fractions import Fraction

import pytest

from pranata.engine.scoring import Certainty, Warned, judge, score
from pranata.engine.scoring.tests.sample import aspect, domain, indicator, make_instrument


@pytest.mark.parametrize(
    ("index", "name"),
    [("1.7999", "Kurang"), ("1.8", "Cukup"), ("2.5999", "Cukup"), ("2.6", "Baik"), ("5", "Baik")],
)
def test_a_bound_belongs_to_the_band_it_begins(index, name):
    assert judge(make_instrument(), Fraction(index)).exact == name


def test_the_year_decides_which_value_is_compared():
    near = Fraction("1.7995")
    assert judge(make_instrument(), near, 2023).applied == "Cukup"
    assert judge(make_instrument(), near, 2024).applied == "Kurang"


def test_it_says_where_the_two_ways_differ():
    verdict = judge(make_instrument(), Fraction("1.7995"))
    assert (verdict.rounded, verdict.exact, verdict.differs) == ("Cukup", "Kurang", True)
    assert not judge(make_instrument(), Fraction("1.7949")).differs


def test_a_score_at_a_bound_warns_and_says_when_the_comparison_is_a_guess():
    one = make_instrument(step=None, domains=(domain("1", aspect("1", indicator("1", 1))),))
    found = score(one, {"1": Fraction("1.7995")}, year=2022)
    assert found.warnings == (Warned.PREDIKAT_DIFFERS, Warned.COMPARISON_UNCERTAIN)
    assert found.predikat.comparison.certainty is Certainty.UNCERTAIN
    assert score(one, {"1": Fraction("1.7995")}, year=2023).warnings == (Warned.PREDIKAT_DIFFERS,)
