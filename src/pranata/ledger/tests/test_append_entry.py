"""An act becomes an entry: every field of it, in canonical bytes, in the transaction of the act."""

import datetime as dt
import json
import uuid
from dataclasses import replace

import pytest
from django.db import connection, transaction

from pranata.engine.merkle import leaf_hash
from pranata.foundation.tenancy import tenant_scope
from pranata.ledger.canonical import NotCanonical, canonical
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import (
    AlreadyRecorded,
    EntryRef,
    EntryTooLarge,
    OutsideTenant,
    UnknownAction,
    append_entry,
)
from pranata.ledger.tests.acts import ALICE, NOW, TESTED, make_act

pytestmark = pytest.mark.django_db

FIELDS = {"v", "log", "event_id", "tenant", "recorded_at", "occurred_at", "occurred_basis", "action"}
FIELDS |= {"actor", "for", "auth", "objects", "to", "authority", "payload", "thread", "prev"}
FIELDS |= {"retention", "result", "system"}


def append(tenant_id: int | None = 1, **changes) -> tuple[EntryRef, Entry]:
    with tenant_scope(tenant_id):
        ref = append_entry(make_act(tenant_id, **changes))
        return ref, Entry.objects.get(event_id=ref.event_id)


def test_it_writes_every_field_of_the_format():
    _, entry = append()
    assert set(entry.document) == FIELDS
    assert entry.document["v"] == 1
    assert entry.document["log"].startswith("pranata.local/log/")
    assert entry.document["actor"] == ALICE
    assert entry.document["authority"] == {"rule": "PermenPANRB 59/2020"}
    assert entry.document["occurred_at"] == "2026-03-04T05:06:07Z"


def test_it_stores_canonical_bytes_and_their_leaf_hash():
    ref, entry = append(thread="Penilaian “mandiri” \u0007\t/é\u2028")
    assert canonical(entry.document) == bytes(entry.entry)
    assert ref.leaf_hash == bytes(entry.leaf_hash) == leaf_hash(bytes(entry.entry))


def test_it_takes_the_time_from_the_database_and_writes_it_inside_the_hashed_bytes():
    _, entry = append()
    said = dt.datetime.fromisoformat(entry.document["recorded_at"])
    assert said == entry.recorded_at
    assert abs((dt.datetime.now(dt.UTC) - said).total_seconds()) < 60  # noqa: TID251 - against the real clock


def test_it_makes_event_ids_of_version_seven_that_grow():
    ids = [append()[0].event_id for _ in range(20)]
    assert {i.version for i in ids} == {7}
    assert ids == sorted(ids)


def test_it_keeps_the_detail_out_of_the_entry():
    _, entry = append(detail={"nama": "Siti Rahayu", "nik": "3201234567890001"})
    assert b"Siti" not in bytes(entry.entry)
    assert b"3201234567890001" not in bytes(entry.entry)
    assert entry.document["payload"]["schema"] == "uji.catat/1"
    assert len(entry.document["payload"]["commit"]) == 64


def test_it_has_no_payload_without_detail():
    _, entry = append(detail=None)
    assert entry.document["payload"] is None


def test_it_names_the_size_and_kind_of_objects_only_where_they_have_bytes():
    _, entry = append()
    assert entry.document["objects"] == [
        {"role": "asesmen", "type": "assessment", "id": "42", "sha256": None}
    ]


def test_it_refuses_an_act_outside_its_tenant():
    with tenant_scope(2), pytest.raises(OutsideTenant):
        append_entry(make_act(1))
    with pytest.raises(OutsideTenant):
        append_entry(make_act(1))


def test_it_takes_an_act_of_no_tenant_which_no_tenant_reads():
    ref = append_entry(make_act(None))
    with tenant_scope(1):
        assert not Entry.objects.filter(event_id=ref.event_id).exists()


def test_it_refuses_an_action_nobody_declared():
    with tenant_scope(1), pytest.raises(UnknownAction):
        append_entry(make_act(action=replace(TESTED, code="uji.karangan")))


def test_it_refuses_a_copy_of_a_declared_action_with_another_sentence():
    with tenant_scope(1), pytest.raises(UnknownAction):
        append_entry(make_act(action=replace(TESTED, sentence="melakukan yang lain")))


def test_it_records_an_event_id_once():
    event_id = uuid.UUID("019cb5a8-7f3a-7c1b-8d2e-0123456789ab")
    append(event_id=event_id)
    with pytest.raises(AlreadyRecorded), transaction.atomic():
        append(event_id=event_id)


def test_it_refuses_what_does_not_fit_an_entry_bundle():
    with pytest.raises(EntryTooLarge, match="terlalu besar"), transaction.atomic():
        append(thread="a" * 65_535)


def test_it_takes_the_largest_entry_that_fits():
    _, small = append(thread="")
    _, large = append(thread="a" * (65_535 - len(bytes(small.entry))))
    assert len(bytes(large.entry)) == 65_535


@pytest.mark.parametrize(
    "actor", [{"tingkat": 2.5}, {"é": 1}, {"n": 2**53}, {"n": -(2**53)}, {"t": "\x00"}, {"t": "\ud800"}]
)
def test_it_refuses_values_without_a_canonical_form(actor):
    with tenant_scope(1), pytest.raises(NotCanonical):
        append_entry(make_act(actor=actor))
    with tenant_scope(1), pytest.raises(NotCanonical):
        append_entry(make_act(detail=actor))


def test_it_refuses_a_time_without_zone_and_a_basis_out_of_nowhere():
    with tenant_scope(1), pytest.raises(ValueError, match="time zone"):
        append_entry(make_act(occurred_at=NOW.replace(tzinfo=None)))
    with tenant_scope(1), pytest.raises(ValueError, match="guess"):
        append_entry(make_act(occurred_basis="guess"))


def test_it_costs_one_statement():
    with tenant_scope(1), connection.execute_wrapper(count := _Counter()):
        append_entry(make_act())
    assert count.statements == 1


class _Counter:
    statements = 0

    def __call__(self, execute, sql, params, many, context):
        self.statements += 1
        return execute(sql, params, many, context)


def test_json_of_the_entry_is_what_the_caller_gave():
    _, entry = append(result={"kode": "ok", "daftar": [1, True, None, "é"]})
    assert json.loads(bytes(entry.entry))["result"] == {"kode": "ok", "daftar": [1, True, None, "é"]}
