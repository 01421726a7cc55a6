"""From a question to an accepted plan: who may, what it leaves behind, and what it refuses."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from pranata.assessment.tests.scenes import recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import OutsideTenant
from pranata.ledger.queries.detail import open_detail
from pranata.organisation.models import Notice
from pranata.organisation.tests.cast import make_cast
from pranata.planning import events
from pranata.planning.asking import NotAnswerable
from pranata.planning.models import Plan, PlanAct, PlanRun, PlanState
from pranata.planning.operations._act import PlanNotSo
from pranata.planning.operations.ask_plan import NothingAsked, TooManyWaiting
from pranata.planning.operations.decide_plan import ReasonMissing, accept_plan, return_plan
from pranata.planning.operations.keep_answer import keep_answer
from pranata.planning.operations.propose_plan import NothingToPropose, propose_plan
from pranata.planning.policies import OwnProposal
from pranata.planning.tests.scenes import (
    COMPUTED,
    answer_with,
    ask,
    computed,
    make_assessment,
    proposed,
    reaches,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def assessment(cast):
    with tenant_scope(cast.instansi.pk):
        yield make_assessment(cast.alice)


class TestAsking:
    def test_a_question_is_kept_with_all_it_rests_on_and_waits(self, cast, assessment):
        plan = ask(assessment, cast.bob)
        assert (plan.number, plan.state, plan.proven) == ("R-2027-01", PlanState.DRAFT, "")
        assert plan.levels["11"] == "2"
        assert {row["certainty"] for row in plan.steps} == {"assumption"}
        assert plan.question["target"] == "41/20"
        assert PlanRun.objects.get(plan=plan).ended_at is None
        assert recorded(events.PLAN_ASKED) == 1
        assert ask(assessment, cast.alice).number == "R-2027-02"

    def test_what_cannot_be_asked_is_refused_in_a_sentence(self, cast, assessment):
        for target, said in (("1.5", "di bawah indeks hari ini"), ("5.5", "di atas yang dapat dicapai")):
            with pytest.raises(NotAnswerable, match=said):
                ask(assessment, cast.alice, target=target)
        with pytest.raises(NothingAsked):
            ask(assessment, cast.alice, target=None)
        for _ in range(5):
            ask(assessment, cast.alice)
        with pytest.raises(TooManyWaiting):
            ask(assessment, cast.alice)

    def test_it_refuses_who_may_not_ask_plan(self, cast, assessment):
        for actor in (cast.dana, cast.olga, cast.charlie):
            with pytest.raises(NotPermitted):
                ask(assessment, actor)
        assert not Plan.objects.exists()


class TestAnswering:
    def test_the_answer_is_kept_once_with_its_steps(self, cast, assessment):
        plan = computed(assessment, cast.alice, "12:3", "11:3")
        assert (plan.proven, reaches(plan)) == ("optimal", [("12", 3), ("11", 3)])
        step = plan.chosen.get(indicator="11")
        assert (step.gain, step.certainty, str(step.starts_on)) == ("1/40", "assumption", "2027-04-01")
        again = keep_answer(plan=plan, answer=answer_with(plan, "13:3"), now=COMPUTED)
        assert reaches(again) == reaches(plan)
        assert recorded(events.PLAN_COMPUTED) == 1

    def test_it_refuses_to_keep_answer_outside_the_scope_of_the_instansi(self, cast, assessment):
        plan = ask(assessment, cast.alice)
        with tenant_scope(cast.other_instansi.pk), pytest.raises(OutsideTenant):
            keep_answer(plan=plan, answer=answer_with(plan, "11:3"), now=COMPUTED)

    def test_chosen_steps_and_acts_are_never_altered(self, cast, assessment):
        plan = computed(assessment, cast.alice)
        for rows in (plan.chosen, plan.acts):
            with pytest.raises(ProgrammingError), transaction.atomic():
                rows.all().delete()


class TestDeciding:
    def test_a_plan_is_proposed_and_accepted_by_somebody_else(self, cast, assessment):
        plan = proposed(assessment, cast.bob)
        assert Notice.objects.filter(kind="rencana.diajukan", position_id=cast.alice.position_id).exists()
        accepted = accept_plan(plan=plan, actor=cast.alice, now=COMPUTED)
        assert accepted.state == PlanState.ACCEPTED
        act = PlanAct.objects.get(plan=plan, kind="accepted")
        assert (act.person_name, act.position_title) == (cast.alice.person_name, cast.alice.position_title)
        detail = open_detail(act.event_id)
        assert isinstance(detail, dict)
        assert (detail["nomor"], detail["menggantikan"]) == ("R-2027-01", None)
        assert Entry.objects.get(event_id=act.event_id).document["objects"][0]["type"] == "plan"
        assert Notice.objects.filter(kind="rencana.ditetapkan", position_id=cast.bob.position_id).exists()

    def test_the_plan_before_is_replaced_and_there_is_one_accepted(self, cast, assessment):
        first = accept_plan(plan=proposed(assessment, cast.bob), actor=cast.alice, now=COMPUTED)
        second = accept_plan(plan=proposed(assessment, cast.bob), actor=cast.alice, now=COMPUTED)
        first.refresh_from_db()
        assert (first.state, first.replaced_by_id) == (PlanState.REPLACED, second.pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(pk=first.pk).update(state=PlanState.ACCEPTED)

    def test_it_is_sent_back_with_a_reason_and_may_be_proposed_again(self, cast, assessment):
        plan = proposed(assessment, cast.bob)
        with pytest.raises(ReasonMissing):
            return_plan(plan=plan, reason="  ", actor=cast.alice, now=COMPUTED)
        back = return_plan(plan=plan, reason="Biaya belum dari DPA.", actor=cast.alice, now=COMPUTED)
        assert back.state == PlanState.DRAFT
        assert plan.acts.get(kind="returned").words == "Biaya belum dari DPA."
        assert propose_plan(plan=back, actor=cast.bob, now=COMPUTED).state == PlanState.PROPOSED

    def test_nothing_is_decided_twice_or_too_early(self, cast, assessment):
        plan = ask(assessment, cast.bob)
        with pytest.raises(NothingToPropose):
            propose_plan(plan=plan, actor=cast.bob, now=COMPUTED)
        with pytest.raises(PlanNotSo):
            accept_plan(plan=plan, actor=cast.alice, now=COMPUTED)
        accepted = accept_plan(plan=proposed(assessment, cast.bob), actor=cast.alice, now=COMPUTED)
        with pytest.raises(PlanNotSo, match="Ditetapkan"):
            accept_plan(plan=accepted, actor=cast.alice, now=COMPUTED)

    def test_it_refuses_who_may_not_propose_plan_accept_plan_or_return_plan(self, cast, assessment):
        draft, plan = computed(assessment, cast.alice), proposed(assessment, cast.bob)
        for actor in (cast.dana, cast.charlie):
            with pytest.raises(NotPermitted):
                propose_plan(plan=draft, actor=actor, now=COMPUTED)
        for actor in (cast.bob, cast.dana, cast.charlie):
            with pytest.raises(NotPermitted):
                accept_plan(plan=plan, actor=actor, now=COMPUTED)
            with pytest.raises(NotPermitted):
                return_plan(plan=plan, reason="Tidak.", actor=actor, now=COMPUTED)
        with pytest.raises(OwnProposal):
            accept_plan(plan=proposed(assessment, cast.alice), actor=cast.alice, now=COMPUTED)


def test_another_instansi_sees_no_plan(cast, assessment):
    computed(assessment, cast.alice)
    with tenant_scope(cast.other_instansi.pk):
        assert not Plan.objects.exists()
