"""How long a document is kept: which rule, since when, until when, and what keeps it longer."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from pranata.engine.retention import RetentionState, years_later
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.tests.blobs import samples
from pranata.organisation.tests.cast import NOW, make_unit
from pranata.records.models import Certainty, Document, Fate, RetentionSchedule
from pranata.records.queries.retention import (
    _years_earlier,
    due_documents,
    falling_due,
    retention_of,
    retentions_of,
)
from pranata.records.tests.retention_scenes import a_hold, a_schedule, happened

ON = dt.date(2026, 3, 2)
SAME_OFFICE = (
    "UPDATE records_hold SET released_at = now(), released_by_id = placed_by_id, "
    "released_unit_id = placed_unit_id, release_reason = 'x'"
)


def day(text):
    return dt.date.fromisoformat(text)


@pytest.fixture
def kept(archive):
    """The archive, with a function that returns a document of a class and date."""

    def document(classification="000.1", dated="2022-03-01", **given):
        count = Document.objects.count()
        return archive.document(
            content=samples.PDF + b"%%%d" % count,
            classification=classification,
            dated_on=day(dated) if dated else None,
            **given,
        )

    return document


class TestWhichRule:
    def test_without_a_schedule_there_is_no_rule(self, kept):
        found = retention_of(kept(), on=ON)
        assert (found.state, found.schedule, found.rule) == (RetentionState.NO_RULE, None, None)

    @pytest.mark.parametrize(
        ("classification", "rule"),
        [("900.1", "900.1"), ("900.1.3", "900.1"), ("900.2", "900"), ("901", None), ("", None)],
    )
    def test_the_closest_code_above_rules(self, archive, kept, classification, rule):
        a_schedule(archive)
        found = retention_of(kept(classification), on=ON)
        assert (found.rule.classification_code if found.rule else None) == rule

    def test_the_schedule_of_the_day_rules(self, archive, kept):
        old = a_schedule(archive)
        new = a_schedule(archive, valid_from=dt.date(2026, 3, 3))
        document = kept()
        assert retention_of(document, on=ON).schedule == old
        assert retention_of(document, on=dt.date(2026, 3, 3)).schedule == new
        assert retention_of(document, on=dt.date(2019, 12, 31)).state == RetentionState.NO_RULE

    def test_a_withdrawn_schedule_rules_nothing_and_the_one_before_does_again(self, archive, kept):
        old = a_schedule(archive)
        a_schedule(archive, valid_from=dt.date(2025, 1, 1), withdrawn_at=NOW, withdrawn_reason="Salah berkas")
        assert retention_of(kept(), on=ON).schedule == old

    def test_an_ended_schedule_does_not_bring_back_the_one_before(self, archive, kept):
        a_schedule(archive)
        a_schedule(archive, valid_from=dt.date(2025, 1, 1), valid_to=dt.date(2026, 1, 1))
        assert retention_of(kept(), on=ON).state == RetentionState.NO_RULE


class TestSinceWhen:
    def test_some_kinds_start_on_the_documents_date(self, archive, kept):
        a_schedule(archive)
        found = retention_of(kept("000.1", "2024-02-29"), on=ON)
        assert (found.started_on, found.active_until) == (day("2024-02-29"), day("2025-03-01"))
        assert found.inactive_until == day("2027-03-01")
        assert (found.state, found.fate, found.trigger) == (RetentionState.INACTIVE, Fate.DESTROY, None)

    def test_some_start_with_the_year_after(self, archive, kept):
        a_schedule(archive)
        found = retention_of(kept("000.7", "2025-05-01"), on=ON)
        assert (found.started_on, found.active_until) == (day("2026-01-01"), day("2028-01-01"))

    def test_others_wait_until_somebody_says_so(self, archive, kept):
        a_schedule(archive)
        document = kept("900.2")
        assert retention_of(document, on=ON).state == RetentionState.NOT_STARTED
        event = happened(archive, document, "berkas-ditutup", day("2015-06-30"))
        found = retention_of(document, on=ON)
        assert (found.trigger, found.state) == (event, RetentionState.DUE)

    def test_an_event_of_another_kind_starts_nothing(self, archive, kept):
        a_schedule(archive)
        document = kept("900.2")
        happened(archive, document, "pertanggungjawaban", day("2015-06-30"))
        assert retention_of(document, on=ON).state == RetentionState.NOT_STARTED

    def test_the_latest_word_holds_and_may_take_back(self, archive, kept):
        a_schedule(archive)
        document = kept("900.2")
        happened(archive, document, "berkas-ditutup", day("2015-06-30"))
        happened(archive, document, "berkas-ditutup", day("2025-06-30"))
        assert retention_of(document, on=ON).state == RetentionState.ACTIVE
        happened(archive, document, "berkas-ditutup", None)
        assert retention_of(document, on=ON).state == RetentionState.NOT_STARTED

    @pytest.mark.parametrize("dated", ["9999-12-31", None])
    def test_odd_dates_are_never_due(self, archive, kept, dated):
        a_schedule(archive)
        for classification in ("000.1", "000.7"):
            found = retention_of(kept(classification, dated), on=ON)
            assert found.state in (RetentionState.NOT_STARTED, RetentionState.ACTIVE)


class TestWhatHolds:
    def test_a_hold_on_the_document_keeps_it(self, archive, kept):
        a_schedule(archive)
        document, other = kept(), kept()
        hold = a_hold(archive, document=document)
        found = retention_of(document, on=ON)
        assert (found.state, found.holds) == (RetentionState.HELD, (hold,))
        assert [r.document for r in due_documents(archive.cast.instansi.pk, on=ON)] == [other]

    @pytest.mark.parametrize(("classification", "held"), [("000", True), ("000.1", True), ("000.7", False)])
    def test_a_hold_on_a_class_keeps_what_is_below_it(self, archive, kept, classification, held):
        a_schedule(archive)
        a_hold(archive, classification=classification)
        assert bool(retention_of(kept(), on=ON).holds) is held

    def test_a_hold_on_a_unit_keeps_what_is_below_it(self, archive, kept):
        a_schedule(archive)
        below = make_unit(archive.cast.instansi, "Bidang P2P", parent=archive.cast.dinkes)
        inside, outside = kept(), kept()
        Document.objects.filter(pk=inside.pk).update(unit=below)
        Document.objects.filter(pk=outside.pk).update(unit=archive.cast.root)
        inside.refresh_from_db()
        outside.refresh_from_db()
        a_hold(archive, unit=archive.cast.dinkes)
        assert [bool(r.holds) for r in retentions_of([inside, outside], on=ON)] == [True, False]

    def test_a_hold_on_a_unit_keeps_what_its_forerunner_left(self, archive, kept):
        a_schedule(archive)
        successor = make_unit(archive.cast.instansi, "Dinas Kesehatan dan Keluarga", parent=archive.cast.root)
        successor.continues = archive.cast.dinkes
        successor.save()
        a_hold(archive, unit=successor)
        assert retention_of(kept(), on=ON).state == RetentionState.HELD

    def test_class_and_unit_together_hold_only_what_is_both(self, archive, kept):
        a_schedule(archive)
        a_hold(archive, classification="900", unit=archive.cast.dinkes)
        assert [bool(r.holds) for r in retentions_of([kept("900.2"), kept("000.1")], on=ON)] == [True, False]

    def test_before_it_is_due_a_hold_is_told_but_changes_no_state(self, archive, kept):
        a_schedule(archive)
        document = kept(dated="2026-01-01")
        a_hold(archive, document=document)
        found = retention_of(document, on=ON)
        assert (found.state, len(found.holds)) == (RetentionState.ACTIVE, 1)


class TestWhatIsDue:
    def test_the_earliest_comes_first(self, archive, kept):
        a_schedule(archive)
        late, early = kept(dated="2023-02-01"), kept(dated="2020-02-29")
        kept(dated="2023-03-03")
        found = due_documents(archive.cast.instansi.pk, on=ON)
        assert [r.document for r in found] == [early, late]

    def test_what_falls_due_later_is_told_with_its_day(self, archive, kept):
        a_schedule(archive)
        soon = kept(dated="2023-08-01")
        kept(dated="2025-08-01")
        found = falling_due(archive.cast.instansi.pk, on=ON, before=dt.date(2027, 3, 2))
        assert [(r.document, r.state) for r in found] == [(soon, RetentionState.INACTIVE)]

    @given(
        st.dates(dt.date(2015, 1, 1), dt.date(2026, 12, 31)),
        st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31)),
    )
    def test_what_is_left_out_beforehand_would_not_have_been_due(self, dated, before):
        """The day up to which documents are looked at is never too early, leap days included."""
        for years in (0, 1, 3, 4):
            if years_later(dated, years) < before:
                assert dated <= _years_earlier(before, years)

    def test_a_schedule_that_is_not_law_destroys_nothing(self, archive, kept):
        a_schedule(archive, certainty=Certainty.UNCERTAIN)
        found = retention_of(kept(), on=ON)
        assert (found.state, found.may_be_destroyed) == (RetentionState.DUE, False)

    def test_only_what_is_to_be_destroyed_may_be(self, archive, kept):
        a_schedule(archive)
        documents = [kept("000.1", "2020-01-01"), kept("000.7", "2010-01-01")]
        assert [r.may_be_destroyed for r in retentions_of(documents, on=ON)] == [True, False]

    def test_it_asks_no_more_for_more_documents(self, archive, kept):
        a_schedule(archive)
        a_hold(archive, unit=archive.cast.inspektorat)
        for _number in range(3):
            kept()
        instansi = archive.cast.instansi.pk
        with CaptureQueriesContext(
            connection,
        ) as few:
            assert len(due_documents(instansi, on=ON)) == 3
        for _number in range(4):
            kept()
        with CaptureQueriesContext(connection) as many:
            assert len(due_documents(instansi, on=ON)) == 7
        assert len(few) == len(many) <= 8


class TestWhatTheDatabaseHolds:
    def test_another_instansi_sees_nothing(self, archive, kept):
        a_schedule(archive)
        a_hold(archive, document=kept())
        with tenant_scope(archive.cast.other_instansi.pk):
            assert not RetentionSchedule.objects.exists()
            assert due_documents(archive.cast.instansi.pk, on=ON) == []

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE records_retentionrule SET active_years = 0",
            "UPDATE records_retentionschedule SET valid_from = '2000-01-01'",
            "DELETE FROM records_retentionschedule",
            "DELETE FROM records_hold",
            "UPDATE records_hold SET document_id = NULL, classification = '999'",
            "UPDATE records_triggerevent SET happened_on = '2000-01-01'",
            SAME_OFFICE,
        ],
    )
    def test_the_application_cannot_alter_what_was_said(self, archive, kept, statement):
        a_schedule(archive)
        document = kept()
        a_hold(archive, document=document)
        happened(archive, document, "berkas-ditutup", ON)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
