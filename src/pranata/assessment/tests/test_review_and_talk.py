"""Four eyes on a value, and the talk about an indicator."""

import pytest

from pranata.assessment import events
from pranata.assessment.models import AssessorPart, Judgement, Stage
from pranata.assessment.operations._review import NotYetValid
from pranata.assessment.operations.declare_interest import declare_interest
from pranata.assessment.operations.judge_indicator import JudgementChangedMeanwhile, NotYourIndicator
from pranata.assessment.operations.review_judgement import (
    NoteMissing,
    NothingToReview,
    SamePersonJudged,
    review_judgement,
)
from pranata.assessment.operations.say_in_thread import (
    KindNotYours,
    MessageMissing,
    NotYourThread,
    say_in_thread,
)
from pranata.assessment.policies_judging import InterestUndeclared, TaskUnknown
from pranata.assessment.queries.thread import talks_of, thread_of
from pranata.assessment.tests.judging_scenes import advance, close, give_task, judge, make_call, submit
from pranata.assessment.tests.scenes import LATER, give, recorded
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = make_call()
    close(call)
    submit(call)
    return call


def review(task, actor, verdict="valid", *, version=1, note="", indicator="11"):
    with tenant_scope(actor.instansi_id):
        return review_judgement(
            task_id=task.pk,
            indicator=indicator,
            expected_version=version,
            verdict=verdict,
            note=note,
            actor=actor,
            now=LATER,
        )


def say(call, actor, kind, text="Mohon dijelaskan.", *, task=None, indicator="11"):
    with tenant_scope(actor.instansi_id):
        return say_in_thread(
            assessment_id=call.assessment.pk,
            indicator=indicator,
            kind=kind,
            text=text,
            actor=actor,
            now=LATER,
            task_id=task.pk if task else None,
        )


def test_what_was_found_not_valid_holds_its_stage_until_it_was_changed_and_reviewed_again(call):
    task, second = give_task(call, call.eko), give_task(call, call.rina, AssessorPart.REVIEWER)
    judge(task, call.eko, "11", 4)
    with pytest.raises(NoteMissing):
        review(second, call.rina, "not_valid")
    review(second, call.rina, "not_valid", note="Bukti lama.")
    with pytest.raises(NotYetValid):
        advance(call)
    judge(task, call.eko, "11", 3, version=1)
    with pytest.raises(NotYetValid):
        advance(call)
    with pytest.raises(JudgementChangedMeanwhile):
        review(second, call.rina, version=1)
    review(second, call.rina, version=2)
    advance(call)


def test_the_review_stage_waits_for_every_value_that_was_judged(call):
    task, second = give_task(call, call.eko), give_task(call, call.rina, AssessorPart.REVIEWER)
    judge(task, call.eko, "11", 4)
    advance(call)
    advance(call)
    with pytest.raises(NotYetValid) as waiting:
        advance(call)
    assert waiting.value.numbers == ("11",)
    with tenant_scope(call.cast.instansi.pk):
        version = Judgement.objects.get(stage=Stage.DOCUMENT, indicator="11").version
    review(second, call.rina, version=version)
    advance(call)
    with tenant_scope(call.cast.instansi.pk):
        assert recorded(events.JUDGEMENT_REVIEWED) == 1


def test_it_refuses_review_judgement_to_who_judged_and_to_who_has_no_task_for_it(call):
    lead = give_task(call, call.eko, AssessorPart.LEAD)
    plain = give_task(call, call.eva)
    unsaid = give_task(call, call.rina, AssessorPart.REVIEWER, clear=False)
    judge(lead, call.eko, "11", 4)
    for task, actor, error in (
        (lead, call.eko, SamePersonJudged),
        (plain, call.eva, NotYourIndicator),
        (unsaid, call.rina, InterestUndeclared),
        (unsaid, call.eko, TaskUnknown),
        (unsaid, call.cast.alice, TaskUnknown),
    ):
        with pytest.raises(error):
            review(task, actor)
    with pytest.raises(NothingToReview):
        review(lead, call.eko, indicator="12")


