"""The audit names what somebody changed who could switch everything off."""

from typing import Any

import pytest

from pranata.foundation.testing.database import administrator
from pranata.ledger.auditing.audit import Configuration, audit
from pranata.ledger.auditing.signatures import read_keys
from pranata.ledger.keys import all_kept_keys, made_keys
from pranata.ledger.notes import Verifier
from pranata.ledger.tests.kept import copy_of, kept_log
from pranata.ledger.tests.logs import Log, conninfo, write
from pranata.ledger.tests.test_recovery import recover

COUNT = 600
HASH_AGAIN = "UPDATE ledger.entry SET leaf_hash = sha256('\\x00'::bytea || ledger.unpacked(entry))"
CUT_A_LINE = "regexp_replace(note, '\n— [^\n]*\n$', E'\\n')"


def forge(event_id: str) -> str:
    return (
        "UPDATE ledger.entry SET entry = convert_to(replace(convert_from(ledger.unpacked(entry), "
        "'UTF8'), '2026-03-04', "
        f"'2020-03-04'), 'UTF8') WHERE event_id = '{event_id}'"
    )


@pytest.fixture(scope="session")
def written(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        return kept_log("audited", tmp_path_factory.mktemp("audited"), count=COUNT, most=170)


@pytest.fixture
def log(written, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), copy_of(written, tmp_path) as found:
        yield found


def keys_of(log: Log) -> tuple[Verifier, ...]:
    return tuple(key for kept in all_kept_keys(log.home) for key in kept.verifiers)


def run(log: Log, keys=None, **changes: Any):
    fields: dict[str, Any] = {"conninfo": conninfo(log.database, "owner"), "cores": 1, "stretch": 256}
    fields |= {"keys": keys or keys_of(log)} | changes
    return audit(Configuration(**fields))


def found(log: Log, **changes: Any) -> set[tuple[str, str]]:
    return {(finding.kind, finding.what) for finding in run(log, **changes).findings}


def tamper(log: Log, *statements: str) -> None:
    with administrator(log.database) as attacker:
        attacker.execute("SET session_replication_role = replica")
        for table in ("entry", "leaf", "tile", "checkpoint", "queue"):
            attacker.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL")
        for name in ("leaf_hash_is_of_entry", "columns_repeat_entry"):
            attacker.execute(f"ALTER TABLE ledger.entry DROP CONSTRAINT {name}")
        for statement in statements:
            attacker.execute(statement)


class TestASoundLog:
    def test_everything_is_looked_at_and_nothing_found(self, log):
        write(2)
        told = []
        report = audit(
            Configuration(conninfo=conninfo(log.database, "owner"), keys=keys_of(log), cores=2, stretch=256),
            lambda done, total: told.append((done, total)),
        )
        assert (report.entries, report.checkpoints, report.waiting, report.findings) == (COUNT, 4, 2, ())
        assert told == [(256, COUNT), (512, COUNT), (COUNT, COUNT)]

    def test_a_log_in_which_nothing_is_yet_is_sound(self, committed_db, tmp_path):
        log = Log(committed_db, tmp_path)
        assert run(log, keys=made_keys(tmp_path, "lain").verifiers).is_sound
        log.close()

    def test_a_log_and_its_successor_are_both_looked_at(self, log):
        write(3)
        recover(log)
        log.fresh()
        log.drain()
        assert (run(log).entries, run(log).findings) == (COUNT + 2, ())


class TestWhatASuperuserChanged:
    """Each of these is an attack with triggers and constraints switched off."""

    def test_an_entry(self, log, written):
        event_id = str(written.refs[300].event_id)
        tamper(log, forge(event_id))
        assert found(log) == {
            ("entry-changed", event_id),
            ("hash-changed", event_id),
            ("root-differs", "340"),
            ("root-differs", "510"),
            ("root-differs", "600"),
            ("tile-differs", "0/1"),
        }

    def test_an_entry_with_its_hash(self, log, written):
        event_id = str(written.refs[599].event_id)
        tamper(
            log,
            forge(event_id),
            HASH_AGAIN,
        )
        assert found(log) == {("entry-changed", event_id), ("root-differs", "600")}

    def test_an_entry_with_its_hash_and_its_leaf(self, log, written):
        event_id = str(written.refs[599].event_id)
        tamper(
            log,
            forge(event_id),
            HASH_AGAIN,
            "UPDATE ledger.leaf SET leaf_hash = e.leaf_hash FROM ledger.entry AS e "
            "WHERE e.event_id = leaf.event_id",
        )
        assert found(log) == {("root-differs", "600")}

    def test_an_entry_taken_away(self, log, written):
        event_id = str(written.refs[10].event_id)
        tamper(log, f"DELETE FROM ledger.entry WHERE event_id = '{event_id}'")
        assert ("entry-missing", event_id) in found(log)

    def test_an_entry_taken_away_with_its_place(self, log, written):
        event_id = str(written.refs[10].event_id)
        for table in ("leaf", "entry"):
            tamper_quietly(log, f"DELETE FROM ledger.{table} WHERE event_id = '{event_id}'")
        assert ("leaf-missing", "10") in found(log)

    def test_the_last_places(self, log):
        tamper(log, "DELETE FROM ledger.leaf WHERE seq >= 590")
        assert {("leaf-missing", str(place)) for place in range(590, 600)} <= found(log)

    def test_the_tail_with_its_checkpoint(self, log):
        """What is left is sound in itself: only a witness knows that there was more."""
        tamper(
            log,
            "DELETE FROM ledger.checkpoint WHERE size > 510",
            "DELETE FROM ledger.leaf WHERE seq >= 510",
            "DELETE FROM ledger.entry WHERE event_id NOT IN (SELECT event_id FROM ledger.leaf)",
        )
        assert found(log) == set()

    def test_only_the_last_checkpoint(self, log):
        tamper(log, "DELETE FROM ledger.checkpoint WHERE size > 510")
        assert found(log) == {("tail-unsigned", "510")}

    def test_a_column(self, log, written):
        event_id = str(written.refs[7].event_id)
        tamper(log, f"UPDATE ledger.entry SET recorded_at = '2001-01-01Z' WHERE event_id = '{event_id}'")
        assert found(log) == {("columns-differ", event_id)}

    def test_a_tile(self, log):
        tamper(log, "UPDATE ledger.tile SET root = sha256('') WHERE idx = 1")
        assert found(log) == {("tile-differs", "0/1")}

    def test_a_root(self, log):
        tamper(log, "UPDATE ledger.checkpoint SET root = sha256('') WHERE size = 510")
        assert found(log) == {("checkpoint-differs", "510"), ("root-differs", "510")}

    def test_a_signature(self, log):
        tamper(
            log,
            f"UPDATE ledger.checkpoint SET note = {CUT_A_LINE} WHERE size = 510",
        )
        assert found(log) == {("signature-false", "510")}

    def test_a_waiting_entry(self, log):
        (ref,) = write()
        event_id = str(ref.event_id)
        tamper(log, forge(event_id))
        assert found(log) == {("waiting-changed", event_id)}

    def test_a_waiting_entry_moved_in_time_or_to_another_instansi(self, log):
        (ref,) = write()
        tamper(
            log,
            "UPDATE ledger.entry SET tenant_id = 2, recorded_at = '2001-01-01Z' "
            f"WHERE event_id = '{ref.event_id}'",
        )
        assert found(log) == {("columns-differ", str(ref.event_id))}

    def test_a_waiting_entry_taken_out_of_the_queue(self, log):
        (ref,) = write()
        tamper(log, "DELETE FROM ledger.queue")
        assert found(log) == {("not-in-log", str(ref.event_id))}


def tamper_quietly(log: Log, statement: str) -> None:
    with administrator(log.database) as attacker:
        attacker.execute("SET session_replication_role = replica")
        for table in ("entry", "leaf"):
            attacker.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL")
        attacker.execute(statement)


class TestTrust:
    def test_a_key_that_is_not_given_is_not_trusted(self, log, tmp_path):
        other = made_keys(tmp_path / "lain", "lain").verifiers
        assert {kind for kind, _ in found(log, keys=other)} == {"signature-false"}

    def test_a_whole_tree_signed_by_another_key_of_the_same_name_is_not_trusted(self, log, tmp_path):
        origin = next(all_kept_keys(log.home)).origin
        forged = made_keys(tmp_path / "pencuri", origin).verifiers
        assert len(found(log, keys=forged)) == 4

    def test_keys_are_read_from_a_policy_or_from_lines(self, log):
        keys = keys_of(log)
        lines = "\n".join(f"log {key.vkey}" for key in keys)
        assert read_keys(f"{lines}\nquorum none\n".encode()) == keys
        assert read_keys(f"# kunci\n{lines}\n".encode()) == keys
        for wrong in (b"", b"# kosong\n", b"log a+b+c\n"):
            with pytest.raises(ValueError, match=r"."):
                read_keys(wrong)


class TestInterrupted:
    def test_it_goes_on_where_it_was(self, log, tmp_path, monkeypatch):
        monkeypatch.setattr("pranata.ledger.auditing.audit.NOTED_EVERY", 256)
        told = []

        def stop_at_512(done: int, total: int) -> None:
            told.append(done)
            if len(told) == 2:
                raise KeyboardInterrupt

        configuration = Configuration(
            conninfo=conninfo(log.database, "owner"), keys=keys_of(log), cores=1, stretch=256, state=tmp_path
        )
        with pytest.raises(KeyboardInterrupt):
            audit(configuration, stop_at_512)
        assert audit(configuration, lambda done, total: told.append(done)).is_sound
        assert told == [256, 512, COUNT]
        assert list(tmp_path.glob("audit-*")) == []

    def test_what_was_found_before_is_not_forgotten_and_other_keys_begin_anew(
        self, log, tmp_path, monkeypatch
    ):
        monkeypatch.setattr("pranata.ledger.auditing.audit.NOTED_EVERY", 256)
        tamper(log, "UPDATE ledger.tile SET root = sha256('') WHERE idx = 0")

        def stop(done: int, total: int) -> None:
            raise KeyboardInterrupt

        fields: dict[str, Any] = {"conninfo": conninfo(log.database, "owner"), "cores": 1, "stretch": 256}
        fields["state"] = tmp_path
        with pytest.raises(KeyboardInterrupt):
            audit(Configuration(keys=keys_of(log), **fields), stop)
        told = []
        report = audit(Configuration(keys=keys_of(log), **fields), lambda done, total: told.append(done))
        assert [finding.what for finding in report.findings] == ["0/0"]
        assert told == [512, COUNT]
        with pytest.raises(KeyboardInterrupt):
            audit(Configuration(keys=keys_of(log), **fields), stop)
        told.clear()
        audit(Configuration(keys=keys_of(log)[:1], **fields), lambda done, total: told.append(done))
        assert told == [256, 512, COUNT]
