"""Grey, yellow, green, blue."""

import uuid

import pytest

from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.testing.database import connect_as
from pranata.ledger.queries.record_status import RecordState, RecordUnknown, record_status
from pranata.ledger.tests.logs import Log, write


@pytest.fixture
def log(committed_db, tmp_path):
    found = Log(committed_db, tmp_path)
    yield found
    found.close()


def witnessed(log: Log, name: str, size: int = 3) -> None:
    with connect_as("sequencer", log.database) as sequencer:
        sequencer.execute("INSERT INTO ledger.cosignature VALUES (1, %s, %s, '— baris', now())", [size, name])


def anchored(log: Log, size: int = 3) -> None:
    with connect_as("sequencer", log.database) as sequencer:
        sequencer.execute(
            "INSERT INTO ledger.anchor (log, size, kind, token, received_at) "
            "VALUES (1, %s, 'cetak', '', now())",
            [size],
        )


def test_a_record_goes_from_grey_to_blue(log):
    event_id = write(3)[2].event_id
    with tenant_scope(1):
        assert record_status(event_id).state is RecordState.RECORDED
        log.drain()
        assert record_status(event_id).state is RecordState.CHECKPOINTED
        anchored(log)
        witnessed(log, "dinas")
        assert record_status(event_id).state is RecordState.CHECKPOINTED
        assert record_status(event_id, witnesses_needed=1).state is RecordState.ANCHORED
        witnessed(log, "inspektorat")
        status = record_status(event_id)
    assert status.state is RecordState.ANCHORED
    assert (status.log, status.index, status.signed_size, status.witnessed_size) == (1, 2, 3, 3)


def test_a_later_checkpoint_covers_an_earlier_record_and_not_the_other_way_round(log):
    early = write(3)[0].event_id
    log.drain()
    late = write(2)[1].event_id
    log.drain()
    witnessed(log, "dinas", 3)
    witnessed(log, "inspektorat", 3)
    with tenant_scope(1):
        assert record_status(early).state is RecordState.WITNESSED
        assert record_status(late).state is RecordState.CHECKPOINTED
        assert record_status(late).signed_size == 5


def test_a_record_of_another_instansi_is_not_told_of(log):
    event_id = write()[0].event_id
    for scope, asked in ((2, event_id), (1, uuid.uuid4())):
        with tenant_scope(scope), pytest.raises(RecordUnknown):
            record_status(asked)
