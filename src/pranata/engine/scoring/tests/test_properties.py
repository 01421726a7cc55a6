"""What must hold for every instrument and every set of answers."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pranata.engine.scoring import consistent_indices, display, mean_of, replay, score
from pranata.engine.scoring.tests.sample import LEVELS, make_instrument

STEPPED = make_instrument(minimum=0)
DECIMAL = make_instrument(step=None)
whole = st.fixed_dictionaries({number: st.integers(0, 5) for number in LEVELS})
decimal = st.fixed_dictionaries(
    {number: st.fractions(min_value=1, max_value=5, max_denominator=1000) for number in LEVELS}
)


@given(levels=whole, number=st.sampled_from(sorted(LEVELS)))
def test_raising_one_level_always_raises_the_index(levels, number):
    raised = {**levels, number: min(levels[number] + 1, 5)}
    before, after = score(STEPPED, levels).index, score(STEPPED, raised).index
    assert after > before if raised != levels else after == before


@given(levels=decimal)
def test_the_way_over_domains_and_the_direct_way_agree_exactly(levels):
    found = score(DECIMAL, levels)
    by_domain = {part.number: part.value for part in found.domains}
    assert mean_of(DECIMAL.domains, by_domain) == found.index
    assert mean_of(DECIMAL.indicators, levels) == found.index


@given(levels=decimal)
def test_a_replayed_trace_gives_the_index(levels):
    found = score(DECIMAL, levels, year=2023)
    assert replay(found.trace.to_document()) == found.index


@given(levels=whole)
def test_the_exact_index_is_among_those_recovered_from_what_was_printed(levels):
    found = score(STEPPED, levels)
    printed = {part.number: display(part.value) for part in found.domains}
    assert found.index in consistent_indices(STEPPED, printed, display(found.index))


@given(value=st.fractions(min_value=0, max_value=5))
def test_what_is_displayed_is_never_further_than_half_a_unit(value):
    shown = Fraction(display(value))
    assert -Fraction(1, 200) < shown - value <= Fraction(1, 200)


@given(levels=whole)
def test_the_index_lies_between_the_lowest_and_the_highest_level(levels):
    assert min(levels.values()) <= score(STEPPED, levels).index <= max(levels.values())
