"""Every step up says exactly what it adds."""

from fractions import Fraction

import pytest

from pranata.engine.gaps import gain_of, rises
from pranata.engine.scoring import score
from pranata.engine.scoring.tests.sample import make_instrument

INSTRUMENT = make_instrument()
LEVELS = {item.number: Fraction(1 + position) for position, item in enumerate(INSTRUMENT.indicators)}


def test_taking_every_step_brings_exactly_the_sum_of_the_gains():
    steps = rises(INSTRUMENT, LEVELS)
    highest = dict.fromkeys(LEVELS, INSTRUMENT.score.maximum)
    gained = score(INSTRUMENT, highest).index - score(INSTRUMENT, LEVELS).index
    assert sum(step.gain for step in steps) == gained
    assert len(steps) == sum(int(INSTRUMENT.score.maximum - level) for level in LEVELS.values())


def test_a_step_names_only_what_is_not_held_yet():
    first, second, *_ = INSTRUMENT.indicators
    found = rises(INSTRUMENT, LEVELS, {(first.number, 2): ((second.number, 2), (second.number, 3))})
    assert found[0].needs == ((second.number, 3),)
    assert found[0].gain == gain_of(INSTRUMENT, first.number) == first.weight / INSTRUMENT.weight


def test_it_refuses_a_level_between_two():
    with pytest.raises(ValueError, match="whole level"):
        rises(INSTRUMENT, LEVELS | {INSTRUMENT.indicators[0].number: Fraction(3, 2)})
