"""Saving a level or a note: exact, recorded, and never over somebody else's value unseen."""

from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction

from pranata.assessment import events
from pranata.assessment.levels import LevelNotAllowed
from pranata.assessment.models import Answer, AnswerChange
from pranata.assessment.operations._change import AssessmentNotOpen, IndicatorUnknown
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.save_answer import (
    AnswerChangedMeanwhile,
    NoteTooLong,
    NothingChanged,
    save_answer,
)
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


def test_it_keeps_level_version_and_who_as_what_when(cast):
    draft = make_draft(cast.alice)
    change = enter(draft, "11", 3, cast.bob)
    answer = Answer.objects.get(assessment=draft, indicator="11")
    assert answer.level == 3
    assert (answer.version, answer.changed_by_id) == (1, cast.bob.assignment_id)
    assert (change.level_before, change.version) == (None, 1)
    assert change.level_after == 3
    assert (change.person_name, change.position_title, change.capacity, change.made_at) == (
        cast.bob.person_name,
        cast.bob.position_title,
        "definitif",
        LATER,
    )


def test_it_writes_an_event(cast):
    draft = make_draft(cast.alice)
    enter(draft, "11", 3, cast.bob)
    assert recorded(events.ANSWER_SAVED) == 1


def test_it_leaves_nothing_behind_when_the_ledger_fails(cast, monkeypatch):
    draft = make_draft(cast.alice)

    def fails(act):
        raise RuntimeError("no ledger")

    monkeypatch.setattr("pranata.assessment.operations.save_answer.append_entry", fails)
    with pytest.raises(RuntimeError):
        enter(draft, "11", 3, cast.bob)
    assert Answer.objects.get(assessment=draft, indicator="11").level is None
    assert not AnswerChange.objects.exists()


def test_it_shows_the_second_person_the_first_ones_value_and_lets_them_choose(cast):
    draft = make_draft(cast.alice)
    enter(draft, "11", 3, cast.bob, version=0)
    with pytest.raises(AnswerChangedMeanwhile) as caught:
        enter(draft, "11", 2, cast.alice, version=0)
    seen = caught.value
    assert seen.level == 3
    assert (seen.version, seen.person_name) == (1, cast.bob.person_name)
    assert (seen.position_title, seen.made_at) == (cast.bob.position_title, LATER)
    assert Answer.objects.get(assessment=draft, indicator="11").level == 3
    enter(draft, "11", 2, cast.alice, version=seen.version)
    assert Answer.objects.get(assessment=draft, indicator="11").level == 2


def test_a_version_from_the_future_is_a_conflict_too(cast):
    draft = make_draft(cast.alice)
    enter(draft, "11", 3, cast.bob)
    with pytest.raises(AnswerChangedMeanwhile):
        enter(draft, "11", 2, cast.alice, version=99)


def test_a_note_keeps_the_level_and_a_level_keeps_the_note(cast):
    draft = make_draft(cast.alice)
    enter(draft, "11", 3, cast.bob)
    common = {"assessment": draft, "indicator": "11", "actor": cast.bob, "now": LATER}
    save_answer(**common, expected_version=1, note="Sudah ada sejak 2024.\r\nLihat halaman 12.")
    answer = Answer.objects.get(assessment=draft, indicator="11")
    assert answer.level == 3
    assert answer.note == "Sudah ada sejak 2024.\nLihat halaman 12."
    save_answer(**common, expected_version=2, level=None)
    answer = Answer.objects.get(assessment=draft, indicator="11")
    assert answer.level is None
    assert answer.note == "Sudah ada sejak 2024.\nLihat halaman 12."


def test_an_unchanged_value_is_refused_and_not_recorded(cast):
    draft = make_draft(cast.alice)
    enter(draft, "11", 3, cast.bob)
    with pytest.raises(NothingChanged) as caught:
        enter(draft, "11", 3, cast.bob)
    assert caught.value.version == 1
    assert AnswerChange.objects.count() == 1


def test_the_same_value_from_a_stale_page_is_no_conflict(cast):
    draft = make_draft(cast.alice)
    enter(draft, "11", 3, cast.bob)
    with pytest.raises(NothingChanged):
        enter(draft, "11", 3, cast.alice, version=0)


@pytest.mark.parametrize("level", ["7", "0", "-1", "2.5", "1.26", "3.001"])
def test_a_level_the_instrument_does_not_have_is_refused(cast, level):
    draft = make_draft(cast.alice)
    with pytest.raises(LevelNotAllowed) as caught:
        enter(draft, "11", level, cast.bob)
    assert "bilangan bulat 1 sampai 5" in str(caught.value)
    assert Answer.objects.get(assessment=draft, indicator="11").version == 0


def test_pemdi_takes_decimals_and_refuses_a_third(cast):
    draft = make_draft(cast.alice, year=2026, instrument="pemdi-2026")
    enter(draft, "1", "1.26", cast.bob)
    assert Answer.objects.get(assessment=draft, indicator="1").level == Decimal("1.26")
    with pytest.raises(LevelNotAllowed):
        enter(draft, "1", "1.265", cast.bob)


def test_an_unknown_indicator_is_refused(cast):
    draft = make_draft(cast.alice)
    with pytest.raises(IndicatorUnknown):
        save_answer(
            assessment=draft, indicator="48", expected_version=0, actor=cast.bob, now=LATER, level=Decimal(1)
        )


def test_a_note_too_long_is_refused_with_its_length(cast):
    draft = make_draft(cast.alice)
    with pytest.raises(NoteTooLong, match=r"3001"):
        save_answer(
            assessment=draft,
            indicator="11",
            expected_version=0,
            actor=cast.bob,
            now=LATER,
            note="a" * 3001,
        )


def test_a_closed_assessment_takes_no_answer(cast):
    draft = make_draft(cast.alice)
    fill(draft, cast.alice)
    close_assessment(assessment=draft, actor=cast.alice, now=LATER)
    with pytest.raises(AssessmentNotOpen):
        enter(draft, "11", 3, cast.bob)


def test_it_refuses_charlie_from_another_instansi(cast):
    draft = make_draft(cast.alice)
    with pytest.raises(NotPermitted):
        enter(draft, "11", 3, cast.charlie)


@pytest.mark.parametrize("name", ["dana", "olga"])
def test_it_refuses_a_role_that_only_reads(cast, name):
    draft = make_draft(cast.alice)
    with pytest.raises(NotPermitted):
        enter(draft, "11", 3, getattr(cast, name))


def test_another_instansi_sees_neither_assessment_nor_answers(cast):
    make_draft(cast.alice)
    with tenant_scope(cast.other_instansi.pk):
        assert not Answer.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE {} SET version = 9", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_cannot_rewrite_history(cast, statement):
    draft = make_draft(cast.alice)
    enter(draft, "11", 3, cast.bob)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("assessment_answerchange"))


def test_saving_costs_the_same_queries_however_many_answers_there_are(cast, django_assert_max_num_queries):
    draft = make_draft(cast.alice)
    fill(draft, cast.alice)
    with django_assert_max_num_queries(8):
        enter(draft, "11", 3, cast.bob, version=1)
