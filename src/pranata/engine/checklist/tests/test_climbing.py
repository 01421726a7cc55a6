"""A level follows from its checklist: cumulative, monotone, and always saying what holds it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pranata.engine.checklist import Climb, Ladder, LadderBroken, Rung, Verdict, climb

MET, NOT, NA = Verdict.MET, Verdict.NOT_MET, Verdict.NOT_APPLICABLE
LADDER = Ladder(1, (Rung(1, ()), Rung(2, ("2.1", "2.2")), Rung(3, ("3.1",)), Rung(4, ()), Rung(5, ("5.1",))))


@st.composite
def ladders(draw):
    asked = draw(st.lists(st.integers(0, 4), min_size=1, max_size=6))
    floor = draw(st.integers(0, 1))
    rungs = (
        Rung(level, tuple(f"{level}.{n}" for n in range(count))) for level, count in enumerate(asked, floor)
    )
    return Ladder(floor, tuple(rungs))


@st.composite
def checklists(draw):
    ladder = draw(ladders())
    keys = st.sampled_from(ladder.keys) if ladder.keys else st.nothing()
    return ladder, draw(st.dictionaries(keys, st.sampled_from(Verdict)) if ladder.keys else st.just({}))


@pytest.mark.parametrize(
    ("verdicts", "level", "held_at"),
    [
        ({}, 1, 2),
        ({"2.1": MET}, 1, 2),
        ({"2.1": MET, "2.2": MET}, 2, 3),
        ({"2.1": MET, "2.2": NA}, 2, 3),
        ({"2.1": MET, "2.2": MET, "3.1": MET}, 4, 5),
        ({"2.1": MET, "2.2": NOT, "3.1": MET, "5.1": MET}, 1, 2),
        ({"2.1": NA, "2.2": NA, "3.1": NA, "5.1": NA}, 5, None),
    ],
)
def test_one_lacking_requirement_holds_every_level_above_it(verdicts, level, held_at):
    found = climb(LADDER, verdicts)
    assert (found.level, found.held_at) == (level, held_at)


def test_it_says_what_holds_what_nobody_judged_and_what_is_met_in_vain():
    found = climb(LADDER, {"2.1": NOT, "3.1": MET, "5.1": NOT})
    assert found == Climb(level=1, held_at=2, unmet=("2.1",), silent=("2.2",), wasted=("3.1",))


def test_it_is_decided_once_something_that_is_asked_is_not_met():
    assert not climb(LADDER, {"2.1": MET}).is_decided
    assert climb(LADDER, {"2.1": MET, "2.2": NOT}).is_decided
    assert climb(LADDER, dict.fromkeys(LADDER.keys, MET)).is_decided


def test_verdicts_on_what_the_ladder_does_not_ask_count_for_nothing():
    assert climb(LADDER, {"9.9": MET, "2.1": MET}) == climb(LADDER, {"2.1": MET})


@pytest.mark.parametrize(
    "rungs", [(Rung(2, ()), Rung(1, ())), (Rung(1, ("a",)), Rung(2, ("a",))), (Rung(0, ()),)]
)
def test_a_ladder_that_does_not_rise_or_asks_twice_is_refused(rungs):
    with pytest.raises(LadderBroken):
        Ladder(1, rungs)


@given(checklists())
def test_the_level_is_the_highest_with_everything_up_to_it_fulfilled(checklist):
    ladder, verdicts = checklist
    reachable = [ladder.floor]
    for rung in ladder.rungs:
        asked = [key for lower in ladder.rungs if lower.level <= rung.level for key in lower.asks]
        if all(verdicts.get(key) in (MET, NA) for key in asked):
            reachable.append(rung.level)
    assert climb(ladder, verdicts).level == max(reachable)


@given(checklists(), st.data())
def test_meeting_one_more_never_lowers_and_failing_one_never_raises(checklist, data):
    ladder, verdicts = checklist
    if not ladder.keys:
        return
    key = data.draw(st.sampled_from(ladder.keys))
    before = climb(ladder, verdicts).level
    assert climb(ladder, {**verdicts, key: MET}).level >= before
    assert climb(ladder, {**verdicts, key: NOT}).level <= before


@given(checklists())
def test_what_is_held_has_a_reason_and_the_top_has_none(checklist):
    ladder, verdicts = checklist
    found = climb(ladder, verdicts)
    assert (found.held_at is None) == (not found.unmet and not found.silent)
    if found.held_at is not None:
        assert found.level < found.held_at or found.level == ladder.floor
        assert set(found.unmet).isdisjoint(found.silent)
    assert all(verdicts[key] is MET for key in found.wasted)


@given(checklists(), st.data())
def test_once_decided_no_further_verdict_on_silence_moves_the_level(checklist, data):
    ladder, verdicts = checklist
    found = climb(ladder, verdicts)
    silent = [key for key in ladder.keys if key not in verdicts]
    if not found.is_decided or not silent:
        return
    more = data.draw(st.dictionaries(st.sampled_from(silent), st.sampled_from(Verdict)))
    assert climb(ladder, {**verdicts, **more}).level == found.level


@given(checklists())
def test_meeting_what_holds_it_reaches_at_least_that_level(checklist):
    ladder, verdicts = checklist
    found = climb(ladder, verdicts)
    if found.held_at is not None:
        raised = {**verdicts, **dict.fromkeys((*found.unmet, *found.silent), MET)}
        assert climb(ladder, raised).level >= found.held_at
