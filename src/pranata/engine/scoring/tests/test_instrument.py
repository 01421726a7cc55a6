"""An instrument that contradicts itself cannot be made; its digest moves with the arithmetic only."""

from fractions import Fraction

import pytest

from pranata.engine.scoring import (
    Aspect,
    Basis,
    Certainty,
    Comparison,
    Domain,
    InconsistentInstrument,
    PredikatBand,
)
from pranata.engine.scoring.tests.sample import BANDS, domain, indicator, make_instrument


def test_it_refuses_an_aspect_that_weighs_more_than_its_indicators():
    heavy = Aspect("1", "Aspek", Fraction(11), (indicator("1", 10),))
    with pytest.raises(InconsistentInstrument, match="aspect 1 weighs 11, its parts together 10"):
        make_instrument(domains=(domain("1", heavy),))


def test_it_refuses_a_domain_that_weighs_more_than_its_aspects():
    light = Aspect("1", "Aspek", Fraction(10), (indicator("1", 10),))
    with pytest.raises(InconsistentInstrument, match="domain 1"):
        make_instrument(domains=(Domain("1", "Domain", Fraction(9), (light,)),))


def test_it_refuses_a_number_twice():
    part = Aspect("1", "Aspek", Fraction(2), (indicator("1", 1), indicator("1", 1)))
    with pytest.raises(InconsistentInstrument, match="indicator 1 occurs twice"):
        make_instrument(domains=(domain("1", part),))


def test_it_refuses_a_weight_of_nothing():
    part = Aspect("1", "Aspek", Fraction(1), (indicator("1", 1), indicator("2", 0)))
    with pytest.raises(InconsistentInstrument, match="no positive weight"):
        make_instrument(domains=(domain("1", part),))


def test_it_refuses_an_instrument_without_indicators():
    with pytest.raises(InconsistentInstrument, match="there is no domain"):
        make_instrument(domains=())


@pytest.mark.parametrize("bands", [(), (BANDS[1], BANDS[0]), (PredikatBand("Baik", Fraction(3)),)])
def test_it_refuses_bands_that_leave_an_index_without_a_name(bands):
    with pytest.raises(InconsistentInstrument):
        make_instrument(bands=bands)


class TestTheDigest:
    def test_it_stays_when_only_words_change(self):
        assert (
            make_instrument(title="Judul lain", certainty=Certainty.UNCERTAIN).digest
            == make_instrument().digest
        )

    @pytest.mark.parametrize(
        "change",
        [
            {"decimals": 3},
            {"has_domains": False},
            {"bands": (*BANDS, PredikatBand("Memuaskan", Fraction("4.2")))},
            {"comparisons": {}},
            {"default_comparison": Comparison(Basis.ROUNDED, Certainty.OFFICIAL)},
            {"minimum": 0},
            {"step": None},
        ],
    )
    def test_it_moves_with_everything_that_can_change_a_result(self, change):
        assert make_instrument(**change).digest != make_instrument().digest
