"""`pranata ledger audit|status|recover|keys`: what they say, to people and machines, and how they end."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pranata.config.tests.test_anchor_commands import NAME, pranata
from pranata.config.tests.test_serve import ACT, ask
from pranata.engine.merkle import leaf_hash, root_of
from pranata.foundation.clock import utc_now
from pranata.foundation.database import embedded
from pranata.foundation.testing.processes import (
    PRANATA,
    clean_environment,
    eventually,
    free_port,
    run_pranata,
)
from pranata.ledger.keys import all_kept_keys, made_keys
from pranata.ledger.notes import Checkpoint, sign
from pranata.ledger.witness.folder import WitnessFolder, log_keys

MANY = 4200  # a whole stretch, after which the audit notes how far it came
DYING = [sys.executable, "-m", "pranata.config.tests.dying_audit"]
TABLES = ("entry", "leaf", "tile", "checkpoint", "cosignature", "queue", "party")


@pytest.fixture
def log(home: Path) -> Iterator[Path]:
    """A home whose log has three entries, signed."""
    embedded.start(home)
    for _ in range(3):
        ask(home, f"SELECT ledger.append('{ACT}')")
    pranata(home, "ledger", "sequence", "--once")
    yield home
    embedded.stop(home)


def as_superuser(home: Path, *statements: str) -> list[tuple[object, ...]]:
    """Take triggers and checks off, as the superuser of the database can, and do what is asked."""
    host = str(embedded.socket_directory(home))
    with psycopg.connect(host=host, user="postgres", dbname="pranata", autocommit=True) as server:
        server.execute("SET session_replication_role = replica")
        for table in TABLES:
            server.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER ALL".encode())
        server.execute("ALTER TABLE ledger.entry DROP CONSTRAINT IF EXISTS leaf_hash_is_of_entry")
        for statement in statements:
            cursor = server.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def edited(home: Path, place: int) -> str:
    """Change one entry behind the back of everything, and return its number."""
    ((event_id,),) = ask(home, f"SELECT event_id::text FROM ledger.leaf WHERE seq = {place}")
    as_superuser(
        home,
        "UPDATE ledger.entry SET entry = convert_to(replace(convert_from(ledger.unpacked(entry), "
        "'UTF8'), '2026-03-04', "
        f"'2020-03-04'), 'UTF8') WHERE event_id = '{event_id}'",
    )
    return str(event_id)


def rewritten(home: Path) -> None:
    """Make the whole tree anew from the entries as they are now, and sign it with the log's own key."""
    (keys,) = all_kept_keys(home)
    rows = as_superuser(
        home,
        "SELECT event_id::text, ledger.unpacked(entry) FROM ledger.entry JOIN ledger.leaf USING "
        "(event_id) ORDER BY seq",
    )
    leaves = {str(event_id): leaf_hash(bytes(entry)) for event_id, entry in rows}  # type: ignore[call-overload]
    again = Checkpoint(keys.origin, len(leaves), root_of(list(leaves.values())))
    note = sign(again.text, *keys.signers, time=int(utc_now().timestamp()))
    as_superuser(
        home,
        "DELETE FROM ledger.cosignature",
        *(
            f"UPDATE ledger.{table} SET leaf_hash = '\\x{leaf.hex()}' WHERE event_id = '{event_id}'"
            for event_id, leaf in leaves.items()
            for table in ("entry", "leaf")
        ),
        f"UPDATE ledger.checkpoint SET root = '\\x{again.root.hex()}', note = '{note.document}'",
        "ALTER TABLE ledger.entry ENABLE TRIGGER ALL",  # so that nobody notices
    )


