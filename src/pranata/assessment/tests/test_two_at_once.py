"""Two people at the same instant, with real threads and real commits."""

import threading
from collections.abc import Callable
from decimal import Decimal

from django.db import connections

from pranata.assessment.models import Answer, Assessment, AssessmentState, AssessmentStep, Finding
from pranata.assessment.operations._change import AssessmentNotOpen
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.judge_requirements import (
    FindingsChangedMeanwhile,
    Judged,
    judge_requirements,
)
from pranata.assessment.operations.save_answer import AnswerChangedMeanwhile, save_answer
from pranata.assessment.tests.scenes import LATER, fill, make_draft
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast


def at_once(instansi_id: int, *acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; return what each returned or raised."""
    gate = threading.Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def run(at: int, act: Callable[[], object]) -> None:
        try:
            with tenant_scope(instansi_id):
                gate.wait()
                outcomes[at] = act()
        except Exception as error:  # noqa: BLE001 - the outcome is the error
            outcomes[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(at, act)) for at, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def test_one_of_two_is_saved_and_the_other_is_shown_it(committed_db):
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        draft = make_draft(cast.alice)

    def save(actor, level):
        return lambda: save_answer(
            assessment=draft,
            indicator="11",
            expected_version=0,
            actor=actor,
            now=LATER,
            level=Decimal(level),
        )

    outcomes = at_once(cast.instansi.pk, save(cast.alice, 2), save(cast.bob, 3))
    (conflict,) = [o for o in outcomes if isinstance(o, AnswerChangedMeanwhile)]
    with tenant_scope(cast.instansi.pk):
        answer = Answer.objects.get(assessment=draft, indicator="11")
        assert answer.version == 1
        assert conflict.level == answer.level
        assert answer.changes.count() == 1


def test_an_answer_is_never_written_after_the_result_was_frozen(committed_db):
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        draft = make_draft(cast.alice)
        fill(draft, cast.alice)

    def save():
        return save_answer(
            assessment=draft,
            indicator="11",
            expected_version=1,
            actor=cast.bob,
            now=LATER,
            level=Decimal(5),
        )

    def close():
        return close_assessment(assessment=draft, actor=cast.alice, now=LATER)

    saved, step = at_once(cast.instansi.pk, save, close)
    with tenant_scope(cast.instansi.pk):
        level = Answer.objects.get(assessment=draft, indicator="11").level or Decimal(0)
        assert Assessment.objects.get(pk=draft.pk).state == AssessmentState.CLOSED
    assert isinstance(step, AssessmentStep)
    assert step.snapshot["levels"]["11"] == str(level.normalize())
    assert (level == 5) is not isinstance(saved, AssessmentNotOpen)


def test_of_two_at_one_requirement_one_is_saved_and_the_other_is_shown_it(committed_db):
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        draft = make_draft(cast.alice)

    def act(actor, verdict):
        one = Judged(requirement="2.1", version=0, verdict=verdict)
        return lambda: judge_requirements(
            assessment=draft, indicator="11", judged=[one], actor=actor, now=LATER
        )

    outcomes = at_once(cast.instansi.pk, act(cast.alice, "met"), act(cast.bob, "not_met"))
    (conflict,) = [one for one in outcomes if isinstance(one, FindingsChangedMeanwhile)]
    with tenant_scope(cast.instansi.pk):
        row = Finding.objects.get()
        assert row.version == 1
        assert conflict.theirs["2.1"].verdict == row.verdict
