"""The history of a thing is told as a person would tell it, latest first."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.operations.append_entry import ObjectRef, append_entry
from pranata.ledger.queries.history import history_of, sentence, tenant_history
from pranata.ledger.tests.acts import ALICE, make_act

pytestmark = pytest.mark.django_db


def about(number: int) -> tuple[ObjectRef, ...]:
    return (ObjectRef(role="asesmen", type="assessment", id=str(number)),)


def test_it_tells_what_was_done_to_one_thing_and_not_to_others():
    with tenant_scope(1):
        first = append_entry(make_act(objects=about(1)))
        append_entry(make_act(objects=about(2)))
        second = append_entry(make_act(objects=about(1) + about(1)))
        told = history_of("assessment", "1")
        assert [line.event_id for line in told] == [second.event_id, first.event_id]
        assert history_of("unit", "1") == []


def test_it_tells_who_as_what_did_what_and_when():
    with tenant_scope(1):
        append_entry(make_act())
        (line,) = tenant_history()
    assert line.sentence == "Plt. Kepala Bidang Aplikasi Informatika mencatat sebuah uji."
    assert line.occurred_at == dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
    assert line.recorded_at.tzinfo is not None


def test_a_definitif_holder_is_named_by_the_post_alone():
    document = {"action": "uji.catat", "actor": ALICE | {"capacity": "definitif"}}
    assert sentence(document) == "Kepala Bidang Aplikasi Informatika mencatat sebuah uji."


def test_the_system_and_an_action_no_longer_declared_are_still_told():
    assert sentence({"action": "uji.lama", "actor": {"system": "import"}}) == "Sistem melakukan uji.lama."


def test_it_tells_nothing_of_another_tenant():
    with tenant_scope(1):
        append_entry(make_act())
    with tenant_scope(2):
        assert tenant_history() == []
        assert history_of("assessment", "42") == []
    assert tenant_history() == []


def test_it_pages_back_from_an_entry():
    with tenant_scope(1):
        refs = [append_entry(make_act()) for _ in range(3)]
        assert [line.event_id for line in tenant_history(limit=1)] == [refs[2].event_id]
        older = tenant_history(before=refs[2].event_id)
        assert [line.event_id for line in older] == [refs[1].event_id, refs[0].event_id]


@pytest.mark.parametrize("rows", [1, 20])
def test_it_takes_one_query_however_long_the_history(rows):
    with tenant_scope(1):
        for _ in range(rows):
            append_entry(make_act())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(history_of("assessment", "42")) == rows
    assert len(queries) == 1
