"""What an assessment gave: stages side by side, the difference explained, and the file to recompute it."""

import datetime as dt
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pranata.assessment.models import Assessment, Judgement, Stage, StageResult
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.publish_assessment import StillJudged, publish_assessment
from pranata.assessment.operations.submit_assessment import submit_assessment
from pranata.assessment.printed_results import published_cases
from pranata.assessment.queries.result import assessment_result
from pranata.assessment.queries.snapshot import take_snapshot
from pranata.assessment.tests.scenes import LATER, enter, fill, make_draft
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def judged(cast):
    """Closed by Alice at level 2 throughout; Dana is judging, and lowered one and raised one."""
    with tenant_scope(cast.instansi.pk):
        assessment = make_draft(cast.alice)
        fill(assessment, cast.alice)
        freeze(assessment, Stage.SELF, cast.alice)
        move(assessment, Stage.INTERNAL)
        judge(assessment, cast.dana, "1", 1, "Peraturannya belum diundangkan.")
        judge(assessment, cast.dana, "32", 4, "Portal sudah terhubung.")
        return assessment


def freeze(assessment, stage, actor, at=LATER):
    snapshot = take_snapshot(assessment, assessment.answers.order_by("pk")).to_document()
    return StageResult.objects.create(
        instansi_id=assessment.instansi_id,
        assessment=assessment,
        stage=stage,
        snapshot=snapshot,
        closed_at=at,
        closed_by_id=actor.assignment_id,
        person_name=actor.person_name,
        position_title=actor.position_title,
        capacity=actor.capacity,
    )


def move(assessment, stage):
    assessment.stage = stage
    assessment.save(update_fields=["stage"])


def judge(assessment, actor, indicator, level, why, stage=Stage.INTERNAL):
    Judgement.objects.create(
        instansi_id=assessment.instansi_id,
        assessment=assessment,
        stage=stage,
        indicator=indicator,
        level=level,
        justification=why,
        changed_at=LATER,
        person_name=actor.person_name,
        position_title=actor.position_title,
    )


def url(name, assessment):
    return reverse(f"assessment:{name}", args=[assessment.pk])


class TestTheStages:
    def test_a_draft_has_one_and_it_is_what_stands_now(self, cast):
        with tenant_scope(cast.instansi.pk):
            draft = make_draft(cast.alice)
            enter(draft, "11", 3, cast.alice)
            found = assessment_result(draft)
        assert [stage.stage for stage in found.stages] == [Stage.SELF]
        assert (found.passages, found.since_last, found.latest.is_final) == ((), None, False)

    def test_the_internal_ones_stand_beside_those_of_the_instansi_with_who_and_why(self, cast, judged):
        with tenant_scope(cast.instansi.pk):
            found = assessment_result(judged)
        assert [stage.stage for stage in found.stages] == [Stage.SELF, Stage.INTERNAL]
        [passage] = found.passages
        assert {m.number for m in passage.difference.moved} == {"1", "32"}
        assert sum(m.effect for m in passage.difference.moved) == passage.difference.index
        assert passage.why["1"].text == "Peraturannya belum diundangkan."
        assert passage.why["32"].title == cast.dana.position_title

    def test_the_values_of_an_external_stage_are_not_shown_before_it_is_closed(self, cast, judged):
        with tenant_scope(cast.instansi.pk):
            freeze(judged, Stage.INTERNAL, cast.dana)
            move(judged, Stage.DOCUMENT)
            judge(judged, cast.dana, "2", 5, "Rahasia.", stage=Stage.DOCUMENT)
            open_still = [stage.stage for stage in assessment_result(judged).stages]
            freeze(judged, Stage.DOCUMENT, cast.dana)
            move(judged, Stage.RESULT)
            closed = [stage.stage for stage in assessment_result(judged).stages]
        assert open_still == [Stage.SELF, Stage.INTERNAL]
        assert closed == [Stage.SELF, Stage.INTERNAL, Stage.DOCUMENT]

    def test_a_stage_that_was_returned_counts_no_more_and_the_latest_closing_counts(self, cast, judged):
        with tenant_scope(cast.instansi.pk):
            freeze(judged, Stage.INTERNAL, cast.dana)
            move(judged, Stage.SELF)
            assert [s.stage for s in assessment_result(judged).stages] == [Stage.SELF]
            enter(judged, "5", 3, cast.alice)
            latest = freeze(judged, Stage.SELF, cast.alice, at=LATER + dt.timedelta(days=1))
            move(judged, Stage.INTERNAL)
            assert assessment_result(judged).stages[0].result == latest

    def test_the_year_before_is_held_against_the_last_stage(self, cast, judged):
        with tenant_scope(cast.instansi.pk):
            earlier = make_draft(cast.alice, year=2024)
            fill(earlier, cast.alice, 1)
            found = assessment_result(Assessment.objects.get(pk=judged.pk))
        assert found.since_last is not None
        assert found.since_last.difference.index == found.score.index - 1
        assert found.rows[0].before == 1


