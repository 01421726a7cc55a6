"""Uploading, copying and undoing: all or nothing, and nobody's newer value lost."""

import uuid
from decimal import Decimal

import pytest

from pranata.assessment import events
from pranata.assessment.levels import LevelNotAllowed
from pranata.assessment.models import Answer, AnswerChange, ChangeKind
from pranata.assessment.operations._change import AssessmentNotOpen, IndicatorUnknown
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.copy_from_previous_year import (
    NoPreviousYear,
    NothingToCopy,
    copy_from_previous_year,
)
from pranata.assessment.operations.import_levels import (
    ChangedSincePreview,
    NothingToImport,
    import_levels,
)
from pranata.assessment.operations.undo_batch import BatchSuperseded, BatchUnknown, undo_batch
from pranata.assessment.operations.undo_change import ChangeSuperseded, undo_change
from pranata.assessment.tests.scenes import LATER, enter, fill, make_draft, recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


def upload(draft, actor, levels, versions=None):
    return import_levels(
        assessment=draft,
        levels={number: Decimal(level) for number, level in levels.items()},
        expected_versions=versions,
        filename="tingkat.csv",
        actor=actor,
        now=LATER,
    )


def level(draft, number):
    return Answer.objects.get(assessment=draft, indicator=number).level


class TestImportLevels:
    def test_it_applies_what_differs_keeps_notes_and_is_one_event(self, cast):
        draft = make_draft(cast.alice)
        enter(draft, "1", 2, cast.bob)
        rows = upload(draft, cast.alice, {"1": "2", "2": "3", "3": "4"})
        assert [row.answer.indicator for row in rows] == ["2", "3"]
        assert len({row.batch for row in rows}) == 1
        assert recorded(events.LEVELS_IMPORTED) == 1

    @pytest.mark.parametrize(
        ("levels", "refusal"),
        [({"1": "2", "2": "7"}, LevelNotAllowed), ({"1": "2", "99": "3"}, IndicatorUnknown)],
    )
    def test_one_bad_row_applies_nothing(self, cast, levels, refusal):
        draft = make_draft(cast.alice)
        with pytest.raises(refusal):
            upload(draft, cast.alice, levels)
        assert level(draft, "1") is None

    def test_it_refuses_when_somebody_changed_an_answer_since_the_preview(self, cast):
        draft = make_draft(cast.alice)
        enter(draft, "2", 4, cast.bob)
        with pytest.raises(ChangedSincePreview, match="2"):
            upload(draft, cast.alice, {"1": "2", "2": "3"}, versions={"1": 0, "2": 0})
        assert (level(draft, "1"), level(draft, "2")) == (None, 4)

    def test_it_says_when_there_is_nothing_to_apply(self, cast):
        draft = make_draft(cast.alice)
        fill(draft, cast.alice, 2)
        with pytest.raises(NothingToImport):
            upload(draft, cast.alice, {"1": "2"})

    def test_a_closed_assessment_takes_no_file(self, cast):
        draft = make_draft(cast.alice)
        close_assessment(assessment=draft, actor=cast.alice, now=LATER, accept_missing=True)
        with pytest.raises(AssessmentNotOpen):
            upload(draft, cast.alice, {"1": "2"})

    @pytest.mark.parametrize("name", ["bob", "charlie", "dana", "olga"])
    def test_it_refuses_whoever_does_not_coordinate_here(self, cast, name):
        draft = make_draft(cast.alice)
        with pytest.raises(NotPermitted):
            upload(draft, getattr(cast, name), {"1": "2"})


class TestUndoBatch:
    def test_it_puts_everything_back_as_new_changes(self, cast):
        draft = make_draft(cast.alice)
        enter(draft, "1", 2, cast.bob)
        (first, *_rest) = upload(draft, cast.alice, {"1": "4", "2": "3"})
        rows = undo_batch(assessment=draft, batch=first.batch, actor=cast.alice, now=LATER)
        assert (level(draft, "1"), level(draft, "2")) == (2, None)
        assert {row.kind for row in rows} == {ChangeKind.UNDONE}
        assert recorded(events.BATCH_UNDONE) == 1

    def test_it_undoes_nothing_when_one_answer_is_newer(self, cast):
        draft = make_draft(cast.alice)
        (first, *_rest) = upload(draft, cast.alice, {"1": "4", "2": "3"})
        enter(draft, "2", 5, cast.bob)
        with pytest.raises(BatchSuperseded, match="2"):
            undo_batch(assessment=draft, batch=first.batch, actor=cast.alice, now=LATER)
        assert (level(draft, "1"), level(draft, "2")) == (4, 5)

    def test_it_undoes_once(self, cast):
        draft = make_draft(cast.alice)
        (first,) = upload(draft, cast.alice, {"1": "4"})
        undo_batch(assessment=draft, batch=first.batch, actor=cast.alice, now=LATER)
        with pytest.raises(BatchSuperseded):
            undo_batch(assessment=draft, batch=first.batch, actor=cast.alice, now=LATER)

    def test_it_refuses_a_batch_nobody_made(self, cast):
        with pytest.raises(BatchUnknown):
            undo_batch(assessment=make_draft(cast.alice), batch=uuid.uuid4(), actor=cast.alice, now=LATER)

    @pytest.mark.parametrize("name", ["bob", "charlie", "dana"])
    def test_it_refuses_whoever_does_not_coordinate_here(self, cast, name):
        draft = make_draft(cast.alice)
        (row,) = upload(draft, cast.alice, {"1": "4"})
        with pytest.raises(NotPermitted):
            undo_batch(assessment=draft, batch=row.batch, actor=getattr(cast, name), now=LATER)


