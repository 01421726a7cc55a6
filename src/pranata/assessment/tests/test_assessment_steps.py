"""Creating, closing, reopening, publishing and withdrawing an assessment."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files

import pytest
from django.db import ProgrammingError, connection, transaction

from pranata.assessment import events, regulations
from pranata.assessment.models import (
    Answer,
    Assessment,
    AssessmentState,
    AssessmentStep,
    PublishedResult,
    ResultOrigin,
    StepKind,
)
from pranata.assessment.operations._change import AssessmentNotOpen
from pranata.assessment.operations.close_assessment import AnswersStillMissing, close_assessment
from pranata.assessment.operations.create_assessment import (
    AssessmentExists,
    InstrumentUnknown,
    YearOutsideInstrument,
    create_assessment,
)
from pranata.assessment.operations.import_levels import import_levels
from pranata.assessment.operations.publish_assessment import (
    InstrumentChanged,
    public_values,
    publish_assessment,
)
from pranata.assessment.operations.record_evaluation import SourceMissing, record_evaluation
from pranata.assessment.operations.reopen_assessment import NotClosed, ReasonMissing, reopen_assessment
from pranata.assessment.operations.withdraw_publication import NotPublished, withdraw_publication
from pranata.assessment.queries.snapshot import take_snapshot
from pranata.assessment.tests.scenes import LATER, enter, fill, make_draft, recorded
from pranata.engine.scoring import ENGINE_VERSION, score
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        yield cast


def bandar_lampung_2023() -> dict[str, Decimal]:
    cases = json.loads(files("pranata.assessment").joinpath("data/published_cases.json").read_text())
    (case,) = [c for c in cases if c["id"] == "pemerintah-kota-bandar-lampung-2023"]
    return {number: Decimal(level) for number, level in case["levels"].items()}


def closed(cast, levels=None) -> Assessment:
    draft = make_draft(cast.alice, year=2023)
    wanted = levels or bandar_lampung_2023()
    common = {"assessment": draft, "actor": cast.alice, "now": LATER}
    import_levels(**common, levels=wanted, expected_versions=None, filename="2023.csv")
    close_assessment(**common)
    draft.refresh_from_db()
    return draft


def published(cast) -> Assessment:
    assessment = closed(cast)
    publish_assessment(assessment=assessment, actor=cast.alice, now=LATER)
    assessment.refresh_from_db()
    return assessment


class TestCreateAssessment:
    def test_it_makes_an_empty_answer_for_each_indicator_and_freezes_the_digest(self, cast):
        draft = make_draft(cast.alice)
        assert draft.answers.count() == 47
        assert not Answer.objects.exclude(level=None).exists()
        assert draft.instrument_digest == regulations.load("spbe-2020").instrument.digest
        assert recorded(events.ASSESSMENT_CREATED) == 1

    def test_it_refuses_a_second_of_the_same_year_and_instrument(self, cast):
        draft = make_draft(cast.alice)
        with pytest.raises(AssessmentExists) as caught:
            make_draft(cast.alice)
        assert caught.value.assessment_id == draft.pk

    def test_it_refuses_a_year_the_instrument_was_not_used_in(self, cast):
        with pytest.raises(YearOutsideInstrument, match="2020"):
            make_draft(cast.alice, year=2020)

    def test_it_refuses_an_instrument_nobody_installed(self, cast):
        with pytest.raises(InstrumentUnknown):
            make_draft(cast.alice, instrument="../../etc/passwd")

    @pytest.mark.parametrize("name", ["bob", "dana", "olga"])
    def test_it_refuses_whoever_does_not_coordinate(self, cast, name):
        with pytest.raises(NotPermitted):
            create_assessment(year=2025, instrument="spbe-2020", actor=getattr(cast, name), now=NOW)

    def test_charlie_makes_one_at_home_and_none_here(self, cast):
        with tenant_scope(cast.other_instansi.pk):
            theirs = make_draft(cast.charlie)
            assert theirs.instansi_id == cast.other_instansi.pk
        assert not Assessment.objects.exists()


class TestCloseAssessment:
    def test_it_freezes_levels_and_the_exact_result(self, cast):
        assessment = closed(cast)
        snapshot = AssessmentStep.objects.get(kind=StepKind.CLOSED).snapshot
        assert assessment.state == AssessmentState.CLOSED
        assert (snapshot["index"], snapshot["index_exact"]) == ("2.15", "4309/2000")
        assert (snapshot["predikat"], snapshot["engine_version"]) == ("Cukup", ENGINE_VERSION)
        assert snapshot["instrument_digest"] == assessment.instrument_digest

    def test_a_stranger_recomputes_the_index_from_the_snapshot(self, cast):
        closed(cast)
        snapshot = AssessmentStep.objects.get(kind=StepKind.CLOSED).snapshot
        levels = {number: Fraction(level) for number, level in snapshot["levels"].items()}
        found = score(regulations.load(snapshot["instrument"]).instrument, levels, year=snapshot["year"])
        assert str(found.index) == snapshot["index_exact"]

    def test_it_names_what_is_missing_and_closes_nothing(self, cast):
        draft = make_draft(cast.alice)
        fill(draft, cast.alice)
        enter(draft, "11", None, cast.bob)
        with pytest.raises(AnswersStillMissing) as caught:
            close_assessment(assessment=draft, actor=cast.alice, now=LATER)
        assert caught.value.numbers == ("11",)
        assert Assessment.objects.get(pk=draft.pk).state == AssessmentState.DRAFT

    def test_it_closes_without_them_when_told_so_and_lists_them(self, cast):
        draft = make_draft(cast.alice)
        step = close_assessment(assessment=draft, actor=cast.alice, now=LATER, accept_missing=True)
        assert len(step.snapshot["missing"]) == 47

    def test_it_closes_once(self, cast):
        assessment = closed(cast)
        with pytest.raises(AssessmentNotOpen):
            close_assessment(assessment=assessment, actor=cast.alice, now=LATER)

    @pytest.mark.parametrize("name", ["bob", "charlie", "dana", "olga"])
    def test_it_refuses_whoever_does_not_coordinate_here(self, cast, name):
        draft = make_draft(cast.alice)
        with pytest.raises(NotPermitted):
            close_assessment(assessment=draft, actor=getattr(cast, name), now=LATER, accept_missing=True)


class TestReopenAssessment:
    def test_it_takes_answers_again_and_keeps_what_was_frozen(self, cast):
        assessment = closed(cast)
        reopen_assessment(assessment=assessment, reason="Salah unggah", actor=cast.alice, now=LATER)
        enter(assessment, "11", 3, cast.bob)
        kinds = set(AssessmentStep.objects.values_list("kind", flat=True))
        assert {StepKind.CREATED, StepKind.CLOSED, StepKind.REOPENED} == kinds
        assert recorded(events.ASSESSMENT_REOPENED) == 1

    @pytest.mark.parametrize("reason", ["", "  \n", "\x00"])
    def test_it_wants_a_reason(self, cast, reason):
        with pytest.raises(ReasonMissing):
            reopen_assessment(assessment=closed(cast), reason=reason, actor=cast.alice, now=LATER)

    def test_it_refuses_a_draft_and_a_published_one(self, cast):
        with pytest.raises(NotClosed):
            reopen_assessment(assessment=make_draft(cast.alice), reason="x", actor=cast.alice, now=LATER)
        with pytest.raises(NotClosed, match="diumumkan"):
            reopen_assessment(assessment=published(cast), reason="x", actor=cast.alice, now=LATER)

    @pytest.mark.parametrize("name", ["bob", "charlie", "dana"])
    def test_it_refuses_whoever_does_not_coordinate_here(self, cast, name):
        with pytest.raises(NotPermitted):
            reopen_assessment(assessment=closed(cast), reason="x", actor=getattr(cast, name), now=LATER)


class TestPublishAssessment:
    def test_it_writes_the_exact_public_result(self, cast):
        assessment = published(cast)
        result = PublishedResult.objects.get(instansi=cast.instansi)
        assert (result.origin, result.year) == (ResultOrigin.SELF_PUBLISHED, 2023)
        assert (result.index, result.exact, result.predikat) == (Decimal("2.15"), "4309/2000", "Cukup")
        assert (len(result.levels), len(result.aspects), len(result.domains)) == (0, 8, 4)
        assert result.instrument_digest == assessment.instrument_digest
        assert (result.engine_version, result.is_example) == (ENGINE_VERSION, False)

    def test_its_values_have_as_many_decimals_as_the_instrument_prints(self, cast):
        assessment = closed(cast)
        frozen = take_snapshot(assessment, assessment.answers.order_by("pk"))
        one = replace(frozen.score, instrument=replace(frozen.score.instrument, decimals=1))
        shown = replace(frozen, score=one)
        values = public_values(assessment, shown)
        assert (values["index"], shown.to_document()["index"]) == (Decimal("2.2"), "2.2")
        assert shown.parts("domains")["4"] == "3.0"
        assert (values["domains"], values["aspects"]) == (shown.parts("domains"), shown.parts("aspects"))

    def test_an_example_is_published_as_an_example(self, cast):
        assessment = closed(cast)
        Assessment.objects.filter(pk=assessment.pk).update(is_example=True)
        publish_assessment(assessment=assessment, actor=cast.alice, now=LATER)
        assert PublishedResult.objects.get(instansi=cast.instansi).is_example

    def test_a_stranger_reads_it_without_any_scope(self, cast):
        published(cast)
        with tenant_scope(None):
            assert PublishedResult.objects.filter(instansi=cast.instansi).exists()
            assert not Assessment.objects.exists()

    def test_it_refuses_a_draft(self, cast):
        with pytest.raises(NotClosed):
            publish_assessment(assessment=make_draft(cast.alice), actor=cast.alice, now=LATER)

    def test_it_refuses_an_incomplete_one(self, cast):
        draft = make_draft(cast.alice)
        close_assessment(assessment=draft, actor=cast.alice, now=LATER, accept_missing=True)
        with pytest.raises(AnswersStillMissing):
            publish_assessment(assessment=draft, actor=cast.alice, now=LATER)
        assert not PublishedResult.objects.exists()

    def test_it_refuses_when_the_instrument_moved_since_closing(self, cast):
        assessment = closed(cast)
        Assessment.objects.filter(pk=assessment.pk).update(instrument_digest="0" * 64)
        with pytest.raises(InstrumentChanged):
            publish_assessment(assessment=assessment, actor=cast.alice, now=LATER)

    def test_pemdi_publishes_no_domains_because_it_has_none(self, cast):
        draft = make_draft(cast.alice, year=2026, instrument="pemdi-2026")
        fill(draft, cast.alice)
        enter(draft, "1", "1.26", cast.bob)
        close_assessment(assessment=draft, actor=cast.alice, now=LATER)
        publish_assessment(assessment=draft, actor=cast.alice, now=LATER)
        result = PublishedResult.objects.get(instansi=cast.instansi)
        assert (result.domains, len(result.aspects)) == ({}, 7)

    @pytest.mark.parametrize("name", ["bob", "charlie", "dana"])
    def test_it_refuses_whoever_does_not_coordinate_here(self, cast, name):
        with pytest.raises(NotPermitted):
            publish_assessment(assessment=closed(cast), actor=getattr(cast, name), now=LATER)
        assert not PublishedResult.objects.exists()


class TestWithdrawPublication:
    def test_the_public_no_longer_sees_it_and_nothing_is_deleted(self, cast):
        assessment = published(cast)
        withdraw_publication(assessment=assessment, reason="Salah hitung", actor=cast.alice, now=LATER)
        assert not PublishedResult.objects.exists()
        kept = PublishedResult.with_withdrawn.get()
        assert (kept.withdrawal_reason, kept.withdrawn_at) == ("Salah hitung", LATER)
        assert Assessment.objects.get(pk=assessment.pk).state == AssessmentState.CLOSED
        assert recorded(events.PUBLICATION_WITHDRAWN) == 1

    def test_it_can_be_published_again(self, cast):
        assessment = published(cast)
        withdraw_publication(assessment=assessment, reason="Salah", actor=cast.alice, now=LATER)
        publish_assessment(assessment=assessment, actor=cast.alice, now=LATER)
        assert PublishedResult.objects.get().withdrawal_reason == ""

    def test_it_refuses_what_is_not_published(self, cast):
        with pytest.raises(NotPublished):
            withdraw_publication(assessment=closed(cast), reason="x", actor=cast.alice, now=LATER)

    def test_it_wants_a_reason(self, cast):
        with pytest.raises(ReasonMissing):
            withdraw_publication(assessment=published(cast), reason=" ", actor=cast.alice, now=LATER)

    @pytest.mark.parametrize("name", ["bob", "charlie", "dana"])
    def test_it_refuses_whoever_does_not_coordinate_here(self, cast, name):
        with pytest.raises(NotPermitted):
            withdraw_publication(assessment=published(cast), reason="x", actor=getattr(cast, name), now=LATER)
        assert PublishedResult.objects.exists()


class TestRecordEvaluation:
    def record(self, actor, source="LHE SPBE 2023"):
        return record_evaluation(
            year=2023,
            instrument="spbe-2020",
            levels=bandar_lampung_2023(),
            source=source,
            actor=actor,
            now=NOW,
        )

    def test_its_levels_stand_and_nothing_becomes_public(self, cast):
        recorded = self.record(cast.alice)
        assert (recorded.state, recorded.source) == (AssessmentState.PUBLISHED, "LHE SPBE 2023")
        assert not PublishedResult.objects.exists()
        with pytest.raises(AssessmentNotOpen):
            enter(recorded, "11", 5, cast.alice)

    def test_it_cannot_be_withdrawn_as_if_the_instansi_had_published_it(self, cast):
        recorded = self.record(cast.alice)
        with pytest.raises(NotPublished):
            withdraw_publication(assessment=recorded, reason="x", actor=cast.alice, now=LATER)

    def test_it_wants_the_document_the_levels_were_read_in(self, cast):
        with pytest.raises(SourceMissing):
            self.record(cast.alice, source=" ")

    @pytest.mark.parametrize("name", ["bob", "dana", "olga"])
    def test_it_refuses_whoever_does_not_coordinate(self, cast, name):
        with pytest.raises(NotPermitted):
            self.record(getattr(cast, name))


@pytest.mark.parametrize("statement", ["UPDATE {} SET reason = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_cannot_rewrite_a_step(cast, statement):
    make_draft(cast.alice)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("assessment_assessmentstep"))
