import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from pranata.foundation.ui.numbers import date_written, percent, rupiah, rupiah_short, signed, written


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (Fraction(43, 20), 2, "2,15"),
        (Decimal("2.1545"), 4, "2,1545"),
        ("2.145", 2, "2,15"),
        ("2,5", 2, "2,50"),
        (1448, 0, "1.448"),
        (1128500000, 0, "1.128.500.000"),
        (Fraction(5, 2), 0, "3"),
        (Decimal("-0.3"), 2, "−0,30"),
        (Decimal("-0.001"), 2, "0,00"),
        (2.675, 2, "2,68"),
        (None, 2, "–"),
        ("", 2, "–"),
        ("abc", 2, "–"),
        (Decimal("NaN"), 2, "–"),
        (float("nan"), 2, "–"),
        (True, 2, "–"),
    ],
)
def test_a_number_is_written_with_comma_and_half_up(value, decimals, shown):
    assert written(value, decimals) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(33, 100), "+0,33"), ("-0.3", "−0,30"), (0, "0,00"), ("0.004", "0,00"), (None, "–")],
)
def test_a_difference_carries_its_sign(value, shown):
    assert signed(value) == shown


def test_percent_and_rupiah_are_written_as_an_office_writes_them():
    assert percent("76.26") == "76,3%"
    assert rupiah(1128500000) == "Rp1.128.500.000"
    assert rupiah(-500) == "−Rp500"
    assert rupiah_short(582_000_000) == "Rp582 juta"
    assert rupiah_short(1_200_000_000) == "Rp1,2 miliar"
    assert rupiah_short(2_000_000_000) == "Rp2 miliar"
    assert rupiah_short(900) == "Rp900"
    assert percent(None) == rupiah(None) == rupiah_short("x") == "–"


def test_a_date_is_written_in_the_language_in_force():
    on = dt.date(2024, 8, 9)
    assert date_written(on) == "9 Agustus 2024"
    assert date_written(on, short=True) == "9 Agu"
    with translation.override("en"):
        assert date_written(on) == "9 August 2024"


def test_an_instant_is_written_in_the_zone_of_the_office():
    late = dt.datetime(2024, 8, 8, 20, 0, tzinfo=dt.UTC)
    assert date_written(late) == "9 Agustus 2024"
    assert date_written(None) == "–"