def connections(home: Path) -> list[tuple[object, ...]]:
    """Return who else is connected to the database of a home."""
    return ask(
        home,
        "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    )


class TestTheMustShow:
    """A superuser edits an entry; then he rewrites everything and has the log's key."""

    def test_the_audit_names_the_entry_and_the_witness_refuses_the_rewritten_tree(
        self, log: Path, tmp_path: Path
    ):
        witness = WitnessFolder.create(tmp_path / "saksi", NAME)
        (kept,) = json.loads(pranata(log, "ledger", "keys", "--json"))
        witness.add_log(log_keys(kept["vkeys"]))
        port = free_port()
        (log / "kebijakan.txt").write_text(
            f"witness arsip {witness.verifiers[0].vkey} http://127.0.0.1:{port}\nquorum arsip\n"
        )
        served = subprocess.Popen(
            [*PRANATA, "witness", "serve", str(witness.path), "--listen", f"127.0.0.1:{port}"],
            env=clean_environment(),
            stdout=subprocess.PIPE,
        )
        try:
            assert served.stdout is not None
            assert b"melayani" in served.stdout.readline()
            assert f"{NAME}: sudah" in pranata(log, "ledger", "anchor")
            assert "3 dari 3 catatan" in pranata(log, "ledger", "audit", "--cores", 1)

            event_id = edited(log, 1)
            done = run_pranata("ledger", "audit", "--cores", "1", home=log)
            assert done.returncode == 1
            assert f"Isi catatan {event_id} bukan isi yang masuk log." in done.stdout

            rewritten(log)
            done = run_pranata("ledger", "audit", "--cores", "1", home=log)
            assert (done.returncode, "0 dari 3 catatan" in done.stdout) == (0, True)
            done = run_pranata("ledger", "anchor", home=log)
            assert done.returncode == 1
            assert f"{NAME}: gagal" in done.stderr
            ask(log, f"SELECT ledger.append('{ACT}')")
            done = run_pranata("ledger", "sequence", "--once", home=log)
            assert done.returncode == 1
            assert "Log di sini berbeda dari yang dilihat saksi pada ukuran 3." in done.stderr
        finally:
            served.send_signal(signal.SIGINT)
            served.communicate(timeout=20)


class TestAudit:
    def test_a_sound_log_ends_with_status_0_in_words_and_for_a_machine(self, log: Path):
        done = run_pranata("ledger", "audit", "--cores", "1", home=log)
        assert (done.returncode, done.stderr) == (0, "")
        assert "3 catatan, 1 tanda tangan, 0 menunggu: 0 temuan." in done.stdout
        assert "Tanpa kebijakan saksi" in done.stdout
        done = run_pranata("ledger", "audit", "--cores", "1", "--json", home=log)
        assert json.loads(done.stdout) == {
            "sound": True, "entries": 3, "checkpoints": 1, "waiting": 0, "covered": None,
            "cosignatures": 0, "unknown": 0, "anchors": 0, "unchecked": 0, "findings": [],
        }  # fmt: skip

    def test_a_missing_tile_is_named(self, log: Path):
        many = f"SELECT count(ledger.append('{ACT}')) FROM generate_series(1, 300)"
        ask(log, many)
        pranata(log, "ledger", "sequence", "--once")
        as_superuser(log, "DELETE FROM ledger.tile")
        done = run_pranata("ledger", "audit", "--cores", "1", "--json", home=log)
        found = json.loads(done.stdout)["findings"]
        assert (done.returncode, [(f["kind"], f["what"]) for f in found]) == (1, [("tile-differs", "0/0")])

    def test_keys_of_another_log_are_not_believed(self, log: Path, tmp_path: Path):
        (own,) = all_kept_keys(log)
        others = made_keys(tmp_path, own.origin).verifiers
        (tmp_path / "kunci").write_text("".join(f"log {key.vkey}\n" for key in others))
        done = run_pranata("ledger", "audit", "--keys", str(tmp_path / "kunci"), "--cores", "1", home=log)
        assert done.returncode == 1
        assert "Tanda tangan pada ukuran 3 bukan dari kunci yang dipercaya." in done.stdout

    @pytest.mark.parametrize("content", ["", "bukan kunci\n"])
    def test_a_file_without_keys_ends_with_status_2(self, log: Path, tmp_path: Path, content: str):
        (tmp_path / "kunci").write_text(content)
        done = run_pranata("ledger", "audit", "--keys", str(tmp_path / "kunci"), home=log)
        assert (done.returncode, done.stdout) == (2, "")

    def test_killed_it_goes_on_where_it_was_and_leaves_nothing_running(self, log: Path):
        ask(log, f"SELECT count(ledger.append('{ACT}')) FROM generate_series(1, {MANY})")
        pranata(log, "ledger", "sequence", "--once")
        note = log / "run" / "audit-1.json"
        [(sound,)] = as_superuser(log, "SELECT encode(root, 'hex') FROM ledger.tile WHERE idx = 0")
        as_superuser(log, "UPDATE ledger.tile SET root = sha256('') WHERE idx = 0")
        begun = subprocess.Popen(DYING, env=clean_environment(PRANATA_HOME=str(log)))
        assert begun.wait(60) == -signal.SIGKILL
        assert json.loads(note.read_text())["end"] == 4096
        eventually(lambda: not connections(log))
        # What it found before it was killed it does not look at again, and has not forgotten.
        as_superuser(log, f"UPDATE ledger.tile SET root = '\\x{sound}' WHERE idx = 0")
        done = run_pranata("ledger", "audit", "--cores", "1", home=log)
        assert (done.returncode, note.exists()) == (1, False)
        assert "Ubin 0/0 tidak sesuai dengan catatannya." in done.stdout
        assert run_pranata("ledger", "audit", "--cores", "1", home=log).returncode == 0


class TestStatusKeysAndRecovery:
    def test_before_anything_is_signed(self, home: Path):
        embedded.start(home)
        try:
            done = run_pranata("ledger", "keys", home=home)
            assert (done.returncode, "Belum ada kunci log" in done.stderr) == (1, True)
            assert json.loads(pranata(home, "ledger", "keys", "--json")) == []
            assert "0 catatan ditandatangani" in pranata(home, "ledger", "status")
        finally:
            embedded.stop(home)

    def test_late_witnesses_and_a_stopped_sequencer_end_with_status_1(self, log: Path, tmp_path: Path):
        assert run_pranata("ledger", "status", home=log).returncode == 0
        witness = WitnessFolder.create(tmp_path / "saksi", NAME)
        (log / "kebijakan.txt").write_text(f"witness arsip {witness.verifiers[0].vkey}\nquorum arsip\n")
        assert run_pranata("ledger", "status", home=log).returncode == 0
        as_superuser(log, "UPDATE ledger.checkpoint SET signed_at = signed_at - interval '5 hours'")
        done = run_pranata("ledger", "status", home=log)
        assert (done.returncode, "Kesaksian terlambat (merah)" in done.stdout) == (1, True)
        done = run_pranata("ledger", "status", "--json", home=log)
        state = json.loads(done.stdout)
        assert (done.returncode, state["size"], state["anchoring"]["late"]) == (1, 3, "merah")

    def test_a_successor_is_opened_only_with_a_reason_and_a_yes(self, log: Path):
        ask(log, f"SELECT ledger.append('{ACT}')")
        assert run_pranata("ledger", "recover", home=log).returncode == 2
        refused = run_pranata("ledger", "recover", "--reason", "Cadangan lama.", home=log)
        assert refused.returncode == 1
        empty = run_pranata("ledger", "recover", "--reason", "  ", "--yes", home=log)
        assert (empty.returncode, "Sebab" in empty.stderr) == (1, True)
        assert ask(log, "SELECT count(*) FROM ledger.log") == [(1,)]
        said = pranata(log, "ledger", "recover", "--reason", "Cadangan lama.", "--yes")
        assert "Log penerus dibuka" in said
        pranata(log, "ledger", "sequence", "--once")
        assert json.loads(pranata(log, "ledger", "status", "--json"))["log"] == 2
        assert pranata(log, "ledger", "keys").count("# pranata.local/log/") == 2
        assert "5 catatan, 2 tanda tangan, 0 menunggu: 0 temuan." in pranata(log, "ledger", "audit")
