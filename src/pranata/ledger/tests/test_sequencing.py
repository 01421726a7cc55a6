"""Waiting entries get their places, and what is signed is true."""

import datetime as dt

import psycopg
import pytest
from django.db import connection
from psycopg import errors

from pranata.engine.merkle import root_of
from pranata.foundation.testing.database import connect_as, copied
from pranata.ledger.keys import FOLDER, all_kept_keys, kept_keys, made_keys
from pranata.ledger.notes import Checkpoint, SignatureType, verify
from pranata.ledger.sequencing.errors import (
    ClockOff,
    EntryDiffers,
    KeyMissing,
    SignatureDoubtful,
    TreeBehind,
    TreeDiffers,
    TreeForked,
    WitnessUnreachable,
)
from pranata.ledger.sequencing.last_seen import LastSeen, witness_at
from pranata.ledger.tests.attacks import tamper
from pranata.ledger.tests.logs import Log, Remembering, now, write


@pytest.fixture
def log(committed_db, tmp_path):
    found = Log(committed_db, tmp_path)
    yield found
    found.close()


class TestABatch:
    def test_nobody_waits_and_nothing_is_signed(self, log):
        assert log.sequencer.step() is None
        assert log.ask_owner("SELECT * FROM ledger.checkpoint") == []

    def test_entries_get_places_in_the_order_they_were_written(self, log):
        refs = write(3)
        assert log.drain() == 3
        rows = log.ask_owner("SELECT event_id, leaf_hash FROM ledger.leaf ORDER BY seq")
        assert rows == [(ref.event_id, ref.leaf_hash) for ref in refs]
        log.require_whole(3)

    def test_the_checkpoint_is_signed_twice_under_the_origin(self, log):
        write(2)
        log.drain()
        (keys,) = all_kept_keys(log.home)
        found = verify(log.latest(), keys.verifiers)
        assert [v.verifier.type for v in found] == [SignatureType.ED25519, SignatureType.ML_DSA_44]
        assert Checkpoint.parse(log.latest().text).origin == keys.origin

    def test_batches_go_on_where_the_last_ended_also_after_a_restart(self, log):
        for count in (1, 2, 255, 1, 300):
            write(count)
            log.fresh()
            log.drain()
        log.require_whole(559)
        assert [row[0] for row in log.ask_owner("SELECT size FROM ledger.checkpoint ORDER BY size")] == [
            1,
            3,
            258,
            259,
            559,
        ]

    def test_full_tiles_are_kept_and_no_others(self, log):
        write(520)
        log.drain()
        rows = log.ask_owner("SELECT level, idx, root, hashes FROM ledger.tile ORDER BY level, idx")
        leaves = [row[0] for row in log.ask_owner("SELECT leaf_hash FROM ledger.leaf ORDER BY seq")]
        assert [row[:2] for row in rows] == [(0, 0), (0, 1)]
        for (_, index, root, hashes), part in zip(rows, (leaves[:256], leaves[256:512]), strict=True):
            # The hashes of level 0 are those of the leaves, and are not kept twice.
            assert (root, hashes) == (root_of(part), None), index

    def test_a_batch_takes_no_more_than_it_may(self, committed_db, tmp_path):
        log = Log(committed_db, tmp_path, most=10)
        write(25)
        assert [batch.after for batch in iter(log.sequencer.step, None)] == [10, 20, 25]
        log.require_whole(25)
        log.close()

    def test_an_entry_committed_late_with_an_early_position_is_not_lost(self, log):
        """Positions are given before commits: the one that commits last may have the lowest."""
        with connect_as("owner", log.database) as late:
            late.execute("SET pranata.tenant = 1")
            late.autocommit = False
            write(1)
            late.execute(
                "SELECT ledger.append(convert_from(ledger.unpacked(entry), 'UTF8')::jsonb - "
                "'{v,log,recorded_at}'::text[] "
                "|| '{\"event_id\":null}') FROM ledger.entry LIMIT 1"
            )
            write(2)
            assert log.drain() == 3
            late.commit()
        assert log.drain() == 1
        log.require_whole(4)

    def test_the_heartbeat_says_how_many_wait(self, log):
        write(2)
        log.drain()
        assert log.ask_owner("SELECT waiting, fault FROM ledger.heartbeat") == [(0, None)]


