"""Said to be as it was last year: what comes over, what stays behind and says so, and the way back."""

import datetime as dt

import pytest

from pranata.assessment import events
from pranata.assessment.models import Answer, Finding, FindingEvidence, LevelBasis, SinceLast
from pranata.assessment.operations._change import AssessmentNotOpen
from pranata.assessment.operations._take_back import FindingsChangedSince
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.compare_with_last import (
    NothingToCompareWith,
    SaidAlready,
    confirm_unchanged,
    mark_changed,
)
from pranata.assessment.operations.save_answer import AnswerChangedMeanwhile
from pranata.assessment.operations.undo_batch import BatchUnknown, undo_batch
from pranata.assessment.operations.undo_change import ChangeSuperseded, undo_change
from pranata.assessment.tests.scenes import LATER, enter, fill, give, judge, make_draft, recorded
from pranata.assessment.tests.test_requirement_evidence import attach, item
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast
from pranata.records.operations.withdraw_evidence import withdraw_evidence

pytestmark = pytest.mark.django_db
MET, NOT = "met", "not_met"


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


@pytest.fixture
def last(cast):
    """Last year: level 2 by its checklist, one requirement unmet."""
    last = make_draft(cast.alice, year=2024)
    judge(last, cast.bob, **{"2.1": MET, "2.2": MET, "3.1": NOT})
    return last


@pytest.fixture
def draft(cast, last):
    return make_draft(cast.alice, year=2025)


def stored(draft, number="11"):
    return Answer.objects.get(assessment=draft, indicator=number)


def said(operation, draft, actor, number="11", version=None):
    return operation(
        assessment=draft,
        indicator=number,
        expected_version=stored(draft, number).version if version is None else version,
        actor=actor,
        now=LATER,
    )


def verdicts(draft, number="11"):
    rows = Finding.objects.filter(answer__assessment=draft, answer__indicator=number)
    return dict(rows.values_list("requirement", "verdict"))


class TestStillTheSame:
    def test_verdicts_explanations_and_evidence_come_over_and_the_level_follows(self, cast, last, draft):
        Finding.objects.filter(answer__assessment=last).update(explanation="Sudah lengkap")
        evidence = item(cast.bob, cast.dinkes)
        attach(last, cast.bob, evidence, pages="3")
        found = said(confirm_unchanged, draft, cast.bob)
        assert verdicts(draft) == {"2.1": MET, "2.2": MET, "3.1": NOT}
        assert set(
            Finding.objects.filter(answer__assessment=draft).values_list("explanation", flat=True)
        ) == {"Sudah lengkap"}
        answer = stored(draft)
        assert (answer.level, answer.basis, answer.since_last) == (2, LevelBasis.CHECKLIST, "unchanged")
        (link,) = FindingEvidence.objects.filter(finding__answer=answer)
        assert (link.evidence, link.pages) == (evidence, "3")
        assert (found.change.since_before, found.change.since_after) == ("", "unchanged")
        assert recorded(events.COMPARED_WITH_LAST) == 1

    def test_what_was_judged_this_year_stays(self, cast, draft):
        judge(draft, cast.bob, **{"2.2": NOT})
        said(confirm_unchanged, draft, cast.bob)
        assert verdicts(draft) == {"2.1": MET, "2.2": NOT, "3.1": NOT}
        assert stored(draft).level == 1

    def test_evidence_that_holds_no_more_is_named_and_stays_behind(self, cast, last, draft):
        gone, ended = item(cast.bob, cast.dinkes), item(cast.bob, cast.dinkes, "SK lama", dt.date(2025, 6, 1))
        attach(last, cast.bob, gone, ended)
        withdraw_evidence(evidence=gone, reason="Keliru", actor=cast.bob, now=LATER)
        taken = said(confirm_unchanged, draft, cast.bob).taken
        assert {(one.title, why) for one, why in taken.left} == {
            ("SK Arsitektur", "ditarik"),
            ("SK lama", "berakhir"),
        }
        assert not FindingEvidence.objects.filter(finding__answer__assessment=draft).exists()

    def test_a_requirement_whose_text_moved_is_to_be_judged_anew(self, cast, last, draft):
        Finding.objects.filter(answer__assessment=last, requirement="2.2").update(asked="Bunyi lama")
        assert said(confirm_unchanged, draft, cast.bob).taken.moved == ("2.2",)
        assert "2.2" not in verdicts(draft)
        assert stored(draft).level == 1

    def test_a_level_without_a_checklist_comes_with_its_note(self, cast, last, draft):
        enter(last, "12", 3, cast.bob)
        Answer.objects.filter(assessment=last, indicator="12").update(note="Peta rencana 2024")
        said(confirm_unchanged, draft, cast.bob, "12")
        answer = stored(draft, "12")
        assert (answer.level, answer.basis, answer.note) == (3, LevelBasis.ENTERED, "Peta rencana 2024")

    def test_last_year_is_left_as_it_is(self, cast, last, draft):
        before = stored(last).version, verdicts(last)
        said(confirm_unchanged, draft, cast.bob)
        assert (stored(last).version, verdicts(last)) == before


