"""Going on under another instrument: what comes along, what is only said to be open, and undoing it."""

import datetime as dt
from fractions import Fraction

import pytest

from pranata.assessment import events
from pranata.assessment.models import Answer, Assessment, CarriedEvidence, Finding
from pranata.assessment.operations._carried_note import LIMIT
from pranata.assessment.operations._change import AssessmentNotOpen
from pranata.assessment.operations.carry_to_instrument import (
    InstrumentsNotJoined,
    NothingToCarry,
    YearDoesNotFollow,
    carry_to_instrument,
)
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.undo_batch import undo_batch
from pranata.assessment.queries.carrying import carried_to, preview_of, years_for
from pranata.assessment.regulations import crosswalk, load
from pranata.assessment.tests.scenes import LATER, enter, fill, judge, make_draft, recorded
from pranata.assessment.tests.test_requirement_evidence import attach, item
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = pytest.mark.django_db
PEMDI = "pemdi-2026"


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


@pytest.fixture
def old(cast):
    """An assessment of 2025 with one level, a note and one item of evidence."""
    old = make_draft(cast.alice, year=2025)
    judge(old, cast.bob, "11", **{"2.1": "met", "2.2": "met", "3.1": "not_met"})
    Answer.objects.filter(assessment=old, indicator="11").update(note="Arsitektur ditetapkan 2024")
    attach(old, cast.bob, item(cast.bob, cast.dinkes), pages="4")
    return old


def carry(old, actor, instrument=PEMDI, year=2026):
    return carry_to_instrument(assessment=old, instrument=instrument, year=year, actor=actor, now=LATER)


class TestThePreview:
    def test_it_names_sources_evidence_and_gaps_and_bounds_the_index_without_guessing(self, cast, old):
        enter(old, "24", 3, cast.bob)
        ended = item(cast.bob, cast.dinkes, "Laporan lama", dt.date(2026, 3, 1))
        attach(old, cast.bob, ended, key="2.2")
        found = preview_of(old, crosswalk("spbe-2020", PEMDI), 2026, cast.alice)
        row = next(row for row in found.rows if row.criteria.number == "1")
        source = next(one for one in row.sources if one.criteria.number == "11")
        assert (source.level, source.note) == (Fraction(2), "Arsitektur ditetapkan 2024")
        assert [str(one.evidence) for one in row.coming] == ["SK Arsitektur"]
        assert [str(one.evidence) for one in row.staying] == ["Laporan lama"]
        assert row.level is None
        assert (found.lowest, found.highest) == (Fraction(1), Fraction(5))
        assert (len(found.joined), len(found.shown), found.weight) == (13, 1, Fraction(64))
        (left,) = [one for one in found.left if one.criteria.number == "24"]
        assert left.level == 3

    def test_a_draft_follows_in_the_same_year_or_the_next_or_the_first_of_the_instrument(self, cast):
        assert years_for(make_draft(cast.alice, year=2023), load(PEMDI)) == (2026,)
        assert years_for(make_draft(cast.alice, year=2025), load(PEMDI)) == (2026,)
        assert years_for(make_draft(cast.alice, year=2026, instrument=PEMDI), load("spbe-2020")) == ()


class TestCarrying:
    def test_notes_and_evidence_come_and_no_level_is_guessed(self, cast, old):
        done = carry(old, cast.alice)
        answer = Answer.objects.get(assessment=done.draft, indicator="1")
        assert "Dari penilaian 2025 (SPBE 2020), indikator 11, Arsitektur SPBE, tingkat 2:" in answer.note
        assert "Arsitektur ditetapkan 2024" in answer.note
        assert answer.level is None
        (brought,) = carried_to(done.draft, "1", cast.alice, dt.date(2026, 12, 31))
        assert (str(brought.evidence), brought.pages) == ("SK Arsitektur", "4")
        assert not Finding.objects.filter(answer__assessment=done.draft).exists()
        assert done.draft.origin == old
        assert (recorded(events.CARRIED_TO_INSTRUMENT), recorded(events.ASSESSMENT_CREATED)) == (1, 1)

    def test_the_old_assessment_is_left_as_it_is_even_when_it_is_closed(self, cast, old):
        fill(old, cast.alice)
        close_assessment(assessment=old, actor=cast.alice, now=LATER)
        before = list(Answer.objects.filter(assessment=old).order_by("pk").values())
        carry(old, cast.alice)
        assert list(Answer.objects.filter(assessment=old).order_by("pk").values()) == before

    def test_a_note_that_does_not_fit_is_named_and_never_cut(self, cast, old):
        Answer.objects.filter(assessment=old, indicator="11").update(note="p" * LIMIT)
        note = Answer.objects.get(assessment=carry(old, cast.alice).draft, indicator="1").note
        assert "ppp" not in note
        assert "bacalah di penilaian 2025" in note

    def test_undone_as_one_it_can_be_done_again_into_the_same_draft(self, cast, old):
        done = carry(old, cast.alice)
        undo_batch(assessment=done.draft, batch=done.batch, actor=cast.alice, now=LATER)
        assert not CarriedEvidence.objects.filter(undone_at=None).exists()
        assert not Answer.objects.filter(assessment=done.draft).exclude(note="").exists()
        again = carry(old, cast.alice)
        assert (again.draft, again.is_new) == (done.draft, False)
        assert len(again.evidence) == 1

    def test_what_is_written_there_already_is_left_alone(self, cast, old):
        draft = make_draft(cast.alice, year=2026, instrument=PEMDI)
        Answer.objects.filter(assessment=draft, indicator="1").update(note="Milik sendiri")
        with pytest.raises(NothingToCarry):
            carry(old, cast.alice)
        assert Answer.objects.get(assessment=draft, indicator="1").note == "Milik sendiri"


class TestItIsRefused:
    def test_it_refuses_whoever_does_not_coordinate_here(self, cast, old):
        for actor in (cast.bob, cast.dana, cast.olga, cast.charlie):
            with pytest.raises(NotPermitted):
                carry(old, actor)
        assert Assessment.objects.count() == 1

    def test_instruments_that_are_not_joined_years_that_do_not_follow_and_a_closed_draft(self, cast, old):
        with pytest.raises(InstrumentsNotJoined):
            carry(old, cast.alice, "spbe-1998")
        for year in (2025, 2027):
            with pytest.raises(YearDoesNotFollow):
                carry(old, cast.alice, year=year)
        draft = make_draft(cast.alice, year=2026, instrument=PEMDI)
        close_assessment(assessment=draft, actor=cast.alice, now=LATER, accept_missing=True)
        with pytest.raises(AssessmentNotOpen):
            carry(old, cast.alice)