class TestKeys:
    def test_they_are_for_their_owner_only_and_stay_the_same(self, tmp_path):
        keys = made_keys(tmp_path, "asal/1")
        (path,) = (tmp_path / FOLDER).glob("*.json")
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert made_keys(tmp_path, "asal/1").verifiers == keys.verifiers
        assert kept_keys(tmp_path, "asal/2") is None

    def test_a_log_that_was_signed_does_not_get_new_ones(self, log, tmp_path):
        write()
        log.drain()
        for path in (tmp_path / FOLDER).glob("*.json"):
            path.unlink()
        write()
        log.fresh()
        with pytest.raises(KeyMissing):
            log.sequencer.step()
        assert list(all_kept_keys(tmp_path)) == []

    def test_another_key_in_its_place_is_not_used(self, log, tmp_path):
        write()
        log.drain()
        (path,) = (tmp_path / FOLDER).glob("*.json")
        origin = next(all_kept_keys(tmp_path)).origin
        path.unlink()
        made_keys(tmp_path, origin)
        write()
        log.fresh()
        with pytest.raises(KeyMissing):
            log.sequencer.step()


class TestWhatStopsIt:
    def stops_with(self, log, error):
        log.fresh()
        before = log.ask_owner("SELECT count(*) FROM ledger.checkpoint")
        with pytest.raises(error) as stopped:
            log.sequencer.step()
        assert log.ask_owner("SELECT count(*) FROM ledger.checkpoint") == before
        assert log.ask_owner("SELECT fault ->> 'code' FROM ledger.heartbeat") == [(error.code,)]
        assert all(str(part) for part in (stopped.value.what, stopped.value.why, stopped.value.remedy))
        return stopped.value

    def test_an_entry_changed_while_it_waited(self, log):
        refs = write(3)
        tamper(
            log.database,
            "ALTER TABLE ledger.entry DROP CONSTRAINT leaf_hash_is_of_entry",
            "UPDATE ledger.entry SET entry = "
            "convert_to(replace(convert_from(ledger.unpacked(entry), 'UTF8'), '2026-03-04', "
            f"'2020-03-04'), 'UTF8') WHERE event_id = '{refs[1].event_id}'",
        )
        assert self.stops_with(log, EntryDiffers).event_id == refs[1].event_id

    def test_an_entry_of_another_log_or_number(self, log):
        write()
        change = (
            "UPDATE ledger.entry SET entry = forged, leaf_hash = sha256('\\x00'::bytea || forged) FROM ("
            "SELECT convert_to(regexp_replace(convert_from(ledger.unpacked(entry), 'UTF8'), '{}', "
            "'{}'), 'UTF8') AS forged "
            "FROM ledger.entry) AS forgery"
        )
        tamper(log.database, change.format("pranata.local/log/", "pranata.lain/log/"))
        self.stops_with(log, EntryDiffers)
        tamper(log.database, change.format("pranata.lain/log/", "pranata.local/log/"))
        tamper(log.database, "ALTER TABLE ledger.entry DROP CONSTRAINT columns_repeat_entry")
        tamper(log.database, change.format('"event_id":"........', '"event_id":"00000000'))
        self.stops_with(log, EntryDiffers)

    def test_an_entry_taken_away_while_it_waited(self, log):
        write()
        tamper(log.database, "DELETE FROM ledger.entry")
        self.stops_with(log, EntryDiffers)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE ledger.leaf SET leaf_hash = sha256('') WHERE seq = 1",
            "DELETE FROM ledger.leaf WHERE seq = 2",
            "UPDATE ledger.checkpoint SET root = sha256('')",
            "DELETE FROM ledger.checkpoint",
        ],
    )
    def test_a_tree_changed_since_it_was_signed(self, log, statement):
        write(3)
        log.drain()
        write()
        tamper(log.database, statement)
        self.stops_with(log, TreeDiffers)

    def test_a_tile_taken_away(self, log):
        write(257)
        log.drain()
        write()
        tamper(log.database, "DELETE FROM ledger.tile")
        self.stops_with(log, TreeDiffers)

    def test_a_tree_changed_while_the_sequencer_runs(self, log):
        write(3)
        log.drain()
        write()
        tamper(log.database, "DELETE FROM ledger.checkpoint")
        with pytest.raises(TreeDiffers):
            log.sequencer.step()

    def test_it_goes_on_by_itself_when_the_cause_is_gone(self, log):
        write()
        tamper(log.database, "UPDATE ledger.queue SET event_id = gen_random_uuid()")
        self.stops_with(log, EntryDiffers)
        tamper(log.database, "UPDATE ledger.queue SET event_id = (SELECT event_id FROM ledger.entry)")
        assert log.drain() == 1
        assert log.ask_owner("SELECT fault FROM ledger.heartbeat") == [(None,)]

    def test_a_signature_that_does_not_verify_is_never_kept(self, log, monkeypatch):
        write()
        monkeypatch.setattr("pranata.ledger.notes.keys.Signer.signature", lambda *a, **k: bytes(64))
        self.stops_with(log, SignatureDoubtful)