class TestUndoChange:
    def undo(self, draft, change, actor):
        return undo_change(assessment=draft, change_id=change.pk, actor=actor, now=LATER)

    def test_it_is_a_new_change_that_puts_back_the_old_value(self, cast):
        draft = make_draft(cast.alice)
        enter(draft, "1", 2, cast.bob)
        row = self.undo(draft, enter(draft, "1", 4, cast.bob), cast.bob)
        assert (level(draft, "1"), row.version, row.kind) == (2, 3, ChangeKind.UNDONE)
        assert recorded(events.CHANGE_UNDONE) == 1

    def test_undoing_the_undoing_redoes(self, cast):
        draft = make_draft(cast.alice)
        undone = self.undo(draft, enter(draft, "1", 4, cast.bob), cast.bob)
        self.undo(draft, undone, cast.bob)
        assert level(draft, "1") == 4

    def test_it_refuses_an_older_change_and_names_who_is_newer(self, cast):
        draft = make_draft(cast.alice)
        older = enter(draft, "1", 2, cast.bob)
        enter(draft, "1", 4, cast.alice)
        with pytest.raises(ChangeSuperseded, match=cast.alice.person_name):
            self.undo(draft, older, cast.bob)

    def test_it_knows_no_change_of_another_assessment(self, cast):
        draft, other = make_draft(cast.alice), make_draft(cast.alice, year=2024)
        with pytest.raises(AnswerChange.DoesNotExist):
            self.undo(other, enter(draft, "1", 2, cast.bob), cast.bob)

    @pytest.mark.parametrize("name", ["charlie", "dana", "olga"])
    def test_it_refuses_whoever_may_not_answer_here(self, cast, name):
        draft = make_draft(cast.alice)
        change = enter(draft, "1", 2, cast.bob)
        with pytest.raises(NotPermitted):
            self.undo(draft, change, getattr(cast, name))


class TestCopyFromPreviousYear:
    def copy(self, draft, actor):
        return copy_from_previous_year(assessment=draft, actor=actor, now=LATER)

    def test_it_fills_what_is_empty_and_leaves_what_is_answered(self, cast):
        fill(make_draft(cast.alice, year=2024), cast.alice, 3)
        draft = make_draft(cast.alice, year=2025)
        enter(draft, "1", 5, cast.bob)
        rows = self.copy(draft, cast.alice)
        assert (len(rows), level(draft, "1"), level(draft, "2")) == (46, 5, 3)
        assert recorded(events.ANSWERS_COPIED) == 1

    def test_it_takes_the_latest_year_before_and_never_a_later_one(self, cast):
        fill(make_draft(cast.alice, year=2022), cast.alice, 2)
        fill(make_draft(cast.alice, year=2023), cast.alice, 3)
        fill(make_draft(cast.alice, year=2025), cast.alice, 5)
        draft = make_draft(cast.alice, year=2024)
        self.copy(draft, cast.alice)
        assert level(draft, "1") == 3

    def test_another_instrument_is_not_the_year_before(self, cast):
        fill(make_draft(cast.alice, year=2025), cast.alice, 3)
        with pytest.raises(NoPreviousYear):
            self.copy(make_draft(cast.alice, year=2026, instrument="pemdi-2026"), cast.alice)

    def test_it_says_when_nothing_can_be_copied(self, cast):
        make_draft(cast.alice, year=2024)
        with pytest.raises(NothingToCopy):
            self.copy(make_draft(cast.alice, year=2025), cast.alice)

    @pytest.mark.parametrize("name", ["bob", "charlie", "dana"])
    def test_it_refuses_whoever_does_not_coordinate_here(self, cast, name):
        fill(make_draft(cast.alice, year=2024), cast.alice, 3)
        with pytest.raises(NotPermitted):
            self.copy(make_draft(cast.alice, year=2025), getattr(cast, name))
