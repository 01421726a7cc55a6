"""Judging indicators: values of each stage beside each other, by those who were given the task only."""

import datetime as dt
from decimal import Decimal

import pytest

from pranata.assessment import events
from pranata.assessment.models import (
    Assessment,
    AssessmentStep,
    AssessorPart,
    Judgement,
    JudgementBasis,
    Stage,
    StageResult,
    StepKind,
)
from pranata.assessment.operations._stage import StageMoved
from pranata.assessment.operations.advance_stage import advance_stage
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.declare_interest import (
    AlreadyDeclared,
    StatementMissing,
    declare_interest,
)
from pranata.assessment.operations.end_assessor_task import end_assessor_task
from pranata.assessment.operations.give_assessor_task import (
    PostDoesNotJudge,
    TaskHeldAlready,
    TermOver,
    give_assessor_task,
)
from pranata.assessment.operations.judge_indicator import (
    JudgementChangedMeanwhile,
    JustificationMissing,
    NothingJudged,
    NotYourIndicator,
)
from pranata.assessment.operations.reopen_assessment import AlreadySubmitted, reopen_assessment
from pranata.assessment.operations.return_stage import return_stage
from pranata.assessment.operations.submit_assessment import submit_assessment
from pranata.assessment.policies_judging import (
    InterestConflicts,
    InterestUndeclared,
    TaskUnknown,
)
from pranata.assessment.queries.judging import side_by_side, stage_levels
from pranata.assessment.tellings import STAGE_OPENED
from pranata.assessment.tests.judging_scenes import (
    advance,
    close,
    give_task,
    judge,
    make_call,
    submit,
)
from pranata.assessment.tests.scenes import LATER, fill, make_draft, recorded
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call()


@pytest.fixture
def closed(call):
    close(call)
    return call


@pytest.fixture
def submitted(closed):
    submit(closed)
    return closed


def levels(call, stage):
    with tenant_scope(call.cast.instansi.pk):
        return stage_levels(Assessment.objects.get(pk=call.assessment.pk), stage)


def stage_now(call):
    with tenant_scope(call.cast.instansi.pk):
        return Assessment.objects.get(pk=call.assessment.pk).stage


def test_the_whole_way_keeps_every_stage_beside_the_others(closed):
    inner = give_task(closed, closed.cast.dana)
    judge(inner, closed.cast.dana, "11", 3)
    judge(inner, closed.cast.dana, "12", 2, why="")
    submit(closed)
    outer = give_task(closed, closed.eko)
    judge(outer, closed.eko, "11", 1)
    advance(closed)
    assert stage_now(closed) == Stage.INTERVIEW
    with tenant_scope(closed.cast.instansi.pk):
        assessment = Assessment.objects.get(pk=closed.assessment.pk)
        found = side_by_side(assessment, Stage)
        assert [found[stage]["11"] for stage in Stage] == [2, 3, 1, 1, 1, 1, 1]
        assert [found[stage]["12"] for stage in Stage] == [2] * 7
        kinds = {row.stage: row.snapshot["levels"]["11"] for row in StageResult.objects.all()}
        assert kinds == {"self": "2", "internal": "3", "document": "1"}
        kept = Judgement.objects.filter(stage=Stage.DOCUMENT, basis=JudgementBasis.KEPT)
        assert kept.count() == 46
        assert {row.level for row in kept} == {Decimal(2)}
        steps = AssessmentStep.objects.filter(stage__gt="").order_by("pk")
        assert [(row.kind, row.stage) for row in steps] == [
            (StepKind.CLOSED, "self"),
            (StepKind.SUBMITTED, "internal"),
            (StepKind.ADVANCED, "document"),
        ]
        assert recorded(events.STAGE_CLOSED) == 2
        assert recorded(events.INDICATOR_JUDGED) == 3


