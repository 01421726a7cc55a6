"""`pranata serve` starts, survives, and leaves nothing behind."""

import json
import os
import signal
from pathlib import Path

import psutil
import psycopg

from pranata.foundation.database import embedded
from pranata.foundation.database.embedded import leftovers
from pranata.foundation.testing.processes import (
    Served,
    cluster_of,
    eventually,
    kill,
    postmaster_of,
    run_pranata,
    runs,
    serving,
)
from pranata.ledger.notes import Note, Policy, verify
from pranata.ledger.notes.note import verifiers

MEBIBYTE = 1024 * 1024
ACT = json.dumps(
    dict.fromkeys(
        ("auth", "authority", "event_id", "for", "payload", "result", "retention", "tenant", "thread")
    )
    | {"action": "uji.catat", "actor": {}, "objects": [], "prev": [], "system": {}, "to": []}
    | {"occurred_at": "2026-03-04T05:06:07Z", "occurred_basis": "server"}
)
COSIGNED = (
    "SELECT note || string_agg(line, '') FROM ledger.checkpoint JOIN ledger.cosignature USING (log, size) "
    "GROUP BY log, size, note ORDER BY size LIMIT 1"
)
QUICKLY = ("--no-prepare", "--workers", "1")


def ask(home: Path, statement: str) -> list[tuple[object, ...]]:
    host = str(embedded.socket_directory(home))
    with psycopg.connect(host=host, user="pranata_owner", dbname="pranata", autocommit=True) as server:
        cursor = server.execute(statement)
        return cursor.fetchall() if cursor.description else []


def nothing_runs(home: Path, processes: list[int]) -> bool:
    return not any(map(runs, processes)) and not leftovers.processes(cluster_of(home))


def test_a_request_to_end_ends_everything(home: Path):
    with serving(home, *QUICKLY) as served:
        everything = served.everything()
        assert len(everything) >= 4  # server, worker, keeper, postmaster
        os.kill(served.process.pid, signal.SIGTERM)
        assert served.process.wait(60) == 0
        assert nothing_runs(home, everything)


def test_ctrl_c_of_a_terminal_ends_everything(home: Path):
    with serving(home, *QUICKLY) as served:
        everything = served.everything()
        assert served.interrupt() == 0
        assert nothing_runs(home, everything)
        assert "Traceback" not in served.log.read_text()


def test_ctrl_c_while_it_is_still_preparing_ends_everything(fresh: Path):
    served = Served(fresh)
    eventually(lambda: embedded.is_running(fresh))
    everything = served.everything()
    served.interrupt()
    eventually(lambda: nothing_runs(fresh, everything))


def test_it_prepares_a_home_in_which_there_is_nothing(fresh: Path):
    with serving(fresh) as served:
        assert "berkas statis disusun" in served.log.read_text()


def test_after_kill_9_its_children_end_and_it_starts_again_with_its_data(home: Path):
    with serving(home, *QUICKLY) as served:
        everything = served.everything()
        ask(home, "CREATE TABLE kept AS SELECT 42 AS answer")
        kill(served.process.pid)
        served.process.wait()
        eventually(lambda: nothing_runs(home, everything))
    with serving(home, *QUICKLY):
        assert ask(home, "SELECT answer FROM kept") == [(42,)]


def test_postgresql_killed_under_it_comes_back_and_pages_go_on(home: Path):
    with serving(home, *QUICKLY) as served:
        ask(home, "CREATE TABLE kept AS SELECT 42 AS answer")
        before = postmaster_of(home)
        kill(before)
        eventually(lambda: not runs(before))
        eventually(served.is_healthy)
        assert postmaster_of(home) != before
        assert ask(home, "SELECT answer FROM kept") == [(42,)]


def test_a_killed_worker_is_replaced(home: Path):
    with serving(home, *QUICKLY) as served:
        workers = [
            p
            for p in psutil.Process(served.process.pid).children()
            if "keeper" not in str(words_of(p)) and "sequence" not in words_of(p)
        ]
        workers[0].kill()
        eventually(lambda: f"{workers[0].pid}" not in str(served.everything()))
        eventually(served.is_healthy)


