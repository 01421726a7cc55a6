"""The step that a worker repeats: it sends what is due, once, whichever worker comes first."""

from pranata.config.serving import receipts
from pranata.foundation.clock import utc_now
from pranata.foundation.testing.database import administrator
from pranata.ledger.tests.logs import Log, write


def test_a_step_sends_what_is_due_and_leaves_it_to_another_who_is_at_it(committed_db, tmp_path, monkeypatch):
    monkeypatch.setattr(receipts, "_policy", lambda: None)
    log = Log(committed_db, tmp_path)
    write(2)
    log.drain()
    log.close()
    with administrator(committed_db) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [receipts.LOCK])
        assert receipts.step(now=utc_now()) == 0
        # Not left to the end of the session, which the server comes to in its own time.
        other.execute("SELECT pg_advisory_unlock(%s)", [receipts.LOCK])
    assert receipts.step(now=utc_now()) == 2
    assert receipts.step(now=utc_now()) == 0