def test_a_returned_stage_runs_again_and_what_was_kept_follows_the_stage_before(submitted):
    inner, outer = give_task(submitted, submitted.cast.dana), give_task(submitted, submitted.eko)
    judge(outer, submitted.eko, "11", 4)
    with tenant_scope(submitted.organiser.pk):
        return_stage(
            assessment=submitted.assessment, reason="Berkas kurang", actor=submitted.prita, now=LATER
        )
    assert stage_now(submitted) == Stage.INTERNAL
    judge(inner, submitted.cast.dana, "12", 3, version=1)
    assert levels(submitted, Stage.INTERNAL)["12"] == 3
    submit(submitted)
    assert opened_for(submitted.organiser, submitted.eko) == ["Penilaian dokumen"]
    assert opened_for(submitted.cast.instansi, submitted.cast.dana) == ["Penilaian asesor internal"]
    assert len(opened_for(submitted.cast.instansi, submitted.cast.alice)) == 3
    assert levels(submitted, Stage.DOCUMENT)["12"] == 3
    assert levels(submitted, Stage.DOCUMENT)["11"] == 4
    assert recorded_in(submitted, events.STAGE_RETURNED) == 1


def opened_for(instansi, post):
    """The stages a post was told of, as they opened."""
    with tenant_scope(instansi.pk):
        rows = Notice.objects.filter(position_id=post.position_id, kind=STAGE_OPENED.code).order_by("pk")
        return [row.detail["stage"] for row in rows]


def recorded_in(call, action):
    with tenant_scope(call.cast.instansi.pk):
        return recorded(action)


def test_another_level_needs_a_justification_and_the_same_does_not(closed):
    task = give_task(closed, closed.cast.dana)
    with pytest.raises(JustificationMissing):
        judge(task, closed.cast.dana, "11", 3, why=" ")
    assert judge(task, closed.cast.dana, "11", 2, why="").version == 1
    with pytest.raises(NothingJudged):
        judge(task, closed.cast.dana, "11", 2, why="", version=1)


def test_two_never_overwrite_each_other_silently(submitted):
    first, second = give_task(submitted, submitted.eko), give_task(submitted, submitted.eva)
    judge(first, submitted.eko, "11", 3)
    with pytest.raises(JudgementChangedMeanwhile) as conflict:
        judge(second, submitted.eva, "11", 4)
    assert conflict.value.judgement.level == 3
    assert judge(second, submitted.eva, "11", 4, version=1).version == 2


def test_it_refuses_judge_indicator_to_everybody_without_the_task(submitted):
    task = give_task(submitted, submitted.eko, indicators=["11"])
    for other in (submitted.eva, submitted.prita, submitted.cast.alice, submitted.cast.charlie):
        with pytest.raises(TaskUnknown):
            judge(task, other, "11", 3)
    with pytest.raises(NotYourIndicator):
        judge(task, submitted.eko, "12", 3)
    inner = give_task(submitted, submitted.cast.dana)
    with pytest.raises(StageMoved):
        judge(inner, submitted.cast.dana, "11", 3)


def test_a_task_ends_with_its_term_and_when_it_is_ended(submitted):
    day = dt.timedelta(days=1)
    task = give_task(submitted, submitted.eko, ends_on=(LATER + day).date())
    judge(task, submitted.eko, "11", 3)
    with pytest.raises(TaskUnknown):
        judge(task, submitted.eko, "11", 4, version=1, now=LATER + day)
    ended = give_task(submitted, submitted.eva)
    with tenant_scope(submitted.organiser.pk):
        end_assessor_task(task_id=ended.pk, actor=submitted.prita, now=LATER)
    with pytest.raises(TaskUnknown):
        judge(ended, submitted.eva, "11", 4, version=1)
    assert recorded_in(submitted, events.ASSESSOR_TASK_ENDED) == 1


def test_nobody_judges_before_declaring_and_a_conflict_locks_the_task(submitted):
    task = give_task(submitted, submitted.eko, clear=False)
    with pytest.raises(InterestUndeclared):
        judge(task, submitted.eko, "11", 3)

    def declare(*, has_conflict, statement=""):
        with tenant_scope(submitted.organiser.pk):
            declare_interest(
                task_id=task.pk,
                has_conflict=has_conflict,
                statement=statement,
                actor=submitted.eko,
                now=LATER,
            )

    declare(has_conflict=False)
    with pytest.raises(AlreadyDeclared):
        declare(has_conflict=False)
    with pytest.raises(StatementMissing):
        declare(has_conflict=True)
    declare(has_conflict=True, statement="Kakak saya kepala dinasnya.")
    with pytest.raises(InterestConflicts):
        declare(has_conflict=False)
    with pytest.raises(InterestConflicts):
        judge(task, submitted.eko, "11", 3)


