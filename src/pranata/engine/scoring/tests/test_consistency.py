"""From printed figures back to the exact values that display so."""

import pytest

from pranata.engine.scoring import consistent_indices, domain_values
from pranata.engine.scoring.tests.sample import make_instrument


def test_a_domain_takes_only_values_that_levels_can_make():
    instrument = make_instrument()
    assert domain_values(instrument, instrument.domains[0], "1.50")
    assert domain_values(instrument, instrument.domains[0], "1.51") == ()


def test_figures_that_no_levels_can_make_have_no_index():
    assert consistent_indices(make_instrument(), {"1": "0.30", "2": "3.00"}) == ()


def test_an_instrument_of_decimals_has_no_finite_set_of_values():
    with pytest.raises(ValueError, match="decimals"):
        consistent_indices(make_instrument(step=None), {"1": "1.00", "2": "1.00"}, "1.00")
