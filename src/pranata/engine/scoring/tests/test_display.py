"""Half up, and only for showing."""

from fractions import Fraction

import pytest

from pranata.engine.scoring import display


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(4309, 2000), "2.15"),
        (Fraction("2.155"), "2.16"),
        (Fraction("2.145"), "2.15"),
        (Fraction("2.14499999999999999999"), "2.14"),
        (Fraction("4.995"), "5.00"),
        (Fraction(0), "0.00"),
        (Fraction("-0.125"), "-0.13"),
        (Fraction(7, 3), "2.33"),
    ],
)
def test_it_rounds_half_up(value, text):
    assert display(value) == text


@pytest.mark.parametrize(("decimals", "text"), [(0, "3"), (1, "2.5"), (4, "2.5000")])
def test_it_shows_as_many_decimals_as_asked(decimals, text):
    assert display(Fraction("2.5"), decimals) == text