def test_it_refuses_declare_interest_for_a_task_of_others(submitted):
    task = give_task(submitted, submitted.eko, clear=False)
    for other in (submitted.eva, submitted.prita):
        with tenant_scope(submitted.organiser.pk), pytest.raises(TaskUnknown):
            declare_interest(task_id=task.pk, has_conflict=False, statement="", actor=other, now=LATER)


def test_it_refuses_give_assessor_task_to_others_and_for_posts_that_do_not_judge(submitted):
    cast = submitted.cast

    def give(actor, to, **terms):
        with tenant_scope(actor.instansi_id):
            give_assessor_task(
                assessment=submitted.assessment,
                position_id=to.position_id,
                part=AssessorPart.ASSESSOR,
                actor=actor,
                now=LATER,
                **terms,
            )

    for actor in (cast.charlie, cast.dana, submitted.eko, submitted.lena):
        with pytest.raises(NotPermitted):
            give(actor, submitted.eko)
    for actor, to in ((cast.alice, cast.bob), (cast.alice, submitted.eko), (submitted.prita, cast.dana)):
        with pytest.raises(PostDoesNotJudge):
            give(actor, to)
    with pytest.raises(TermOver):
        give(cast.alice, cast.dana, ends_on=LATER.date())
    give(cast.alice, cast.dana)
    with pytest.raises(TaskHeldAlready):
        give(cast.alice, cast.dana)


def test_it_refuses_end_assessor_task_to_the_assessed_and_to_assessors(submitted):
    task = give_task(submitted, submitted.eko)
    for actor, error in ((submitted.cast.alice, TaskUnknown), (submitted.eva, NotPermitted)):
        with tenant_scope(actor.instansi_id), pytest.raises(error):
            end_assessor_task(task_id=task.pk, actor=actor, now=LATER)


def test_it_refuses_submit_assessment_advance_stage_and_return_stage_to_the_wrong_side(closed):
    with tenant_scope(closed.cast.instansi.pk):
        for actor in (closed.cast.bob, closed.cast.dana, closed.prita):
            with pytest.raises(NotPermitted):
                submit_assessment(assessment=closed.assessment, actor=actor, now=LATER)
    submit(closed)
    for actor in (closed.cast.alice, closed.lena, closed.eko, closed.cast.charlie):
        with tenant_scope(actor.instansi_id):
            with pytest.raises(NotPermitted):
                advance_stage(assessment=closed.assessment, actor=actor, now=LATER)
            with pytest.raises(NotPermitted):
                return_stage(assessment=closed.assessment, reason="x", actor=actor, now=LATER)


def test_answers_are_not_opened_again_after_the_assessment_was_handed_on(submitted):
    with tenant_scope(submitted.cast.instansi.pk), pytest.raises(AlreadySubmitted):
        reopen_assessment(assessment=submitted.assessment, reason="x", actor=submitted.cast.alice, now=LATER)


def test_without_a_call_the_internal_stage_leads_to_the_result(call):
    alone = make_call_alone(call)
    with tenant_scope(call.cast.instansi.pk):
        submit_assessment(assessment=alone, actor=call.cast.alice, now=LATER)
        alone.refresh_from_db()
        assert alone.stage == Stage.RESULT
        return_stage(assessment=alone, reason="Keliru", actor=call.cast.alice, now=LATER)
        alone.refresh_from_db()
        assert alone.stage == Stage.INTERNAL


def make_call_alone(call):
    with tenant_scope(call.cast.instansi.pk):
        alone = make_draft(call.cast.alice, year=2024)
        fill(alone, call.cast.alice)
        close_assessment(assessment=alone, actor=call.cast.alice, now=LATER)
        alone.refresh_from_db()
    return alone