class TestChanged:
    def test_it_is_said_and_takes_nothing_over(self, cast, draft):
        said(mark_changed, draft, cast.bob)
        assert stored(draft).since_last == SinceLast.CHANGED
        assert verdicts(draft) == {}

    def test_one_may_think_again(self, cast, draft):
        said(mark_changed, draft, cast.bob)
        said(confirm_unchanged, draft, cast.bob)
        assert stored(draft).since_last == SinceLast.UNCHANGED
        for operation in (confirm_unchanged,):
            with pytest.raises(SaidAlready):
                said(operation, draft, cast.bob)


class TestItIsRefused:
    @pytest.mark.parametrize("operation", [confirm_unchanged, mark_changed])
    def test_it_refuses_who_may_not_answer(self, cast, draft, operation):
        give(draft, cast.alice, "11", by=cast.alice)
        for actor in (cast.bob, cast.dana, cast.charlie):
            with pytest.raises(NotPermitted):
                said(operation, draft, actor)
        assert recorded(events.COMPARED_WITH_LAST) == 0

    @pytest.mark.parametrize("operation", [confirm_unchanged, mark_changed])
    def test_without_an_answer_last_year_after_closing_and_after_somebody_else(self, cast, draft, operation):
        with pytest.raises(NothingToCompareWith):
            said(operation, draft, cast.bob, "13")
        enter(draft, "11", 4, cast.alice)
        with pytest.raises(AnswerChangedMeanwhile):
            said(operation, draft, cast.bob, version=0)
        fill(draft, cast.alice)
        close_assessment(assessment=draft, actor=cast.alice, now=LATER)
        with pytest.raises(AssessmentNotOpen):
            said(operation, draft, cast.bob)


class TestTheWayBack:
    def test_undoing_puts_back_findings_evidence_level_and_what_was_said(self, cast, last, draft):
        attach(last, cast.bob, item(cast.bob, cast.dinkes))
        change = said(confirm_unchanged, draft, cast.bob).change
        undo_change(assessment=draft, change_id=change.pk, actor=cast.bob, now=LATER)
        answer = stored(draft)
        assert (answer.level, answer.since_last) == (None, "")
        assert set(verdicts(draft).values()) == {""}
        assert not FindingEvidence.objects.filter(finding__answer=answer, unlinked_at=None).exists()
        said(confirm_unchanged, draft, cast.bob)
        assert stored(draft).level == 2

    def test_undoing_the_undoing_does_not_say_it_is_the_same_without_its_findings(self, cast, draft):
        change = said(confirm_unchanged, draft, cast.bob).change
        back = undo_change(assessment=draft, change_id=change.pk, actor=cast.bob, now=LATER)
        undo_change(assessment=draft, change_id=back.pk, actor=cast.bob, now=LATER)
        assert stored(draft).since_last == ""

    def test_what_was_judged_since_is_not_overwritten(self, cast, draft):
        change = said(confirm_unchanged, draft, cast.bob).change
        judge(draft, cast.alice, **{"3.1": MET})
        with pytest.raises((FindingsChangedSince, ChangeSuperseded)):
            undo_change(assessment=draft, change_id=change.pk, actor=cast.bob, now=LATER)
        assert verdicts(draft)["3.1"] == MET

    def test_it_is_no_upload_that_a_batch_would_undo_by_halves(self, cast, draft):
        change = said(confirm_unchanged, draft, cast.bob).change
        with pytest.raises(BatchUnknown):
            undo_batch(assessment=draft, batch=change.batch, actor=cast.alice, now=LATER)

    def test_it_refuses_to_undo_for_who_may_not_answer(self, cast, draft):
        change = said(confirm_unchanged, draft, cast.bob).change
        with pytest.raises(NotPermitted):
            undo_change(assessment=draft, change_id=change.pk, actor=cast.dana, now=LATER)