class TestTheClock:
    @pytest.mark.parametrize("minutes", [-3, 3])
    def test_two_minutes_off_the_database_are_too_many(self, committed_db, tmp_path, minutes):
        log = Log(committed_db, tmp_path, clock=lambda: now() + dt.timedelta(minutes=minutes))
        write()
        with pytest.raises(ClockOff):
            log.sequencer.step()
        log.close()

    def test_how_many_is_configured(self, committed_db, tmp_path):
        def late() -> dt.datetime:
            return now() + dt.timedelta(minutes=3)

        log = Log(
            committed_db, tmp_path, clock=lambda: now() + dt.timedelta(minutes=3), tolerated_seconds=300
        )
        write()
        assert log.drain() == 1
        log.close()

    def test_a_signature_or_a_witness_later_than_now_means_that_now_is_wrong(self, committed_db, tmp_path):
        witness = Remembering()
        log = Log(committed_db, tmp_path, ask=witness, tolerated_seconds=120)
        write()
        log.drain()
        witness.see(log.latest(), time=int(now().timestamp()) + 200)
        write()
        with pytest.raises(ClockOff):
            log.sequencer.step()
        witness.see(log.latest(), time=int(now().timestamp()) + 60)
        assert log.drain() == 1
        log.close()


class TestTheAntiForkLock:
    @pytest.fixture
    def witness(self) -> Remembering:
        return Remembering()

    @pytest.fixture
    def log(self, committed_db, tmp_path, witness):
        found = Log(committed_db, tmp_path, ask=witness)
        write(5)
        found.drain()
        witness.see(found.latest())
        yield found
        found.close()

    def test_a_tree_that_contains_what_was_seen_is_signed(self, log):
        write(2)
        assert log.drain() == 2

    def test_a_cut_tail_is_not_signed_over(self, log, witness):
        witness.seen = LastSeen(9, witness.seen.root)
        write()
        log.fresh()
        with pytest.raises(TreeBehind, match="9"):
            log.sequencer.step()

    def test_another_tree_of_the_same_size_is_not_signed_over(self, log, witness):
        witness.seen = LastSeen(3, b"\x01" * 32)
        write()
        with pytest.raises(TreeForked):
            log.sequencer.step()

    def test_a_witness_that_never_answered_holds_up_the_first_signature(self, log, tmp_path):
        write()
        missing = witness_at(f"file://{tmp_path}/tidak-ada")
        other = Log(log.database, tmp_path, ask=missing)
        with pytest.raises(WitnessUnreachable):
            other.sequencer.step()
        other.close()

    def test_a_witness_that_answered_before_may_be_away(self, log, witness):
        write()
        log.drain()

        def away(origin: str) -> LastSeen:
            raise WitnessUnreachable("saksi", "uji")

        object.__setattr__(log.configuration, "ask", away)
        write()
        assert log.drain() == 1

    def test_a_folder_serves_as_a_witness_that_is_carried(self, log, tmp_path):
        folder = tmp_path / "saksi"
        folder.mkdir()
        ask = witness_at(f"file://{folder}")
        assert ask is not None
        origin = Checkpoint.parse(log.latest().text).origin
        assert ask(origin).size == 0
        (folder / "checkpoint").write_bytes(bytes(log.latest()))
        assert (ask(origin).size, ask("lain").size) == (5, 0)
        (folder / "checkpoint").write_bytes(b"rusak")
        with pytest.raises(WitnessUnreachable):
            ask(origin)


