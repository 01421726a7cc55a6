"""Requirements judged one by one: the level follows, another needs a reason, nobody overwrites unseen."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from pranata.assessment import events, regulations
from pranata.assessment.basis import ReasonMissing, ReasonTooLong
from pranata.assessment.checklist import ladder, requirements
from pranata.assessment.models import (
    Answer,
    AnswerChange,
    ChangeKind,
    Finding,
    FindingChange,
    LevelBasis,
    Part,
)
from pranata.assessment.operations._change import AssessmentNotOpen
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.judge_requirements import (
    ExplanationTooLong,
    FindingsChangedMeanwhile,
    Judged,
    JudgementUnknown,
    NothingJudged,
    RequirementUnknown,
    judge_requirements,
)
from pranata.assessment.operations.save_answer import save_answer
from pranata.assessment.operations.undo_change import FollowsChecklist, undo_change
from pranata.assessment.tests.scenes import LATER, enter, fill, give, judge, make_draft, recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = pytest.mark.django_db

MET, NOT, NA = "met", "not_met", "not_applicable"
# What indicator 11 asks, by level.
TWO, THREE, FOUR, FIVE = ("2.1", "2.2"), ("3.1", "3.2"), ("4.1", "4.2"), ("5.1",)


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


@pytest.fixture
def draft(cast):
    return make_draft(cast.alice)


def stored(draft, number="11"):
    return Answer.objects.get(assessment=draft, indicator=number)


class TestTheLevelFollows:
    def test_from_what_is_met_and_says_where_it_comes_from(self, cast, draft):
        judge(draft, cast.bob, **dict.fromkeys(TWO, MET), **{"3.1": MET, "3.2": NOT})
        answer = stored(draft)
        assert (answer.level, answer.basis) == (2, LevelBasis.CHECKLIST)
        (change,) = answer.changes.all()
        assert (change.kind, change.level_after) == (ChangeKind.FOLLOWED, 2)

    def test_one_lacking_requirement_holds_all_levels_above(self, cast, draft):
        judge(draft, cast.bob, **dict.fromkeys((*TWO, *THREE, *FOUR, *FIVE), MET))
        assert stored(draft).level == 5
        judge(draft, cast.bob, **{"2.2": NOT})
        assert stored(draft).level == 1

    def test_what_does_not_apply_holds_nothing(self, cast, draft):
        judge(draft, cast.bob, **{"2.1": MET, "2.2": NA, "3.1": NOT})
        assert stored(draft).level == 2

    def test_a_level_entered_before_stands_until_the_checklist_decides(self, cast, draft):
        enter(draft, "11", 4, cast.bob)
        judge(draft, cast.bob, **{"2.1": MET})
        assert (stored(draft).level, stored(draft).basis) == (4, LevelBasis.ENTERED)
        judge(draft, cast.bob, **{"2.2": MET, "3.1": NOT})
        assert (stored(draft).level, stored(draft).basis) == (2, LevelBasis.CHECKLIST)

    def test_an_imported_level_stays_possible_without_a_checklist(self, cast, draft):
        fill(draft, cast.alice, level=3)
        assert (stored(draft).level, stored(draft).basis) == (3, LevelBasis.ENTERED)

    def test_an_import_over_a_checklist_says_it_rests_on_none(self, cast, draft):
        judge(draft, cast.bob, **{"2.1": NOT})
        fill(draft, cast.alice, level=3)
        assert (stored(draft).level, stored(draft).basis) == (3, LevelBasis.ENTERED)

    def test_decimals_are_not_set_by_a_checklist(self, cast):
        pemdi = make_draft(cast.alice, year=2026, instrument="pemdi-2026")
        enter(pemdi, "1", "1.26", cast.bob)
        judge(pemdi, cast.bob, indicator="1", **{"2.1": NOT})
        assert str(stored(pemdi, "1").level) == "1.26"

    def test_every_indicator_of_every_instrument_has_a_ladder(self):
        for name in regulations.available():
            for item in regulations.load(name).indicators:
                found = ladder(name, item.number)
                assert found.keys == tuple(one.key for one in requirements(name, item.number))
                assert found.keys


class TestAnotherLevel:
    @pytest.fixture
    def judged(self, cast, draft):
        judge(draft, cast.bob, **dict.fromkeys(TWO, MET), **{"3.1": NOT})
        return draft

    def set_level(self, cast, draft, level, **more):
        version = stored(draft).version
        return save_answer(
            assessment=draft, indicator="11", expected_version=version, actor=cast.bob, now=LATER,
            level=level, **more,
        )  # fmt: skip

    @pytest.mark.parametrize("level", [1, 3, 5, None])
    def test_without_a_reason_is_refused(self, cast, judged, level):
        with pytest.raises(ReasonMissing, match="memberi tingkat 2"):
            self.set_level(cast, judged, level)
        assert stored(judged).level == 2

    def test_with_a_reason_stands_and_the_reason_is_kept(self, cast, judged):
        change = self.set_level(cast, judged, 3, reason=" Ditopang aturan provinsi.\r\n ")
        answer = stored(judged)
        assert (answer.level, answer.basis, answer.reason) == (3, "reason", "Ditopang aturan provinsi.")
        assert change.reason_after == answer.reason

    def test_it_stands_while_the_checklist_goes_on_and_gives_way_once_that_reaches_it(self, cast, judged):
        self.set_level(cast, judged, 3, reason="Ditopang aturan provinsi.")
        judge(judged, cast.bob, **{"4.1": NOT})
        assert stored(judged).basis == "reason"
        judge(judged, cast.bob, **dict.fromkeys(THREE, MET))
        assert (stored(judged).level, stored(judged).basis, stored(judged).reason) == (3, "checklist", "")

    def test_the_checklists_own_level_needs_no_reason_and_follows_again(self, cast, judged):
        self.set_level(cast, judged, 3, reason="Ditopang aturan provinsi.")
        self.set_level(cast, judged, 2)
        assert (stored(judged).basis, stored(judged).reason) == ("checklist", "")

    def test_a_note_leaves_level_and_reason_alone(self, cast, judged):
        self.set_level(cast, judged, 3, reason="Ditopang aturan provinsi.")
        version = stored(judged).version
        save_answer(
            assessment=judged,
            indicator="11",
            expected_version=version,
            actor=cast.bob,
            now=LATER,
            note="Ada.",
        )
        assert (stored(judged).basis, stored(judged).note) == ("reason", "Ada.")

    def test_a_reason_too_long_is_refused(self, cast, judged):
        with pytest.raises(ReasonTooLong, match="1001"):
            self.set_level(cast, judged, 3, reason="a" * 1001)

    def test_undoing_puts_the_former_ground_back(self, cast, judged):
        change = self.set_level(cast, judged, 3, reason="Ditopang aturan provinsi.")
        undo_change(assessment=judged, change_id=change.pk, actor=cast.bob, now=LATER)
        assert (stored(judged).level, stored(judged).basis) == (2, "checklist")

    def test_a_level_that_was_computed_cannot_be_undone_by_itself(self, cast, judged):
        change = AnswerChange.objects.get(answer=stored(judged))
        with pytest.raises(FollowsChecklist):
            undo_change(assessment=judged, change_id=change.pk, actor=cast.bob, now=LATER)

    def test_the_database_holds_reason_and_basis_together(self, cast, judged):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.filter(pk=stored(judged).pk).update(basis="reason", reason="")


class TestJudging:
    def test_it_keeps_verdict_cause_explanation_and_what_was_asked(self, cast, draft):
        one = Judged(
            requirement="3.2", version=0, verdict=NOT, cause="people", explanation="Belum ada arsitek.\r\n"
        )
        judge_requirements(assessment=draft, indicator="11", judged=[one], actor=cast.bob, now=LATER)
        row = Finding.objects.get()
        assert (row.verdict, row.cause, row.explanation) == (NOT, "people", "Belum ada arsitek.")
        assert row.asked.startswith("Dokumen memuat enam domain")
        (change,) = row.changes.all()
        assert (change.person_name, change.position_title) == (cast.bob.person_name, cast.bob.position_title)

    def test_many_are_one_act_with_one_entry(self, cast, draft):
        judge(draft, cast.bob, **dict.fromkeys((*TWO, *THREE), MET))
        assert recorded(events.REQUIREMENTS_JUDGED) == 1
        assert stored(draft).changes.count() == 1

    def test_a_cause_is_kept_only_for_what_is_not_met(self, cast, draft):
        one = Judged(requirement="2.1", version=0, verdict=MET, cause="budget")
        judge_requirements(assessment=draft, indicator="11", judged=[one], actor=cast.bob, now=LATER)
        assert Finding.objects.get().cause == ""

    def test_what_is_so_already_is_not_recorded_again(self, cast, draft):
        judge(draft, cast.bob, **{"2.1": MET})
        with pytest.raises(NothingJudged):
            judge(draft, cast.bob, **{"2.1": MET})
        assert FindingChange.objects.count() == 1

    def test_two_people_at_different_requirements_do_not_meet(self, cast, draft):
        judge(draft, cast.bob, **{"2.1": MET})
        judge(draft, cast.alice, **{"2.2": MET})
        assert Finding.objects.count() == 2

    def test_the_second_at_one_requirement_sees_the_firsts_and_chooses(self, cast, draft):
        judge(draft, cast.bob, **{"2.1": MET})
        mine = Judged(requirement="2.1", version=0, verdict=NOT, explanation="Masih konsep.")
        with pytest.raises(FindingsChangedMeanwhile) as caught:
            judge_requirements(assessment=draft, indicator="11", judged=[mine], actor=cast.alice, now=LATER)
        theirs = caught.value.theirs["2.1"]
        assert (theirs.verdict, theirs.person_name, theirs.version) == (MET, cast.bob.person_name, 1)
        assert Finding.objects.get().verdict == MET

    def test_of_several_all_or_none_are_saved(self, cast, draft):
        judge(draft, cast.bob, **{"2.1": MET})
        both = [Judged(requirement=key, version=0, verdict=NOT) for key in TWO]
        with pytest.raises(FindingsChangedMeanwhile):
            judge_requirements(assessment=draft, indicator="11", judged=both, actor=cast.alice, now=LATER)
        assert Finding.objects.count() == 1

    @pytest.mark.parametrize("key", ["9.9", "", "2.1\x00", "1.1", "11"])
    def test_what_the_indicator_does_not_ask_is_refused(self, cast, draft, key):
        with pytest.raises(RequirementUnknown):
            judge(draft, cast.bob, **{key: MET})

    @pytest.mark.parametrize(("verdict", "cause"), [("maybe", ""), (NOT, "laziness"), ("\x00", "")])
    def test_a_made_up_verdict_or_cause_is_refused(self, cast, draft, verdict, cause):
        one = Judged(requirement="2.1", version=0, verdict=verdict, cause=cause)
        with pytest.raises(JudgementUnknown):
            judge_requirements(assessment=draft, indicator="11", judged=[one], actor=cast.bob, now=LATER)

    def test_an_explanation_too_long_is_refused_with_its_length(self, cast, draft):
        one = Judged(requirement="2.1", version=0, verdict=MET, explanation="a" * 2001)
        with pytest.raises(ExplanationTooLong, match="2001"):
            judge_requirements(assessment=draft, indicator="11", judged=[one], actor=cast.bob, now=LATER)

    def test_a_closed_assessment_takes_no_judgement(self, cast, draft):
        close_assessment(assessment=draft, actor=cast.alice, now=LATER, accept_missing=True)
        with pytest.raises(AssessmentNotOpen):
            judge(draft, cast.bob, **{"2.1": MET})

    @pytest.mark.parametrize("name", ["dana", "olga", "charlie"])
    def test_it_refuses_who_does_not_answer_here(self, cast, draft, name):
        with pytest.raises(NotPermitted):
            judge(draft, getattr(cast, name), **{"2.1": MET})

    def test_it_refuses_the_indicator_of_another_opd(self, cast, draft):
        give(draft, cast.alice, "11", by=cast.alice)
        with pytest.raises(NotPermitted):
            judge(draft, cast.bob, **{"2.1": MET})
        give(draft, cast.bob, "11", by=cast.alice, part=Part.CONTRIBUTOR)
        judge(draft, cast.bob, **{"2.1": MET})

    def test_it_leaves_nothing_behind_when_the_ledger_fails(self, cast, draft, monkeypatch):
        def fails(act):
            raise RuntimeError("no ledger")

        monkeypatch.setattr("pranata.assessment.operations.judge_requirements.append_entry", fails)
        with pytest.raises(RuntimeError):
            judge(draft, cast.bob, **{"2.1": NOT})
        assert not Finding.objects.exists()
        assert stored(draft).level is None

    def test_another_instansi_sees_no_finding(self, cast, draft):
        judge(draft, cast.bob, **{"2.1": MET})
        with tenant_scope(cast.other_instansi.pk):
            assert not Finding.objects.exists()
            assert not FindingChange.objects.exists()

    @pytest.mark.parametrize("statement", ["UPDATE {} SET version = 9", "DELETE FROM {}"])
    def test_the_application_cannot_rewrite_history(self, cast, draft, statement):
        judge(draft, cast.bob, **{"2.1": MET})
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format("assessment_findingchange"))

    def test_saving_costs_the_same_queries_however_much_was_judged(
        self, cast, draft, django_assert_max_num_queries
    ):
        judge(draft, cast.bob, **dict.fromkeys((*TWO, *THREE, *FOUR), MET))
        with django_assert_max_num_queries(11):
            judge(draft, cast.bob, **{"5.1": MET})