class TestThePage:
    def test_it_shows_both_stages_and_the_exact_effect_in_few_queries(self, cast, judged, client):
        client.force_login(cast.alice_account)
        client.get(url("result", judged))
        with CaptureQueriesContext(connection) as counted:
            answer = client.get(url("result", judged))
        page = answer.content.decode()
        assert len(counted) <= 20
        for text in ("Penilaian mandiri", "Penilaian asesor internal", "Peraturannya belum diundangkan."):
            assert text in page

    def test_it_refuses_charlie_without_saying_that_it_exists(self, cast, judged, client):
        client.force_login(cast.charlie_account)
        assert client.get(url("result", judged)).status_code == 404
        assert client.get(url("recompute_json", judged)).status_code == 404


def test_the_real_change_of_bandar_lampung_is_explained_to_the_last_fraction(cast):
    cases = {case.year: case for case in published_cases() if "Lampung" in case.body.name}
    with tenant_scope(cast.instansi.pk):
        for year in (2022, 2023):
            made = make_draft(cast.alice, year=year)
            for answer in made.answers.all():
                answer.level = cases[year].levels[answer.indicator]
                answer.save(update_fields=["level"])
        found = assessment_result(made)
    assert found.since_last is not None
    moved = found.since_last.difference
    assert moved.index == Fraction("4309/2000") - Fraction("601/400")
    assert sum((m.effect for m in moved.moved), Fraction(0)) == Fraction(163, 250)


class TestPublishing:
    def test_the_values_of_the_last_stage_are_published_and_the_public_row_names_it(self, cast, client):
        client.force_login(cast.alice_account)
        with tenant_scope(cast.instansi.pk):
            assessment = make_draft(cast.alice)
            fill(assessment, cast.alice)
            close_assessment(assessment=assessment, actor=cast.alice, now=LATER)
            assessment.refresh_from_db()
            judge(assessment, cast.dana, "1", 1, "Belum diundangkan.")
            submit_assessment(assessment=assessment, actor=cast.alice, now=LATER)
            assessment.refresh_from_db()
            assert assessment.stage == Stage.RESULT
        heading = client.get(url("detail", assessment)).content.decode()
        assert "indeks 1,99 (penilaian asesor internal)" in heading
        page = client.get(url("publish", assessment)).content.decode()
        assert "Penilaian asesor internal" in page
        assert "1,99" in page
        with tenant_scope(cast.instansi.pk):
            public = publish_assessment(assessment=assessment, actor=cast.alice, now=LATER)
        assert public.exact == "1987/1000"
        assert public.source == "Penilaian asesor internal Kota Contoh"

    def test_nothing_is_published_while_assessors_of_another_instansi_judge(self, cast, judged):
        with tenant_scope(cast.instansi.pk):
            freeze(judged, Stage.INTERNAL, cast.dana)
            Assessment.objects.filter(pk=judged.pk).update(stage=Stage.DOCUMENT, state="closed")
            with pytest.raises(StillJudged):
                publish_assessment(assessment=judged, actor=cast.alice, now=LATER)