def refused(link: psycopg.Connection, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        link.execute(statement.encode())


CHANGES = [
    f"{verb} ledger.{table}{rest}"
    for table in ("leaf", "tile", "checkpoint", "cosignature", "anchor", "receipt")
    for verb, rest in (("UPDATE", " SET log = 2"), ("DELETE FROM", ""), ("TRUNCATE", " CASCADE"))
]
NOT_THE_SEQUENCERS = [
    *CHANGES,
    "INSERT INTO ledger.entry (event_id) VALUES (gen_random_uuid())",
    "INSERT INTO ledger.queue (event_id) VALUES (gen_random_uuid())",
    "INSERT INTO ledger.log (number, origin, reason) VALUES (2, 'lain', 'karena')",
    "UPDATE ledger.entry SET entry = ''",
    "DELETE FROM ledger.entry",
    "UPDATE ledger.queue SET event_id = event_id",
    "TRUNCATE ledger.queue",
    "SELECT ledger.append('{}')",
    "SELECT tenant_id FROM ledger.entry",
    "SELECT ledger.entries_about('document', NULL)",
    "SELECT * FROM ledger.sealed",
    "SELECT * FROM ledger.receipt",
    "SELECT * FROM keystore.dek",
    "SELECT * FROM organisation_unit",
    "SELECT * FROM foundation_account",
    "CREATE TABLE ledger.mine ()",
    "CREATE TABLE public.mine ()",
    "ALTER TABLE ledger.leaf DISABLE TRIGGER ALL",
    "SET ROLE pranata_owner",
    "SET session_replication_role = replica",
]
NOT_THE_APPLICATIONS = [
    *CHANGES,
    "INSERT INTO ledger.leaf VALUES (0, 1, gen_random_uuid(), sha256(''))",
    "INSERT INTO ledger.tile VALUES (1, 0, 0, sha256(''), '')",
    "INSERT INTO ledger.checkpoint VALUES (1, 1, sha256(''), '', now())",
    "INSERT INTO ledger.heartbeat (beat_at, waiting) VALUES (now(), 0)",
    "SELECT * FROM ledger.queue",
    "DELETE FROM ledger.queue",
]


@pytest.fixture(scope="class")
def untouchable(django_db_setup, django_db_blocker):
    """One database for every statement that must be refused: nothing is ever changed in it."""
    template = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock(), copied(template, f"{template}_untouchable") as name:
        yield name


class TestRights:
    @pytest.mark.parametrize("statement", NOT_THE_SEQUENCERS)
    def test_the_sequencer_may_not(self, untouchable, statement):
        with connect_as("sequencer", untouchable) as sequencer:
            refused(sequencer, statement)

    @pytest.mark.parametrize("statement", NOT_THE_APPLICATIONS)
    def test_the_application_may_not(self, untouchable, statement):
        with connect_as("app", untouchable) as application:
            refused(application, statement)

    @pytest.mark.parametrize("statement", CHANGES)
    @pytest.mark.parametrize("role", ["owner", "administrator"])
    def test_not_even_the_owner_or_the_superuser_changes_it_by_accident(self, untouchable, role, statement):
        with connect_as(role, untouchable) as attacker, pytest.raises(errors.RestrictViolation):
            attacker.execute(statement.encode())
