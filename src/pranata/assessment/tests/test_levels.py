"""One reader of levels: whoever types the same mistake, anywhere, is told the same."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pranata.assessment.levels import (
    KEPT_DECIMALS,
    LevelNotAllowed,
    allowed_levels,
    level_in,
    level_text,
    parse_level,
    stored_level,
)
from pranata.assessment.levels_file import LevelsFileError, read_levels
from pranata.assessment.regulations import load

WHOLE, DECIMAL = load("spbe-2020").instrument, load("pemdi-2026").instrument
MISTAKES = ["9", "0", "-1", "tiga", "1.234,5", "3,,5", "٣", "1e1", "3 4", "0003", "3.0000000"]


@pytest.mark.parametrize("instrument", [WHOLE, DECIMAL], ids=lambda i: i.id)
@pytest.mark.parametrize("typed", MISTAKES)
def test_desk_and_file_refuse_the_same_and_say_the_same(typed, instrument):
    first = instrument.indicators[0].number
    with pytest.raises(LevelNotAllowed) as at_the_desk:
        parse_level(typed, instrument)
    with pytest.raises(LevelsFileError) as in_a_file:
        read_levels("a.csv", f"indikator;nilai\n{first};{typed}\n".encode(), instrument)
    assert f"“{typed}”" in str(at_the_desk.value)
    assert f"“{typed}”" in str(in_a_file.value)
    if instrument is WHOLE:
        assert str(at_the_desk.value).endswith("Isilah bilangan bulat 1 sampai 5.")
        assert str(in_a_file.value).endswith("; isilah bilangan bulat 1 sampai 5.")


@pytest.mark.parametrize(("typed", "level"), [("3", 3), (" 3 ", 3), ("3,0", 3), ("5.00", 5)])
def test_desk_and_file_read_the_same_level(typed, level):
    content = f"indikator;nilai\n1;{typed}\n".encode()
    assert parse_level(typed, WHOLE) == level
    assert read_levels("a.csv", content, WHOLE) == {"1": level}


def test_nothing_typed_is_no_level():
    assert parse_level("  ", WHOLE) is None


@pytest.mark.parametrize(("typed", "exact"), [("1,26", "1.26"), ("1.265", "1.265"), ("2,123456", "2.123456")])
def test_a_file_is_read_exactly_and_the_desk_refuses_what_it_cannot_keep(typed, exact):
    assert level_in(typed, DECIMAL.score) == Fraction(exact)
    assert level_text(Fraction(exact)) == exact.replace(".", ",")
    if Decimal(exact) == round(Decimal(exact), KEPT_DECIMALS):
        assert parse_level(typed, DECIMAL) == stored_level(Fraction(exact), DECIMAL) == Decimal(exact)
    else:
        with pytest.raises(LevelNotAllowed, match="paling banyak 2 desimal"):
            stored_level(Fraction(exact), DECIMAL)
        with pytest.raises(LevelNotAllowed, match="paling banyak 2 desimal"):
            parse_level(typed, DECIMAL)


def test_what_is_allowed_says_how_many_decimals():
    assert allowed_levels(WHOLE.score) == "isilah bilangan bulat 1 sampai 5"
    assert allowed_levels(DECIMAL.score).endswith("paling banyak 6 desimal")
    assert allowed_levels(DECIMAL.score, decimals=KEPT_DECIMALS).endswith("paling banyak 2 desimal")


def test_a_long_or_sly_text_is_quoted_harmlessly():
    with pytest.raises(LevelNotAllowed) as refused:
        parse_level("\x1b[31m" + "9" * 5000, WHOLE)
    assert "\x1b" not in str(refused.value)
    assert len(str(refused.value)) < 200