def sequencers_of(served: Served) -> list[psutil.Process]:
    return [p for p in psutil.Process(served.process.pid).children() if "sequence" in words_of(p)]


def words_of(process: psutil.Process) -> list[str]:
    """The command of a process; nothing of one that ended while we looked."""
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []


def test_a_killed_sequencer_is_replaced(home: Path):
    with serving(home, *QUICKLY) as served:
        eventually(lambda: len(sequencers_of(served)) == 1)
        (before,) = sequencers_of(served)
        before.kill()
        eventually(lambda: [p.pid for p in sequencers_of(served)] not in ([], [before.pid]))


def test_it_signs_what_happens(home: Path):
    with serving(home, *QUICKLY):
        assert run_pranata("ledger", "keys", home=home).returncode == 1
        ask(home, f"SELECT ledger.append('{ACT}')")
        eventually(lambda: ask(home, "SELECT size FROM ledger.checkpoint") == [(1,)])
        done = run_pranata("ledger", "keys", home=home)
        ((name, note),) = ask(
            home, "SELECT origin, note FROM ledger.checkpoint JOIN ledger.log ON log = number"
        )
    vkeys = [line.removeprefix("log ") for line in done.stdout.splitlines() if line.startswith("log ")]
    found = verify(Note.parse(str(note).encode()), verifiers(vkeys))
    assert [signature.verifier.name for signature in found] == [name, name]


def test_in_a_demonstration_two_example_witnesses_cosign_and_leave_with_it(home: Path):
    with serving(home, "--no-prepare", "--demo") as served:
        everything = served.everything()
        ask(home, f"SELECT ledger.append('{ACT}')")
        eventually(lambda: len(ask(home, "SELECT witness FROM ledger.cosignature")) >= 2)
        policy = Policy.parse((home / "kebijakan.txt").read_bytes())
        (row,) = ask(home, COSIGNED)
        done = run_pranata("ledger", "status", "--json", home=home)
        assert served.interrupt() == 0
    assert nothing_runs(home, everything)
    assert len(policy.accept(Note.parse(str(row[0]).encode())).witnesses) == 2
    assert (done.returncode, json.loads(done.stdout)["anchoring"]["late"]) == (0, None)


def test_two_servers_of_one_home_share_its_database_and_either_may_leave(home: Path):
    with serving(home, *QUICKLY) as first, serving(home, *QUICKLY) as second:
        assert first.interrupt() == 0
        assert second.is_healthy()


def test_two_workers_fit_in_the_memory_we_promise(home: Path):
    with serving(home, "--no-prepare") as served:
        for _ in range(20):
            assert served.is_healthy()
        ours = [psutil.Process(pid) for pid in served.everything()]
        pages = [p for p in ours if "postgres" not in p.name() and "keeper.py" not in str(p.cmdline())]
        assert len(pages) == 4  # with the sequencer
        # What they share is counted once, as `make bench` does.
        assert sum(p.memory_full_info().pss for p in pages) <= 250 * MEBIBYTE


def test_a_taken_port_is_told_with_its_remedy(home: Path):
    with serving(home, *QUICKLY) as served:
        done = run_pranata("serve", "--port", str(served.port), home=home)
    assert done.returncode == 1
    assert f"Port {served.port} sedang dipakai" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_demonstration_is_refused_on_an_address_that_others_reach(fresh: Path):
    done = run_pranata("serve", "--host", "0.0.0.0", "--demo", home=fresh)  # noqa: S104 - refused
    assert done.returncode == 1
    assert "tanpa kata sandi" in done.stderr
    assert not fresh.exists()


def test_the_application_role_reads_nothing_of_a_tenant_without_a_scope(home: Path):
    done = run_pranata("psql", "-Atc", "SELECT current_user, count(*) FROM organisation_unit", home=home)
    assert done.stdout == "pranata_app|0\n"
    done = run_pranata("psql", "-c", "DROP TABLE organisation_unit", home=home)
    assert "must be owner" in done.stderr
    eventually(lambda: not embedded.is_running(home))


def test_migrating_again_does_nothing(home: Path):
    assert run_pranata("migrate", home=home).stdout == "Tidak ada migrasi yang tertunda.\n"