def test_both_sides_talk_and_the_last_word_says_who_is_waited_for(call):
    task = give_task(call, call.eko)
    say(call, call.eko, "clarification", task=task)
    with tenant_scope(call.cast.instansi.pk):
        (talk,) = talks_of([call.assessment.pk], outer_only=True)
        assert talk.waits_for_assessed
    say(call, call.cast.alice, "reply")
    say(call, call.cast.dana, "objection", "Ada di lampiran.")
    with tenant_scope(call.cast.instansi.pk):
        (talk,) = talks_of([call.assessment.pk], outer_only=True)
        assert talk.waits_for_assessor
        assert recorded(events.MESSAGE_SENT) == 3


def told(instansi, *posts):
    """What each post was told, the latest last."""
    with tenant_scope(instansi.pk):
        rows = Notice.objects.filter(position_id__in=[post.position_id for post in posts]).order_by("pk")
        return [(row.position_id, row.kind) for row in rows]


def test_each_side_is_told_what_the_other_wrote_and_a_post_what_it_was_given(call):
    task = give_task(call, call.eko)
    assert told(call.organiser, call.eko) == [(call.eko.position_id, "penilaian.tugas")]
    say(call, call.eko, "clarification", task=task)
    assert told(call.cast.instansi, call.cast.alice)[-1] == (
        call.cast.alice.position_id,
        "penilaian.klarifikasi",
    )
    say(call, call.cast.alice, "reply")
    assert told(call.organiser, call.eko)[-1] == (call.eko.position_id, "penilaian.tanggapan")


def test_a_declared_conflict_is_told_to_the_coordinator_who_gives_tasks(call):
    task = give_task(call, call.eva, clear=False)
    with tenant_scope(call.organiser.pk):
        declare_interest(
            task_id=task.pk, has_conflict=True, statement="Kakak saya.", actor=call.eva, now=LATER
        )
    assert told(call.organiser, call.prita)[-1] == (call.prita.position_id, "penilaian.benturan")


def test_what_the_instansi_talked_about_within_stays_its_own():
    call = make_call()
    close(call)
    inner = give_task(call, call.cast.dana)
    say(call, call.cast.dana, "clarification", "Antar kita.", task=inner)
    with tenant_scope(call.cast.instansi.pk):
        assert len(thread_of(call.assessment.pk, "11", outer_only=False)) == 1
        assert thread_of(call.assessment.pk, "11", outer_only=True) == []


def test_it_refuses_say_in_thread_to_who_has_no_part_in_it(call):
    task = give_task(call, call.eko, indicators=["11"])
    with pytest.raises(KindNotYours):
        say(call, call.eko, "objection", task=task)
    with pytest.raises(KindNotYours):
        say(call, call.cast.alice, "clarification")
    with pytest.raises(MessageMissing):
        say(call, call.cast.alice, "reply", "  ")
    with pytest.raises(NotYourIndicator):
        say(call, call.eko, "clarification", task=task, indicator="12")
    for actor in (call.eva, call.prita, call.cast.charlie):
        with pytest.raises(TaskUnknown):
            say(call, actor, "clarification", task=task)
        with pytest.raises(TaskUnknown):
            say(call, actor, "reply")
    with pytest.raises(NotYourThread):
        say(call, call.lena, "reply")


def test_a_post_that_answers_the_indicator_speaks_for_it():
    call = make_call()
    with tenant_scope(call.cast.instansi.pk):
        give(call.assessment, call.cast.bob, "12", by=call.cast.alice)
    close(call)
    submit(call)
    say(call, call.cast.bob, "reply", indicator="12")
    with tenant_scope(call.cast.instansi.pk):
        assert thread_of(call.assessment.pk, "12", outer_only=True)[0].person_name == "Bob"
